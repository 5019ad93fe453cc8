import { el } from './dom.js';
import { icon } from './icons.js';
import { say } from './words.js';

/** Bubbles up from a part of a card that was unfolded. */
export const UNFOLDED = 'unfolded';

/** Closer to the end than this (px) counts as reading the latest. */
const NEAR = 60;

/**
 * Keeps `list` (which scrolls; its items are in `inner`) at its end while the reader is there, and
 * offers the way down when they are not. `around(work, locale)` runs a redraw and puts the view right.
 */
export function keepAtEnd(list, inner) {
  const words = el('span');
  const pill = el(
    'button',
    { type: 'button', class: 'latest', hidden: true },
    icon('down', 14),
    words,
  );
  let follow = true;
  const toEnd = () => {
    list.scrollTop = list.scrollHeight;
  };
  let lastTop = 0;
  list.addEventListener('scroll', () => {
    const near = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    if (near) follow = true;
    else if (list.scrollTop < lastTop) follow = false;
    lastTop = list.scrollTop;
    if (follow) pill.hidden = true;
  });
  pill.addEventListener('click', () =>
    list.scrollTo({ top: list.scrollHeight, behavior: 'smooth' }),
  );
  const resized = new ResizeObserver(() => {
    if (follow) toEnd();
  });
  // Whoever unfolds a form or a history is looking there.
  const stay = () => {
    follow = false;
  };
  inner.addEventListener(UNFOLDED, stay);
  inner.addEventListener('click', ({ target }) => {
    if (target.closest('[aria-expanded]:not(.card-more)')) stay();
  });
  resized.observe(list);
  resized.observe(inner);
  return {
    pill,
    jump() {
      follow = true;
      toEnd();
    },
    around(work, locale) {
      const height = list.scrollHeight;
      work();
      words.textContent = say(locale, 'latest');
      if (follow) toEnd();
      else if (list.scrollHeight > height) pill.hidden = false;
    },
  };
}
