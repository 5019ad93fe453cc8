import { el } from './dom.js';
import { mark } from './icons.js';

const COLOURS = 8;

function colourOf(id) {
  let sum = 0;
  for (const letter of String(id)) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % COLOURS;
}

function initialsOf(name) {
  const parts = name.split(' ');
  return `${parts[0]?.[0] ?? ''}${parts.length > 1 ? parts.at(-1)[0] : ''}`.toUpperCase();
}

/** A round picture of a person (initials) or of the bot (its mark); the name always stands beside it. */
export function avatar({ id, name, initials, bot }, size = 'medium') {
  if (bot)
    return el(
      'span',
      { class: `avatar avatar-${size} avatar-bot`, 'aria-hidden': 'true' },
      mark(20),
    );
  const classes = `avatar avatar-${size} persona-${colourOf(id)}`;
  return el('span', { class: classes, 'aria-hidden': 'true' }, initials ?? initialsOf(name));
}
