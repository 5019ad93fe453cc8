import { api } from './api.js';
import { el, setProps, setText } from './dom.js';
import { icon } from './icons.js';
import { sideOf } from './sessions.js';
import { say } from './words.js';

function buttonsFor(link, session) {
  if (!session || String(session.state).toLowerCase() !== 'open') return [];
  if (link.helper) {
    return session.helperConnected
      ? [['close', 'endSession', 'danger']]
      : [['helper-connects', 'connect', 'primary']];
  }
  return session.online
    ? [['customer-leaves', 'leave', 'quiet']]
    : [['customer-joins', 'join', 'primary']];
}

function sentenceFor(link, session) {
  if (!session) return 'sessionUnknown';
  if (String(session.state).toLowerCase() !== 'open') return 'sessionOver';
  return link.helper ? 'asHelper' : 'asCustomer';
}

function sidesOf(locale, session) {
  const row = el('div', { class: 'sides' });
  if (!session) return row;
  row.append(sideOf(locale, 'userSide', session.online));
  row.append(sideOf(locale, 'helperSide', session.helperConnected));
  return row;
}

/**
 * Stands in for TeamViewer's own window when a join link is opened: says who you are, who is
 * there, and lets you come, leave or end. In the language of the person who opened it.
 */
export function createTeamViewer({ store, attempt }) {
  const title = el('h2', { id: 'teamviewer-title' });
  const code = el('code', { class: 'big-code' });
  const body = el('div', { class: 'dialog-body' });
  const foot = el('div', { class: 'dialog-foot' });
  const shut = el('button', { type: 'button', class: 'round' }, icon('close', 18));
  const head = el(
    'header',
    { class: 'dialog-head teamviewer-head' },
    icon('link', 18),
    title,
    shut,
  );
  const node = el(
    'dialog',
    { class: 'dialog teamviewer', 'aria-labelledby': 'teamviewer-title' },
    head,
    body,
    foot,
  );
  let link;
  shut.addEventListener('click', () => node.close());
  document.body.append(node);

  const draw = () => {
    if (!link || !node.open) return;
    const { locale, name } = link.person;
    const session = store.state.sessions.find((one) => one.code === link.code);
    const words = `${say(locale, 'youAre', { name })} ${say(locale, sentenceFor(link, session))}`;
    node.lang = locale;
    setText(title, `TeamViewer \u00B7 ${say(locale, 'remoteSession')}`);
    setText(code, link.code);
    setProps(shut, { 'aria-label': say(locale, 'close'), title: say(locale, 'close') });
    body.replaceChildren(code, el('p', {}, words), sidesOf(locale, session));
    const buttons = buttonsFor(link, session).map(([action, label, look]) => {
      const move = () => attempt(() => api.moveSession(link.code, action));
      return el('button', { type: 'button', class: look, onclick: move }, say(locale, label));
    });
    const close = el(
      'button',
      { type: 'button', class: 'quiet', onclick: () => node.close() },
      say(locale, 'close'),
    );
    foot.replaceChildren(...buttons, close);
  };

  return {
    draw,
    /** `link` is {code, helper, person}. */
    open(next) {
      link = next;
      if (!node.open) node.showModal();
      draw();
    },
  };
}
