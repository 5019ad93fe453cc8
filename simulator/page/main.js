import { api, follow } from './api.js';
import { createBar } from './bar.js';
import { createBehind } from './behind.js';
import { createCardRenderer } from './card.js';
import { createChatsColumn } from './chats-column.js';
import { createDeskColumn } from './desk-column.js';
import { createPhoneTabs } from './phone-tabs.js';
import { baseConversation, isFor, personOf } from './reduce.js';
import { choosePeople, readSettings } from './settings.js';
import { createStore, worldTime } from './store.js';
import { createTeamViewer } from './teamviewer.js';
import { createToasts } from './toasts.js';
import { say } from './words.js';

/** What every part of the page gets: the store, the visitor's settings, and ways to act and to tell. */
function createPage() {
  const store = createStore();
  const settings = readSettings();
  const notices = createToasts(document.getElementById('notices'));
  const page = { store, settings, notify: notices.add };
  page.attempt = async (work, failed = 'notPossible') => {
    try {
      return await work();
    } catch (error) {
      const words = error.status === 404 ? 'notHere' : failed;
      notices.add(say(settings.lang, words, { why: error.message }));
      return false;
    }
  };
  page.renderer = createCardRenderer(globalThis);
  page.openSession = (link) => page.teamviewer.open(link);
  page.teamviewer = createTeamViewer(page);
  return page;
}

function createParts(page) {
  const place = (id) => document.getElementById(id);
  return {
    tabs: createPhoneTabs(page, place('tabs')),
    bar: createBar(page, place('bar')),
    chats: createChatsColumn(page, place('chats')),
    desk: createDeskColumn(page, place('desk')),
    behind: createBehind(page, place('behind')),
    teamviewer: page.teamviewer,
  };
}

/** A message from somebody else counts as unread until its window is seen; drawing it there clears it. */
function noteUnread({ store, settings }, change) {
  if (change.type !== 'message') return;
  const { message } = change;
  if (!isFor(message, settings.eyes, worldTime(store.state.clock))) return;
  const conversation = store.state.conversations.find(
    (one) => one.id === baseConversation(message.conversation),
  );
  const own = conversation?.kind === 'personal' && !message.from.bot;
  if (conversation && !own) store.markUnread(conversation.id);
}

function connect(page, parts) {
  const { store, settings, attempt, notify } = page;
  const early = [];
  let reading = false;
  const read = async () => {
    reading = true;
    const state = await attempt(() => api.state());
    if (state !== false) store.load(state);
    if (state !== false && !personOf(state, settings.eyes)) choosePeople(settings, state.people);
    reading = false;
    for (const change of early.splice(0)) take(change);
  };
  const take = (change) => {
    if (reading) return early.push(change);
    if (change.type === 'reset') return read();
    if (change.type === 'toast') {
      const { locale } = personOf(store.state, change.person) ?? {};
      const text = change.text || say(locale, 'wentWrong');
      parts.chats.toast(change.person, text);
      return parts.desk.toast(change.person, text);
    }
    noteUnread(page, change);
    return store.apply(change);
  };
  follow({ onOpen: read, onChange: take, onLost: () => notify(say(settings.lang, 'lost')) });
}

function start() {
  const page = createPage();
  const parts = createParts(page);
  const draw = () => {
    document.documentElement.lang = page.settings.lang;
    document.title = say(page.settings.lang, 'title');
    for (const part of Object.values(parts)) part.draw();
    parts.tabs.draw();
    document.body.dataset.ready = String(page.store.loaded);
  };
  page.store.listen(draw);
  draw();
  connect(page, parts);
}

start();
