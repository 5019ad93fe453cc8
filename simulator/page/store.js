import { EMPTY, baseConversation, reduce } from './reduce.js';

/** A bot that stops typing says nothing: the dots go away after this long. */
const TYPING_MS = 6000;

/**
 * What the page knows: the simulator's state, who is typing and what is unread.
 * Listeners run once per burst of changes, with the changes that made it.
 */
export function createStore() {
  const listeners = new Set();
  const typing = new Map();
  const unread = new Map();
  let state = EMPTY;
  let loaded = false;
  let queue = [];

  const notify = (change) => {
    if (queue.push(change) > 1) return;
    setTimeout(() => {
      const changes = queue;
      queue = [];
      for (const listener of listeners) listener(changes);
    }, 0);
  };

  const startTyping = (change) => {
    const conversation = baseConversation(change.conversation);
    clearTimeout(typing.get(conversation));
    typing.set(
      conversation,
      setTimeout(() => stopTyping(conversation), TYPING_MS),
    );
  };
  const stopTyping = (conversation) => {
    if (!typing.has(conversation)) return;
    clearTimeout(typing.get(conversation));
    typing.delete(conversation);
    notify({ type: 'typing' });
  };

  const apply = (change) => {
    if (change.type === 'typing') startTyping(change);
    if (change.type === 'message') stopTyping(baseConversation(change.message.conversation));
    state = reduce(state, change);
    notify(change);
  };

  return {
    get state() {
      return state;
    },
    get loaded() {
      return loaded;
    },
    load(next) {
      const first = !loaded;
      state = { ...EMPTY, ...next };
      loaded = true;
      notify({ type: 'load', first });
    },
    apply,
    redraw: () => notify({ type: 'redraw' }),
    isTyping: (conversation) => typing.has(conversation),
    unreadOf: (conversation) => unread.get(conversation) ?? 0,
    markUnread: (conversation) => unread.set(conversation, (unread.get(conversation) ?? 0) + 1),
    markRead: (conversation) => unread.delete(conversation),
    forgetUnread: () => unread.clear(),
    listen: (listener) => listeners.add(listener),
  };
}

/** The time in the simulated world, in ms: the simulator's clock carried on by this browser's. */
export function worldTime(clock) {
  return Date.now() + Number(clock.offsetMs ?? 0);
}
