import { api } from './api.js';
import { el, setProps, setText, syncList } from './dom.js';
import { say } from './words.js';

/** The moves that make sense now; each is a button. */
function movesOf(session) {
  return [
    session.online ? ['customer-leaves', 'userLeaves'] : ['customer-joins', 'userJoins'],
    session.helperConnected ? undefined : ['helper-connects', 'helperConnects'],
    ['close', 'closeSession'],
  ].filter(Boolean);
}

/** A dot and words for one side of the session. */
export function sideOf(language, words, here) {
  return el(
    'span',
    { class: here ? 'side-state here' : 'side-state' },
    el('i', { 'aria-hidden': 'true' }),
    say(language, 'sideState', {
      side: say(language, words),
      state: say(language, here ? 'online' : 'offline'),
    }),
  );
}

/** The small strip of open TeamViewer sessions, with the moves that people would make in TeamViewer. */
export function createSessions({ store, settings, attempt }) {
  const title = el('h3', {});
  const list = el('div', { class: 'session-list' });
  const nodes = new Map();
  const node = el('section', { class: 'sessions' }, title, list);

  const drawOne = (session, old) => {
    const look = JSON.stringify([session, settings.lang]);
    if (old?.dataset.look === look) return old;
    const buttons = movesOf(session).map(([action, words]) =>
      el(
        'button',
        { type: 'button', onclick: () => attempt(() => api.moveSession(session.code, action)) },
        say(settings.lang, words),
      ),
    );
    const sides = [
      sideOf(settings.lang, 'userSide', session.online),
      sideOf(settings.lang, 'helperSide', session.helperConnected),
    ];
    return el(
      'div',
      { class: 'session', 'data-look': look },
      el('code', {}, session.code),
      el('div', { class: 'sides' }, ...sides),
      el('div', { class: 'moves' }, ...buttons),
    );
  };

  return {
    node,
    draw() {
      const open = store.state.sessions.filter((one) => String(one.state).toLowerCase() === 'open');
      node.hidden = open.length === 0;
      setText(title, say(settings.lang, 'sessions'));
      setProps(node, { 'aria-label': say(settings.lang, 'sessions') });
      syncList(list, nodes, open, { key: (one) => one.code, draw: drawOne });
    },
  };
}
