import { api } from './api.js';
import { avatar } from './avatar.js';
import { captionOf } from './behind-titles.js';
import { el, setProps, setText, syncList } from './dom.js';
import { createFaultSwitches } from './fault-switches.js';
import { icon, mark } from './icons.js';
import { personOf } from './reduce.js';
import { keepSettings } from './settings.js';
import { worldTime } from './store.js';
import { clockTime, day, offsetLabel } from './time.js';
import { say } from './words.js';

const MINUTE = 60_000;
const JUMPS = [
  { label: '+10 min', ms: 10 * MINUTE },
  { label: '+1 h', ms: 60 * MINUTE },
  { label: '+4 h', ms: 240 * MINUTE },
];

function group(label, ...children) {
  return el('div', { class: 'group', role: 'group' }, label, ...children);
}

/** Whose eyes the channel has: one button per operator and admin. */
function createEyes({ store, settings }) {
  const label = el('span', { class: 'label' });
  const row = el('div', { class: 'segments' });
  const nodes = new Map();
  const node = group(label, row);
  const drawOne = (person, old) => {
    if (old) return (setProps(old, { 'aria-pressed': String(settings.eyes === person.id) }), old);
    const pick = () => {
      settings.eyes = person.id;
      store.redraw();
    };
    const props = { type: 'button', title: `${person.name}, ${person.title}`, onclick: pick };
    const button = el('button', props, avatar(person, 'small'), person.name.split(' ')[0]);
    return drawOne(person, button);
  };
  return {
    node,
    draw() {
      const staff = store.state.people.filter(
        (one) => one.role === 'operator' || one.role === 'admin',
      );
      setText(label, say(settings.lang, 'eyes'));
      setProps(node, { 'aria-label': say(settings.lang, 'eyes') });
      syncList(row, nodes, staff, { key: (one) => one.id, draw: drawOne });
    },
  };
}

function createClock({ store, settings, attempt }) {
  const label = el('span', { class: 'label' });
  const time = el('time', { class: 'clock' });
  const offset = el('span', { class: 'tag', hidden: true });
  const jumps = JUMPS.map((jump) => {
    const move = () => attempt(() => api.addTime(jump.ms));
    return el('button', { type: 'button', onclick: move }, jump.label);
  });
  const node = group(label, time, offset, el('div', { class: 'segments' }, ...jumps));
  const draw = () => {
    const reader = personOf(store.state, settings.eyes);
    if (!reader) return;
    const now = worldTime(store.state.clock);
    setText(label, say(settings.lang, 'clock'));
    setText(time, clockTime(now, { ...reader, locale: 'en-GB' }));
    time.title = day(now, { ...reader, locale: settings.lang });
    const moved = offsetLabel(store.state.clock.offsetMs);
    offset.hidden = moved === '';
    setText(offset, moved);
    setProps(node, { 'aria-label': say(settings.lang, 'clock') });
    jumps.forEach((button, at) => {
      const words = say(settings.lang, 'addTime', { time: JUMPS[at].label.slice(1) });
      setProps(button, { title: words, 'aria-label': words });
    });
  };
  setInterval(draw, 1000);
  return { node, draw };
}

function createLanguage({ store, settings }) {
  const picker = el(
    'select',
    {
      class: 'picker',
      onchange: () => {
        settings.lang = picker.value;
        keepSettings(settings);
        store.redraw();
      },
    },
    ...['en', 'nl', 'fr'].map((one) => el('option', { value: one }, one.toUpperCase())),
  );
  return {
    node: picker,
    draw() {
      picker.value = settings.lang;
      setProps(picker, {
        'aria-label': say(settings.lang, 'language'),
        title: say(settings.lang, 'language'),
      });
    },
  };
}

function createTheme({ store, settings }) {
  const button = el('button', {
    type: 'button',
    class: 'round',
    onclick: () => {
      settings.theme = settings.theme === 'dark' ? 'light' : 'dark';
      keepSettings(settings);
      store.redraw();
    },
  });
  return {
    node: button,
    draw() {
      const next = settings.theme === 'dark' ? 'light' : 'dark';
      document.documentElement.dataset.theme = settings.theme;
      setProps(button, { 'aria-label': say(settings.lang, next), title: say(settings.lang, next) });
      button.replaceChildren(icon(next === 'dark' ? 'moon' : 'sun', 18));
    },
  };
}

function createStory({ store, settings, attempt, notify }) {
  const playWords = el('span');
  const resetWords = el('span');
  const play = el('button', { type: 'button', class: 'primary' }, icon('play', 14), playWords);
  const reset = el('button', { type: 'button', class: 'quiet' }, icon('reset', 14), resetWords);
  play.addEventListener('click', async () => {
    play.disabled = true;
    await attempt(() => api.act('play-story'), 'storyStopped');
    play.disabled = false;
  });
  reset.addEventListener('click', async () => {
    reset.disabled = true;
    if ((await attempt(() => api.reset())) !== false) notify(say(settings.lang, 'startedOver'));
    reset.disabled = false;
    store.forgetUnread();
  });
  return {
    nodes: [play, reset],
    draw() {
      setText(playWords, say(settings.lang, 'play'));
      setText(resetWords, say(settings.lang, 'startOver'));
    },
  };
}

/** The bar on top: what this is, whose eyes, the clock, what is broken, the story, the looks. */
export function createBar(page, root) {
  const company = el('span', { class: 'company' });
  const brand = el('div', { class: 'brand' }, mark(), el('strong', {}, 'Deskside'), company);
  const caption = el('p', { class: 'caption', role: 'status', 'aria-live': 'polite' });
  const unfoldWords = el('span', { class: 'sr' });
  const unfold = el(
    'button',
    { type: 'button', class: 'round unfold' },
    icon('controls', 18),
    unfoldWords,
  );
  const [eyes, clock, faults, language, theme, story] = [
    createEyes(page),
    createClock(page),
    createFaultSwitches(page),
    createLanguage(page),
    createTheme(page),
    createStory(page),
  ];
  const controls = el('div', { class: 'controls' }, eyes.node, clock.node, faults.node);
  const looks = el('div', { class: 'looks' }, ...story.nodes, language.node, theme.node, unfold);
  unfold.addEventListener('click', () => {
    setProps(unfold, { 'aria-expanded': String(root.classList.toggle('unfolded')) });
  });
  root.replaceChildren(brand, caption, controls, looks);
  return {
    draw() {
      const { company: firm, behind } = page.store.state;
      const beat = behind.findLast((one) => one.kind === 'note' && one.detail?.beat);
      setText(caption, (beat && captionOf(beat, page.settings.lang)) ?? '');
      caption.hidden = !beat;
      company.hidden = Boolean(beat);
      setText(company, firm.name ? say(page.settings.lang, 'demoOf', { company: firm.name }) : '');
      setText(unfoldWords, say(page.settings.lang, 'controls'));
      for (const part of [eyes, clock, faults, language, theme, story]) part.draw();
    },
  };
}
