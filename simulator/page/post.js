import { api } from './api.js';

/**
 * Reads `@Name` and `@First` in any case: gives the text with full names, and whose they are, as
 * {text, mentions: id[]}.
 */
function readMentions(text, people) {
  const mentions = [];
  const named = text.replace(/@(\p{L}+(?: \p{L}+)*)/gu, (whole, words) => {
    const said = `${words.toLowerCase()} `;
    const isSaid = (name) => said.startsWith(`${name.toLowerCase()} `);
    const full = people.find((one) => isSaid(one.name));
    const person = full ?? people.find((one) => isSaid(one.name.split(' ')[0]));
    if (!person) return whole;
    mentions.push(person.id);
    const spoken = full ? person.name : person.name.split(' ')[0];
    return `@${person.name}${words.slice(spoken.length)}`;
  });
  return { text: named, mentions: [...new Set(mentions)] };
}

const BOT_FIRST = /^@deskside\b\s*/i;

/**
 * Posts in the channel, or in the thread of `thread`; false when the simulator refused it. `targeted`: a slash
 * command, which goes to the bot alone and loses its slash, as in Teams.
 */
export function post(
  { store, attempt },
  { person, conversation, thread, text, mentionBot, targeted },
) {
  const { people } = store.state;
  if (targeted) {
    const command = readMentions(text.replace(/^\/\s*/, ''), people);
    return attempt(() => api.say({ person, conversation, thread, targeted, ...command }));
  }
  const said = readMentions(text.replace(BOT_FIRST, ''), people);
  const toBot = mentionBot || BOT_FIRST.test(text);
  return attempt(() => api.say({ person, conversation, thread, mentionBot: toBot, ...said }));
}
