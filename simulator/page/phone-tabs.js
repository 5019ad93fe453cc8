import { drawCount } from './chats-column.js';
import { el, setProps, setText } from './dom.js';
import { icon } from './icons.js';
import { channelOf, personalChat } from './reduce.js';
import { say } from './words.js';

const TABS = [
  { id: 'chats', words: 'chats', picture: 'chat' },
  { id: 'channel', words: 'channel', picture: 'people' },
  { id: 'behind', words: 'behind', picture: 'pulse' },
];

/** The column that a tab belongs to: the operator's own chat is in the middle one. */
function columnOf(tab) {
  return tab === 'mine' ? 'channel' : tab;
}

/** At the foot of a phone's screen: one column at a time. Wide screens show all three and no tabs. */
export function createPhoneTabs({ store, settings }, root) {
  const tabs = TABS.map(({ id, words, picture }) => {
    const text = el('span');
    const count = el('span', { class: 'count', hidden: true });
    const pick = () => {
      settings.tab = id;
      store.redraw();
    };
    return {
      id,
      words,
      text,
      count,
      node: el('button', { type: 'button', onclick: pick }, icon(picture, 20), text, count),
    };
  });
  root.replaceChildren(...tabs.map((one) => one.node));

  const unreadIn = (id) => {
    const people = id === 'chats' ? settings.users : id === 'channel' ? [settings.eyes] : [];
    const chats = people.map((one) => personalChat(store.state, one)?.id);
    const all = id === 'channel' ? [...chats, channelOf(store.state)?.id] : chats;
    return all.reduce((sum, one) => sum + store.unreadOf(one), 0);
  };

  return {
    draw() {
      document.body.dataset.tab = columnOf(settings.tab);
      for (const tab of tabs) {
        setText(tab.text, say(settings.lang, tab.words));
        setProps(tab.node, { 'aria-pressed': String(columnOf(settings.tab) === tab.id) });
        drawCount(tab.count, unreadIn(tab.id), settings.lang);
      }
    },
  };
}
