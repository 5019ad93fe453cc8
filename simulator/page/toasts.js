import { el } from './dom.js';

const SHOWN_MS = 8000;

/** Short answers that come and go; read out by screen readers. */
export function createToasts(
  node = el('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' }),
) {
  return {
    node,
    add(text) {
      if ([...node.children].some((one) => one.textContent === text)) return;
      const line = el('p', { class: 'toast' }, text);
      node.append(line);
      setTimeout(() => line.remove(), SHOWN_MS);
    },
    clear: () => node.replaceChildren(),
  };
}
