import { createCompose } from './compose.js';
import { el, setText, syncList } from './dom.js';
import { icon } from './icons.js';
import { post } from './post.js';
import { say, sayCount } from './words.js';

/** Replies that stay in sight when a thread is folded. */
const KEPT = 2;

/** A channel's messages as threads, the one that was written in last at the end. */
export function threadsOf(messages) {
  const threads = new Map();
  for (const message of messages) {
    const root = message.root ?? message.id;
    const thread = threads.get(root) ?? { id: root, root: undefined, replies: [], last: 0 };
    if (message.id === root) thread.root = message;
    else thread.replies.push(message);
    thread.last = Math.max(thread.last, new Date(message.at).getTime());
    threads.set(root, thread);
  }
  return [...threads.values()].filter((one) => one.root).sort((a, b) => a.last - b.last);
}

/** One post with its replies, its own box to reply in, and the fold over older replies. */
export function createThread(page, { id, reader, channel, drawMessage }) {
  const nodes = new Map();
  const rootPlace = el('div', { class: 'root' });
  const list = el('div', { class: 'replies' });
  const older = el('button', { type: 'button', class: 'link' });
  const replyWords = el('span');
  const reply = el(
    'button',
    { type: 'button', class: 'link reply' },
    icon('reply', 14),
    replyWords,
  );
  const compose = createCompose({
    mention: true,
    slash: true,
    onSend: (text, more) => {
      const place = { person: reader().id, conversation: channel().id, thread: id };
      return post(page, { ...place, text, ...more });
    },
  });
  compose.node.hidden = true;
  const node = el('section', { class: 'thread' }, rootPlace, older, list, reply, compose.node);
  let open = false;
  older.addEventListener('click', () => {
    open = !open;
    page.store.redraw();
  });
  reply.addEventListener('click', () => {
    compose.node.hidden = !compose.node.hidden;
    if (!compose.node.hidden) compose.focus();
  });

  const draw = (thread) => {
    const person = reader();
    const { locale } = person;
    const hiddenReplies = Math.max(0, thread.replies.length - KEPT);
    const shown = open ? thread.replies : thread.replies.slice(-KEPT);
    const root = drawMessage(thread.root, rootPlace.firstElementChild ?? undefined, {
      reader: person,
    });
    if (root !== rootPlace.firstElementChild) rootPlace.replaceChildren(root);
    syncList(list, nodes, shown, {
      key: (message) => message.id,
      draw: (message, old) => drawMessage(message, old, { reader: person }),
    });
    older.hidden = hiddenReplies === 0;
    setText(older, open ? say(locale, 'fewer') : sayCount(locale, 'replies', hiddenReplies));
    setText(replyWords, say(locale, 'reply'));
    // Nobody replies to a targeted message, says Teams.
    reply.hidden = thread.root.onlyFor !== undefined;
    compose.label(locale, 'reply');
  };
  return { node, draw };
}
