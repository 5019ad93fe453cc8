import { titleOf } from './behind-titles.js';
import { el, setProps, setText, syncList } from './dom.js';
import { icon } from './icons.js';
import { jsonNodes } from './json-view.js';
import { personOf } from './reduce.js';
import { createSessions } from './sessions.js';
import { clockSeconds } from './time.js';
import { say } from './words.js';

const KINDS = ['call', 'commit', 'agenda', 'card', 'effect', 'note'];

/** A call that failed (0: no answer) or was told to wait stands out, in words (its title) and colour. */
function troubleOf({ kind, detail }) {
  if (kind !== 'call' || typeof detail?.status !== 'number') return '';
  if (detail.status === 429) return 'waits';
  return detail.status === 0 || detail.status >= 400 ? 'failed' : '';
}

function createDetails({ store, settings }) {
  const title = el('h2', { id: 'details-title' });
  const json = el('pre', { class: 'json', tabindex: 0 });
  const copyWords = el('span');
  const copy = el('button', { type: 'button', class: 'quiet' }, icon('copy', 14), copyWords);
  const shut = el('button', { type: 'button', class: 'round' }, icon('close', 18));
  const head = el('header', { class: 'dialog-head' }, title, copy, shut);
  const node = el(
    'dialog',
    { class: 'dialog details', 'aria-labelledby': 'details-title' },
    head,
    json,
  );
  shut.addEventListener('click', () => node.close());
  node.addEventListener('click', (event) => event.target === node && node.close());
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(json.textContent);
    setText(copyWords, say(settings.lang, 'copied'));
  });
  document.body.append(node);
  return (event) => {
    setText(title, titleOf(event, { lang: settings.lang, state: store.state }));
    setText(copyWords, say(settings.lang, 'copy'));
    setProps(shut, {
      'aria-label': say(settings.lang, 'close'),
      title: say(settings.lang, 'close'),
    });
    json.replaceChildren(...jsonNodes({ event: event.title, ...event.detail }));
    node.showModal();
  };
}

function createFilters({ store, settings }) {
  const node = el('div', { class: 'chips', role: 'group' });
  const chips = ['all', ...KINDS].map((kind) => {
    const pick = () => {
      if (kind === 'all') settings.kinds.clear();
      else if (!settings.kinds.delete(kind)) settings.kinds.add(kind);
      store.redraw();
    };
    return {
      kind,
      node: el('button', { type: 'button', class: `chip chip-${kind}`, onclick: pick }),
    };
  });
  node.append(...chips.map((one) => one.node));
  return {
    node,
    draw(events) {
      const present = new Set(events.map((one) => one.kind));
      for (const chip of chips) {
        const on = chip.kind === 'all' ? settings.kinds.size === 0 : settings.kinds.has(chip.kind);
        chip.node.hidden = chip.kind !== 'all' && !present.has(chip.kind) && !on;
        setText(chip.node, say(settings.lang, chip.kind));
        setProps(chip.node, { 'aria-pressed': String(on) });
      }
    },
  };
}

/** Right: what happens behind, newest on top, each line opening its JSON; TeamViewer's sessions above. */
export function createBehind(page, root) {
  const { store, settings } = page;
  const sessions = createSessions(page);
  const openDetails = createDetails(page);
  const filters = createFilters(page);
  const title = el('h3', {});
  const list = el('ol', { class: 'timeline' });
  const empty = el('p', { class: 'empty' });
  const nodes = new Map();
  const keys = new WeakMap();
  let made = 0;
  root.replaceChildren(
    sessions.node,
    el('header', { class: 'behind-head' }, title, filters.node),
    list,
    empty,
  );

  const keyOf = (event) => {
    if (!keys.has(event)) keys.set(event, ++made);
    return keys.get(event);
  };
  const drawOne = (event, old) => {
    const { lang } = settings;
    if (old?.lang === lang) return old;
    const reader = { ...personOf(store.state, settings.eyes), locale: 'en-GB' };
    const time = el('time', {}, clockSeconds(event.at, reader));
    const words = el('span', { class: 'what' }, titleOf(event, { lang, state: store.state }));
    const button = el('button', { type: 'button', onclick: () => openDetails(event) }, time, words);
    return el('li', { class: `kind-${event.kind} ${troubleOf(event)}`.trim(), lang }, button);
  };

  return {
    draw() {
      const { behind } = store.state;
      const shown = behind.filter(
        (one) => settings.kinds.size === 0 || settings.kinds.has(one.kind),
      );
      sessions.draw();
      filters.draw(behind);
      setText(title, say(settings.lang, 'whatHappens'));
      setProps(root, { 'aria-label': say(settings.lang, 'whatHappens') });
      syncList(list, nodes, shown.toReversed(), { key: keyOf, draw: drawOne });
      empty.hidden = shown.length > 0;
      setText(empty, say(settings.lang, 'nothingBehind'));
    },
  };
}
