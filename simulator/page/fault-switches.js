import { api } from './api.js';
import { el, setProps, setText } from './dom.js';
import { say } from './words.js';

/**
 * `preset` is a fault the simulator has by that name; `mark` is what it calls something broken that it does not
 * play itself, with the demo's own actions to break and mend it.
 */
const SWITCHES = [
  { id: 'graph', preset: 'graph-down', words: 'faultGraph', hint: 'faultGraphHint' },
  {
    id: 'teamviewer',
    preset: 'teamviewer-down',
    words: 'faultTeamviewer',
    hint: 'faultTeamviewerHint',
  },
  {
    id: 'redis',
    mark: 'redis',
    actions: ['redis-down', 'redis-up'],
    words: 'faultRedis',
    hint: 'faultRedisHint',
  },
  {
    id: 'throttled',
    preset: 'teams-throttled',
    words: 'faultThrottled',
    hint: 'faultThrottledHint',
  },
];

/** Switches that break one thing each. */
export function createFaultSwitches({ store, settings, attempt }) {
  const label = el('span', { class: 'label' });
  const isOn = ({ preset, mark }) =>
    preset
      ? store.state.faults.some((one) => one.name === preset)
      : store.state.broken.includes(mark);

  const flip = (fault) => {
    const on = isOn(fault);
    if (fault.preset)
      return attempt(() => (on ? api.removeFault(fault.preset) : api.addFault(fault.preset)));
    return attempt(() => api.act(fault.actions[on ? 1 : 0]));
  };
  const rows = SWITCHES.map((fault) => {
    const words = el('span');
    const button = el(
      'button',
      { type: 'button', role: 'switch', class: 'switch', onclick: () => flip(fault) },
      el('i'),
      words,
    );
    return { fault, words, button };
  });
  const node = el(
    'div',
    { class: 'group', role: 'group' },
    label,
    ...rows.map((one) => one.button),
  );
  return {
    node,
    draw() {
      setText(label, say(settings.lang, 'faults'));
      setProps(node, { 'aria-label': say(settings.lang, 'faults') });
      for (const { fault, words, button } of rows) {
        setText(words, say(settings.lang, fault.words));
        setProps(button, {
          'aria-checked': String(isOn(fault)),
          title: say(settings.lang, fault.hint),
        });
      }
    },
  };
}
