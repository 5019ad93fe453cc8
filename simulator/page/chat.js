import { api } from './api.js';
import { createCompose } from './compose.js';
import { el, isShown, syncList } from './dom.js';
import { createMessageDrawer, createTypingLine } from './message.js';
import { personalChat } from './reduce.js';
import { keepAtEnd } from './scroll.js';
import { createToasts } from './toasts.js';
import { say } from './words.js';

/** A later message of the same sender within this time stands under the same name. */
const SAME_GROUP_MS = 5 * 60 * 1000;

function followsOn(message, previous) {
  if (!previous || previous.from.id !== message.from.id) return false;
  return new Date(message.at) - new Date(previous.at) < SAME_GROUP_MS;
}

function withFollows(messages) {
  return messages.map((message, at) => ({
    message,
    follows: followsOn(message, messages[at - 1]),
  }));
}

/**
 * A person's 1:1 chat with the bot, in that person's language. `reader()` says whose it is now.
 * Answers of the bot that are no card (`toast`) appear above the box.
 */
export function createChat(page, reader) {
  const { store, attempt } = page;
  const drawMessage = createMessageDrawer(page);
  const nodes = new Map();
  const inner = el('div');
  const live = { role: 'log', 'aria-live': 'polite', tabindex: 0 };
  const list = el('div', { class: 'messages', ...live }, inner);
  const empty = el('p', { class: 'empty' });
  const typing = createTypingLine();
  const toasts = createToasts();
  const end = keepAtEnd(list, inner);
  const compose = createCompose({
    onSend: (text) => {
      end.jump();
      const { id: person } = reader();
      const conversation = personalChat(store.state, person)?.id;
      return attempt(() => api.say({ person, conversation, text }));
    },
  });
  const floor = el('div', { class: 'floor' }, end.pill, toasts.node, typing.node, compose.node);
  const node = el('div', { class: 'chat' }, list, empty, floor);
  let shownFor;

  const drawList = (chat, person) => {
    const messages = chat?.messages ?? [];
    syncList(inner, nodes, withFollows(messages), {
      key: ({ message }) => message.id,
      draw: ({ message, follows }, old) =>
        drawMessage(message, old, { reader: person, own: !message.from.bot, follows }),
    });
    empty.hidden = messages.length > 0;
    const words = chat ? 'emptyChat' : 'notInstalled';
    empty.textContent = say(person.locale, words, { name: person.name });
  };

  return {
    node,
    toast: toasts.add,
    draw() {
      const person = reader();
      if (!person) return;
      const chat = personalChat(store.state, person.id);
      const changed = shownFor !== person.id;
      shownFor = person.id;
      if (changed) toasts.clear();
      end.around(() => drawList(chat, person), person.locale);
      if (changed) end.jump();
      typing.show(Boolean(chat) && store.isTyping(chat.id), store.state.bot.name, person.locale);
      compose.label(person.locale, 'typeMessage');
      compose.node.hidden = !chat;
      node.lang = person.locale;
      if (chat && isShown(list)) store.markRead(chat.id);
    },
  };
}
