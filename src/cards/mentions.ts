import type { Drawing, Maybe, Text } from './drawing.js';
import { line } from './untrusted.js';

/** Makes an `<at>` in a TextBlock notify somebody; an `<at>` without one is plain text in Teams. */
export interface MentionEntity {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

/** Names out of the policy file; still, none may close the tag or read as Markdown. */
const MARKUP = /[<>[\]()*_`#~|\\{}]/gu;

/** "New request for @Anna". The entity's text must equal the tag in the TextBlock to the letter. */
export function mentionsOf(
  { say }: Drawing,
  people: readonly { readonly id: string; readonly name: string }[],
  key: 'cards:mention' | 'cards:called' = 'cards:mention',
): { readonly mentions: Maybe<Text>; readonly entities: readonly MentionEntity[] } {
  const entities = people.map(({ id, name }): MentionEntity => {
    const plainName = line(name).replace(MARKUP, '').trim() || say('common:someone');
    return { type: 'mention', text: `<at>${plainName}</at>`, mentioned: { id, name: plainName } };
  });
  if (entities.length === 0) return { mentions: [], entities };
  const names = entities.map(({ text }) => text).join(' ');
  return { mentions: [{ text: say(key, { people: names }) }], entities };
}
