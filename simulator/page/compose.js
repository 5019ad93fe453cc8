import { el, setProps } from './dom.js';
import { icon } from './icons.js';
import { say } from './words.js';

function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight, 96)}px`;
}

/**
 * A box to write in. Enter sends, Shift+Enter makes a new line. `onSend(text, {mentionBot, targeted})`
 * may fail: then the text stays. `mention` adds the switch that puts @Deskside in front; with `slash`
 * a line that begins with one is a command for the bot alone, and the box says so meanwhile.
 */
export function createCompose({ onSend, mention = false, slash = false }) {
  const box = el('textarea', { rows: 1, maxlength: 4000 });
  const button = el('button', { type: 'submit', class: 'send' }, icon('send', 18));
  const at = el('button', { type: 'button', class: 'at', 'aria-pressed': 'true' }, '@');
  const alone = el('p', { class: 'only-you', hidden: true });
  const node = el(
    'form',
    { class: 'compose' },
    mention ? at : null,
    box,
    button,
    slash ? alone : null,
  );
  const isSlash = () => slash && box.value.trimStart().startsWith('/');

  const send = async () => {
    const text = box.value.trim();
    if (text === '' || text === '/') return;
    const targeted = isSlash();
    box.value = '';
    grow(box);
    alone.hidden = true;
    const sent = await onSend(text, {
      mentionBot: mention && !targeted && at.getAttribute('aria-pressed') === 'true',
      ...(targeted ? { targeted } : {}),
    });
    if (sent === false && box.value === '') box.value = text;
  };
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send();
  });
  box.addEventListener('input', () => {
    grow(box);
    alone.hidden = !isSlash();
  });
  at.addEventListener('click', () => {
    at.setAttribute('aria-pressed', String(at.getAttribute('aria-pressed') !== 'true'));
  });

  return {
    node,
    focus: () => box.focus(),
    /** `words` is the key of the placeholder. */
    label(locale, words) {
      setProps(box, { placeholder: say(locale, words), 'aria-label': say(locale, words) });
      alone.textContent = say(locale, 'onlyYou');
      setProps(button, { 'aria-label': say(locale, 'send'), title: say(locale, 'send') });
      setProps(at, { 'aria-label': say(locale, 'mentionBot'), title: say(locale, 'mentionBot') });
    },
  };
}
