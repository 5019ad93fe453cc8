import { createChannel } from './channel.js';
import { createChat } from './chat.js';
import { drawCount } from './chats-column.js';
import { el, setProps, setText } from './dom.js';
import { icon } from './icons.js';
import { channelOf, personOf, personalChat } from './reduce.js';
import { say } from './words.js';

function createTab(id, picture, onPick) {
  const words = el('span', { class: 'tab-words' });
  const count = el('span', { class: 'count', hidden: true });
  const node = el(
    'button',
    {
      type: 'button',
      role: 'tab',
      id: `tab-${id}`,
      'aria-controls': `panel-${id}`,
      onclick: onPick,
    },
    icon(picture),
    words,
    count,
  );
  return { node, words, count };
}

/** Middle: the help-desk channel and the operator's own chat with the bot, both through the same eyes. */
export function createDeskColumn(page, root) {
  const { store, settings } = page;
  const reader = () => personOf(store.state, settings.eyes);
  const channel = createChannel(page, reader);
  const mine = createChat(page, reader);
  const pick = (tab) => () => {
    settings.tab = tab;
    store.redraw();
  };
  const tabs = {
    channel: createTab('channel', 'people', pick('channel')),
    mine: createTab('mine', 'chat', pick('mine')),
  };
  setProps(channel.node, {
    id: 'panel-channel',
    role: 'tabpanel',
    'aria-labelledby': 'tab-channel',
  });
  setProps(mine.node, { id: 'panel-mine', role: 'tabpanel', 'aria-labelledby': 'tab-mine' });
  const bar = el('div', { class: 'desk-tabs', role: 'tablist' }, tabs.channel.node, tabs.mine.node);
  root.replaceChildren(bar, channel.node, mine.node);
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    pick(settings.tab === 'mine' ? 'channel' : 'mine')();
    tabs[settings.tab].node.focus();
  });

  return {
    draw() {
      const person = reader();
      if (!person) return;
      const own = settings.tab === 'mine';
      channel.node.hidden = own;
      mine.node.hidden = !own;
      setProps(root, { 'aria-label': say(settings.lang, 'desk') });
      setProps(tabs.channel.node, { 'aria-selected': String(!own), tabindex: own ? -1 : 0 });
      setProps(tabs.mine.node, { 'aria-selected': String(own), tabindex: own ? 0 : -1 });
      setText(tabs.channel.words, channelOf(store.state)?.name ?? say(person.locale, 'channel'));
      setText(tabs.mine.words, say(person.locale, 'myChat'));
      channel.draw();
      mine.draw();
      drawCount(tabs.channel.count, store.unreadOf(channelOf(store.state)?.id), settings.lang);
      drawCount(
        tabs.mine.count,
        store.unreadOf(personalChat(store.state, person.id)?.id),
        settings.lang,
      );
      bar.lang = person.locale;
    },
    toast: (id, text) => {
      if (reader()?.id !== id) return;
      if (settings.tab === 'mine') mine.toast(text);
      else channel.toast(text);
    },
  };
}
