import { api } from './api.js';
import { el, setProps, setText } from './dom.js';
import { say } from './words.js';

/** `preset` is a fault the simulator has by that name; `actions` are the demo's own, on and off. */
const SWITCHES = [
  { id: 'graph', preset: 'graph-down', words: 'faultGraph', hint: 'faultGraphHint' },
  {
    id: 'teamviewer',
    preset: 'teamviewer-down',
    words: 'faultTeamviewer',
    hint: 'faultTeamviewerHint',
  },
  { id: 'redis', actions: ['redis-down', 'redis-up'], words: 'faultRedis', hint: 'faultRedisHint' },
  {
    id: 'throttled',
    preset: 'teams-throttled',
    words: 'faultThrottled',
    hint: 'faultThrottledHint',
  },
];

/** Switches that break one thing each. Redis belongs to the bot, so its state is this page's own memory. */
export function createFaultSwitches({ store, settings, attempt }) {
  const label = el('span', { class: 'label' });
  const downs = new Set();
  const isOn = ({ id, preset }) =>
    preset ? store.state.faults.some((one) => one.name === preset) : downs.has(id);

  const flip = async (fault) => {
    const on = isOn(fault);
    if (fault.preset)
      return attempt(() => (on ? api.removeFault(fault.preset) : api.addFault(fault.preset)));
    if ((await attempt(() => api.act(fault.actions[on ? 1 : 0]))) === false) return false;
    if (!downs.delete(fault.id)) downs.add(fault.id);
    return store.redraw();
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
  store.listen((changes) => {
    if (changes.some((one) => one.type === 'load')) downs.clear();
  });

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
