import { BEAT_WORDS, EVENT_WORDS } from './words-events.js';
import { baseConversation, personOf } from './reduce.js';
import { fromRow, say } from './words.js';

const seconds = (ms) => String(Math.max(1, Math.round(Number(ms ?? 0) / 1000)));

function nameOf(state, id) {
  return personOf(state, id)?.name ?? '\u2026';
}

/** `card:REQ-1:consent-1` names a place and the version it was made for. */
function cardWords(place) {
  const known = ['user', 'channel', 'consent', 'session', 'resolution', 'receipt'];
  const kind = known.find((one) => place === one || place.startsWith(`${one}-`));
  return kind && `${kind}Card`;
}

/** What an entry of the agenda is about, in words; undefined for a name this page does not know. */
function subjectOf(member, { lang, state }) {
  const [kind, first = '', second = '', third = ''] = member.split(':');
  if (kind === 'roles') return say(lang, 'rolesWork');
  if (member === 'card:queue') return say(lang, 'queueCard');
  if (kind === 'devices') return say(lang, 'devicesWork', { name: nameOf(state, first) });
  if (kind === 'card' && first === 'intake')
    return say(lang, 'intakeCard', { name: nameOf(state, second) });
  const words = {
    card: cardWords(second),
    notice: ['user', 'thread', 'helper'].includes(third) ? `${third}Notice` : undefined,
    timer: 'timerWork',
    effect: 'effectWork',
    watch: 'watchWork',
  }[kind];
  return words && say(lang, words, { id: first });
}

function agendaTitle({ title, detail }, look) {
  const failed = title.endsWith(' failed');
  const member = failed ? title.slice(0, -' failed'.length) : title;
  const what = subjectOf(member, look);
  if (what === undefined) return title;
  const notice = member.startsWith('notice:') ? 'delivered' : 'upToDate';
  const outcome = { synced: notice, wait: 'waits', dead: 'unreachable' }[detail.kind];
  const words = failed ? 'triesAgain' : outcome;
  return words ? say(look.lang, words, { what, s: seconds(detail.after) }) : what;
}

const EFFECTS = {
  'asks TeamViewer for a session': 'asksSession',
  'session made': 'sessionMade',
  'session closed': 'sessionClosed',
  'effect delayed': 'effectDelayed',
  'effect failed': 'effectFailed',
};

function effectTitle({ title, detail }, { lang }) {
  const words = EFFECTS[title];
  const system = { graph: 'Graph', teamviewer: 'TeamViewer' }[detail.system] ?? 'TeamViewer';
  return words ? say(lang, words, { system, s: seconds(detail.after) }) : title;
}

function commitTitle({ title, detail }, { lang }) {
  const row = EVENT_WORDS[detail.events?.[0]?.type];
  if (row) return `${detail.events[0].id ?? detail.request} \u00B7 ${fromRow(lang, row)}`;
  const refused = / refused: (.*)$/.exec(title);
  if (refused) return say(lang, 'refused', { why: refused[1] || detail.command });
  return / done: /.test(title) ? say(lang, 'witnessed', { what: detail.command }) : title;
}

function placeOf(path, state) {
  const id = /\/conversations\/([^/]+)/.exec(path)?.[1];
  const base = id && baseConversation(decodeURIComponent(id));
  return state.conversations.find((one) => one.id === base)?.name.split(' - ')[0];
}

function teamsCall({ method, path, request }, { lang, state }) {
  const channel = state.conversations.find((one) => one.kind === 'channel')?.name;
  const place = placeOf(path, state) ?? channel;
  if (!path.includes('/conversations')) return undefined;
  if (request?.type === 'typing') return say(lang, 'typingAt', { place });
  if (method === 'PUT') return say(lang, 'changed', { place });
  return method === 'POST' ? say(lang, 'posted', { place }) : undefined;
}

function graphCall({ path }, { lang, state }) {
  const person = /\/users\/([\w-]+)\/managedDevices/.exec(path)?.[1];
  if (person) return `Graph: ${say(lang, 'devicesOf', { name: nameOf(state, person) })}`;
  const read = /\/users\/([\w-]{36})\?/.exec(path)?.[1];
  if (read && personOf(state, read)) return `Graph: ${nameOf(state, read)}`;
  if (path.includes('transitiveMembers')) return `Graph: ${say(lang, 'roleMembers')}`;
  return path.includes('/users?') && path.includes('Guest')
    ? `Graph: ${say(lang, 'guests')}`
    : undefined;
}

function teamviewerCall({ method, path }, { lang }) {
  if (path.includes('/reports/')) return `TeamViewer: ${say(lang, 'readsReport')}`;
  const words = { POST: 'makesSession', GET: 'readsSession', PUT: 'closesSession' }[method];
  return words && path.includes('/sessions') ? `TeamViewer: ${say(lang, words)}` : undefined;
}

const CALLS = { Teams: teamsCall, Graph: graphCall, TeamViewer: teamviewerCall };

/** Ids of conversations are long and say nothing: the JSON has them whole. Paths break at slashes. */
function shortTitle(title) {
  const words = title.replace(/[^\s/]{25,}/g, (word) => `${word.slice(0, 9)}\u2026`);
  return words.replaceAll('/', '/\u200B');
}

function callTitle({ title, detail }, look) {
  const words = CALLS[title.split(' ')[0]]?.(detail, look);
  if (words === undefined) return shortTitle(title);
  const isFine = detail.status >= 200 && detail.status < 300;
  const outcome = detail.status === 0 ? say(look.lang, 'noAnswer') : detail.status;
  return isFine ? words : `${words} \u00B7 ${outcome}`;
}

function noteTitle({ title, detail }, { lang }) {
  return captionOf({ detail }, lang) ?? title;
}

const TITLES = {
  agenda: agendaTitle,
  effect: effectTitle,
  commit: commitTitle,
  call: callTitle,
  note: noteTitle,
};

/** What happened behind, in the page's language. `look` is {lang, state}; the raw name is in the JSON. */
export function titleOf(event, look) {
  return TITLES[event.kind]?.({ ...event, detail: event.detail ?? {} }, look) ?? event.title;
}

/** What the story is at, when the event is one of its beats. */
export function captionOf({ detail }, lang) {
  const row = BEAT_WORDS[detail?.beat];
  return row && fromRow(lang, row);
}
