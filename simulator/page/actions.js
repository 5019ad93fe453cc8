import { api } from './api.js';

const SESSION_LINK = /^https:\/\/get\.teamviewer\.com\/s(\d{2})(\d{3})(\d{3})(-[\w-]+)?\/?$/i;

/**
 * Reads a TeamViewer join link: `https://get.teamviewer.com/s06301144` is the user's, with a
 * secret behind it the helper's. Gives {code:'s06-301-144', helper} or undefined.
 */
export function readSessionLink(url) {
  const parts = SESSION_LINK.exec(url);
  if (!parts) return undefined;
  return { code: `s${parts[1]}-${parts[2]}-${parts[3]}`, helper: parts[4] !== undefined };
}

/** Opens a TeamViewer link in the stand-in window, any other https link in a tab of its own. */
export function openLink(url, { person, openSession }) {
  const link = readSessionLink(url);
  if (link) openSession({ ...link, person });
  else if (url.startsWith('https://')) window.open(url, '_blank', 'noopener,noreferrer');
}

/**
 * What a pressed button of a card does: see `drawCard`'s `onAction`. The bot's answer comes back as
 * an event (a new card for this person, or a toast), so only a failing simulator throws here.
 */
export async function perform(pressed, { person, message, openSession }) {
  if (pressed.kind === 'open') return openLink(pressed.url, { person, openSession });
  const { conversation } = message;
  if (pressed.kind === 'say') {
    return pressed.text && api.say({ person: person.id, conversation, text: pressed.text });
  }
  const { verb, data, inputs } = pressed;
  return api.click({ person: person.id, conversation, messageId: message.id, verb, data, inputs });
}
