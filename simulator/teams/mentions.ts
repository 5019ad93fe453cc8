import type { Person } from '../company-types.js';
import type { Mention } from './activities.js';

function mentionOf(id: string, name: string): Mention {
  return { type: 'mention', text: `<at>${name}</at>`, mentioned: { id, name } };
}

/** Puts a person's tag where the text says `@Name` or `@First`, else at its end. */
function tagged(text: string, person: Person, tag: string): string {
  if (text.includes(tag)) return text;
  const spoken = [`@${person.name}`, `@${person.givenName}`].find((word) => text.includes(word));
  return spoken === undefined ? `${text} ${tag}` : text.replace(spoken, () => tag);
}

/** A text as typed, with the mentions of the bot (in front) and of people made into tags. */
export function withMentions(
  text: string,
  bot: { readonly id: string; readonly name: string } | null,
  people: readonly Person[],
): { readonly text: string; readonly mentions: readonly Mention[] } {
  const mentions = people.map((person) => mentionOf(person.teamsId, person.name));
  const spoken = people.reduce(
    (sofar, person) => tagged(sofar, person, `<at>${person.name}</at>`),
    text,
  );
  if (!bot) return { text: spoken, mentions };
  const botTag = mentionOf(bot.id, bot.name);
  const whole = spoken.includes(botTag.text) ? spoken : `${botTag.text} ${spoken}`;
  return { text: whole, mentions: [botTag, ...mentions] };
}
