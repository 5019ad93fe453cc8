import { openLink, perform } from './actions.js';
import { avatar } from './avatar.js';
import { drawMentions, prepareText } from './card-prepare.js';
import { el, setText } from './dom.js';
import { senderOf } from './reduce.js';
import { clockTime } from './time.js';
import { say } from './words.js';

const CONTROLS = 'input, textarea, select, button';

function cardFor(message, reader) {
  return message.views?.[reader.id] ?? message.card;
}

/** What decides whether a message looks different from last time, for this reader. */
function lookOf(message, reader) {
  return JSON.stringify([
    reader.id,
    message.text,
    message.deleted,
    message.updatedAt,
    cardFor(message, reader),
  ]);
}

/** Where the keyboard was inside the old drawing is where it stays in the new one. */
function keepFocus(before, after) {
  if (!before.contains(document.activeElement)) return;
  const at = [...before.querySelectorAll(CONTROLS)].indexOf(document.activeElement);
  queueMicrotask(() => {
    const control = after.querySelectorAll(CONTROLS)[at] ?? after.querySelector('.card');
    control?.focus({ preventScroll: true });
  });
}

/** People's words are text; the bot's are Markdown, in which HTML is text too. */
function drawText(message, renderer) {
  const isPlain = !message.from.bot || message.textFormat === 'plain';
  const node = el('div', { class: isPlain ? 'text' : 'text markdown' });
  if (isPlain) node.textContent = prepareText(message);
  else node.innerHTML = renderer.markdown(prepareText(message));
  drawMentions(node);
  return node;
}

function drawContent({ renderer, openSession }, message, { reader, previous }) {
  if (message.deleted)
    return { parts: [el('p', { class: 'gone' }, say(reader.locale, 'deleted'))] };
  const card = cardFor(message, reader);
  const text = message.text ? [drawText(message, renderer)] : [];
  if (!card) return { parts: text };
  const onAction = (pressed) => perform(pressed, { person: reader, message, openSession });
  const drawing = renderer.draw({ card, reader, onAction, previous });
  drawing.host.tabIndex = -1;
  return { parts: [...text, drawing.host], drawing };
}

function drawHead(message, reader) {
  const isEdited = message.updatedAt && !message.card && !message.deleted;
  return el(
    'div',
    { class: 'head' },
    el('span', { class: 'name' }, message.from.name),
    el('time', {}, clockTime(message.at, reader)),
    isEdited ? el('span', { class: 'edited' }, say(reader.locale, 'edited')) : null,
    message.onlyFor ? el('span', { class: 'only-you' }, say(reader.locale, 'onlyYou')) : null,
  );
}

function build(page, message, { reader, previous }) {
  const { parts, drawing } = drawContent(page, message, { reader, previous });
  const content = el('div', { class: 'content' }, ...parts);
  content.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link) return;
    event.preventDefault();
    openLink(link.href, { person: reader, openSession: page.openSession });
  });
  const sender = senderOf(page.store.state, message.from);
  const face = avatar({ ...sender, bot: message.from.bot });
  const side = el('div', { class: 'side' }, drawHead(message, reader), content);
  const node = el('article', { 'aria-label': message.from.name }, face, side);
  return { node, drawing };
}

/**
 * Draws messages and redraws only those that changed. `draw(message, old, {reader, own, follows})`
 * gives the node for `message`, which is `old` when nothing in it changed for this reader.
 */
export function createMessageDrawer(page) {
  const drawings = new WeakMap();
  return function draw(message, old, { reader, own = false, follows = false }) {
    const before = old && drawings.get(old);
    const look = lookOf(message, reader);
    const isSameReader = before?.reader === reader.id;
    const className = ['message', own && 'own', follows && 'follows'].filter(Boolean).join(' ');
    if (before?.look === look) {
      old.className = className;
      return old;
    }
    const previous = isSameReader ? before.drawing : undefined;
    const { node, drawing } = build(page, message, { reader, previous });
    node.className = className;
    if (previous && drawing) drawing.host.classList.add('flash');
    if (old) keepFocus(old, node);
    drawings.set(node, { look, drawing, reader: reader.id });
    return node;
  };
}

/** The line with moving dots; empty and hidden while nobody types. */
export function createTypingLine() {
  const words = el('span');
  const dots = el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
  const node = el('div', { class: 'typing', role: 'status', hidden: true }, dots, words);
  return {
    node,
    show(typing, name, locale) {
      node.hidden = !typing;
      setText(words, typing ? say(locale, 'typing', { name }) : '');
    },
  };
}
