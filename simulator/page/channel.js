import { createCompose } from './compose.js';
import { el, isShown, setProps, setText, syncList } from './dom.js';
import { icon } from './icons.js';
import { createMessageDrawer, createTypingLine } from './message.js';
import { post } from './post.js';
import { channelOf, isFor } from './reduce.js';
import { keepAtEnd } from './scroll.js';
import { worldTime } from './store.js';
import { createToasts } from './toasts.js';
import { createThread, threadsOf } from './thread.js';
import { say } from './words.js';

/** The live list that the bot keeps: the latest full-width card it posted. Teams would have it pinned. */
function pinnedOf(threads) {
  const full = threads.filter(
    ({ root }) => root.from.bot && !root.deleted && root.card?.msteams?.width === 'Full',
  );
  return full.sort((a, b) => new Date(a.root.at) - new Date(b.root.at)).at(-1);
}

function createPinned(page, drawMessage) {
  const place = el('div', { class: 'pinned-body', tabindex: 0 });
  const words = el('span');
  const toggle = el(
    'button',
    {
      type: 'button',
      class: 'pinned-head',
      onclick: () => {
        page.settings.queueOpen = !page.settings.queueOpen;
        page.store.redraw();
      },
    },
    icon('pin', 14),
    words,
    icon('down', 14),
  );
  const node = el('section', { class: 'pinned' }, toggle, place);
  return {
    node,
    draw(thread, reader) {
      node.hidden = !thread;
      if (!thread) return;
      setText(words, say(reader.locale, 'pinned'));
      setProps(toggle, { 'aria-expanded': String(page.settings.queueOpen) });
      setProps(place, { 'aria-label': say(reader.locale, 'pinned') });
      place.hidden = !page.settings.queueOpen;
      const drawn = drawMessage(thread.root, place.firstElementChild ?? undefined, { reader });
      if (drawn !== place.firstElementChild) place.replaceChildren(drawn);
    },
  };
}

/** The help-desk channel, as `reader()` sees it. */
export function createChannel(page, reader) {
  const { store } = page;
  const drawMessage = createMessageDrawer(page);
  const threads = new Map();
  const nodes = new Map();
  const inner = el('div');
  const list = el(
    'div',
    { class: 'posts', role: 'log', 'aria-live': 'polite', tabindex: 0 },
    inner,
  );
  const empty = el('p', { class: 'empty' });
  const typing = createTypingLine();
  const toasts = createToasts();
  const pinned = createPinned(page, drawMessage);
  const end = keepAtEnd(list, inner);
  const channel = () => channelOf(store.state);
  const compose = createCompose({
    mention: true,
    slash: true,
    onSend: (text, more) => {
      end.jump();
      const place = { person: reader().id, conversation: channel().id };
      return post(page, { ...place, text, ...more });
    },
  });
  const floor = el('div', { class: 'floor' }, end.pill, toasts.node, typing.node, compose.node);
  const node = el('div', { class: 'channel' }, pinned.node, list, empty, floor);

  const drawThread = (thread) => {
    const known =
      threads.get(thread.id) ?? createThread(page, { id: thread.id, reader, channel, drawMessage });
    threads.set(thread.id, known);
    known.draw(thread);
    return known.node;
  };

  return {
    node,
    toast: toasts.add,
    draw() {
      const person = reader();
      if (!person || !channel()) return;
      const now = worldTime(store.state.clock);
      const all = threadsOf(channel().messages.filter((one) => isFor(one, person.id, now)));
      const pin = pinnedOf(all);
      const rest = all.filter((one) => one !== pin);
      pinned.draw(pin, person);
      end.around(
        () => syncList(inner, nodes, rest, { key: (one) => one.id, draw: drawThread }),
        person.locale,
      );
      empty.hidden = rest.length > 0;
      setText(empty, say(person.locale, 'emptyChannel'));
      typing.show(store.isTyping(channel().id), store.state.bot.name, person.locale);
      compose.label(person.locale, 'startPost');
      node.lang = person.locale;
      if (isShown(list)) store.markRead(channel().id);
    },
  };
}
