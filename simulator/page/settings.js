import { languageOf } from './words.js';

const TABS = ['chats', 'channel', 'mine', 'behind'];
const KEY = 'deskside-demo';

/** Storage may be closed to us (private window, embedded frame): the page then forgets, nothing more. */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

function remember(values) {
  try {
    localStorage.setItem(KEY, JSON.stringify(values));
  } catch {
    return;
  }
}

/**
 * How this visitor looks at the demo. Address parameters win over what was remembered:
 * `lang` (en, nl, fr), `theme` (light, dark), `tab` (chats, channel, mine, behind),
 * `person` (comma-separated ids or first names: users fill the chat windows, staff become the eyes).
 */
export function readSettings(search = location.search) {
  const address = new URLSearchParams(search);
  const kept = remembered();
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const tab = address.get('tab');
  return {
    lang: languageOf(address.get('lang') ?? kept.lang ?? navigator.language),
    theme:
      (address.get('theme') ?? kept.theme ?? (dark ? 'dark' : 'light')) === 'dark'
        ? 'dark'
        : 'light',
    tab: TABS.includes(tab) ? tab : 'channel',
    wanted: (address.get('person') ?? '').split(',').filter(Boolean),
    users: [],
    front: 0,
    eyes: undefined,
    queueOpen: innerWidth > 700,
    kinds: new Set(),
  };
}

export function keepSettings({ lang, theme }) {
  remember({ lang, theme });
}

/** Those whose id or first name was asked for, in that order. */
function wantedOf(people, wanted) {
  const asked = (person, one) =>
    one === person.id || one.toLowerCase() === person.name.split(' ')[0].toLowerCase();
  return wanted.flatMap((one) => people.filter((person) => asked(person, one)));
}

/** Chooses who sits in the two chat windows and whose eyes the channel has, once people are known. */
export function choosePeople(settings, people) {
  const users = people.filter((one) => one.role === 'user' && one.installed !== false);
  const staff = people.filter((one) => one.role === 'operator' || one.role === 'admin');
  const first = wantedOf(users, settings.wanted);
  const languages = new Map(users.map((one) => [languageOf(one.locale), one]).reverse());
  const cast = [...first, languages.get('nl'), languages.get('fr'), ...users].filter(Boolean);
  settings.users = [...new Set(cast.map((one) => one.id))].slice(0, 2);
  settings.eyes = (wantedOf(staff, settings.wanted)[0] ?? staff[0])?.id;
}
