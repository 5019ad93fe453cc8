import { avatar } from './avatar.js';
import { createChat } from './chat.js';
import { el, setProps, setText } from './dom.js';
import { personOf, personalChat } from './reduce.js';
import { fillTimes } from './time.js';
import { languageOf, say, sayCount } from './words.js';

/** The last thing said, as Teams' chat list would show it: of a card what a screen reader says of it. */
function previewOf(message, person) {
  if (!message) return '';
  const card = message.views?.[person.id] ?? message.card;
  const words = message.text ?? card?.speak ?? message.extra?.summary ?? '';
  return fillTimes(words, person)
    .replace(/<[^>]*>/g, '')
    .replace(/[*_#`]/g, '')
    .replace(/^(REQ-\d+)\. /, '$1 \u00B7 ')
    .trim();
}

function fillPicker(picker, people, chosen, store) {
  const options = people.map((one) => {
    const chat = personalChat(store.state, one.id);
    const mark = one.id !== chosen && chat && store.unreadOf(chat.id) > 0 ? ' \u2022' : '';
    return { value: one.id, text: `${one.name}${mark}` };
  });
  const now = options.map((one) => one.value + one.text).join();
  if (picker.dataset.options !== now) {
    picker.replaceChildren(...options.map((one) => el('option', { value: one.value }, one.text)));
    picker.dataset.options = now;
  }
  picker.value = chosen;
}

function createWindow(page, place) {
  const { store, settings } = page;
  const reader = () => personOf(store.state, settings.users[place]);
  const chat = createChat(page, reader);
  const face = el('span');
  const picker = el('select', {
    class: 'picker',
    onchange: () => {
      settings.users[place] = picker.value;
      settings.front = place;
      store.redraw();
    },
  });
  const language = el('span', { class: 'tag' });
  const preview = el('p', { class: 'preview' });
  const unread = el('span', { class: 'count', hidden: true });
  const open = el('button', {
    type: 'button',
    class: 'cover',
    onclick: () => {
      settings.front = place;
      store.redraw();
    },
  });
  const who = el('div', { class: 'who' }, picker, language);
  const head = el(
    'header',
    { class: 'window-head' },
    face,
    el('div', { class: 'titles' }, who, preview),
    unread,
    open,
  );
  const node = el('section', { class: 'window' }, head, chat.node);

  const draw = () => {
    const person = reader();
    node.hidden = !person;
    if (!person) return;
    const others = settings.users.filter((one, at) => at !== place);
    const people = store.state.people.filter(
      (one) => one.role === 'user' && !others.includes(one.id),
    );
    node.classList.toggle('front', settings.front === place);
    node.lang = person.locale;
    setProps(node, { 'aria-label': person.name });
    if (face.dataset.of !== person.id) face.replaceChildren(avatar(person));
    face.dataset.of = person.id;
    fillPicker(picker, people, person.id, store);
    setProps(picker, { 'aria-label': say(settings.lang, 'personOf') });
    setText(language, languageOf(person.locale).toUpperCase());
    setProps(open, { 'aria-label': say(settings.lang, 'openChat', { name: person.name }) });
    chat.draw();
    const messages = personalChat(store.state, person.id)?.messages;
    setText(preview, previewOf(messages?.at(-1), person));
    drawCount(unread, store.unreadOf(personalChat(store.state, person.id)?.id), settings.lang);
  };
  return { node, draw, toast: (id, text) => reader()?.id === id && chat.toast(text) };
}

/** A round number; hidden when nothing is unread. */
export function drawCount(node, n, language) {
  node.hidden = n === 0;
  setText(node, String(n));
  setProps(node, {
    title: sayCount(language, 'unread', n),
    'aria-label': sayCount(language, 'unread', n),
    role: 'img',
  });
}

/** Left: the chats of two people who ask for help. */
export function createChatsColumn(page, root) {
  const windows = [createWindow(page, 0), createWindow(page, 1)];
  root.replaceChildren(...windows.map((one) => one.node));
  return {
    draw() {
      setProps(root, { 'aria-label': say(page.settings.lang, 'chatsOf') });
      for (const one of windows) one.draw();
    },
    toast: (id, text) => windows.forEach((one) => one.toast(id, text)),
  };
}
