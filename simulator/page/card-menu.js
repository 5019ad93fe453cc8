import { el } from './dom.js';

function place(menu, target) {
  const box = target.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const below = box.bottom + 4 + offsetHeight <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - offsetWidth - 8))}px`;
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - offsetHeight - 4)}px`;
}

function step(menu, by) {
  const items = [...menu.querySelectorAll('[role=menuitem]:not([disabled])')];
  const now = items.indexOf(document.activeElement);
  items.at((now + by + items.length) % items.length)?.focus();
}

function onKey(event, menu, close) {
  if (event.key === 'ArrowDown') step(menu, 1);
  else if (event.key === 'ArrowUp') step(menu, -1);
  else if (event.key === 'Escape' || event.key === 'Tab') close();
  else return;
  event.preventDefault();
}

/** Teams' "..." menu: the card's secondary actions, under the button that was pressed. */
export function openMenu(actions, target) {
  const menu = el('div', { class: 'menu', role: 'menu' });
  const outside = new AbortController();
  const close = () => {
    outside.abort();
    menu.remove();
    target.setAttribute('aria-expanded', 'false');
    if (target.isConnected) target.focus({ preventScroll: true });
  };
  const items = actions.map((action) =>
    el(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        class: action.style === 'destructive' ? 'menu-item menu-danger' : 'menu-item',
        disabled: !action.isEnabled,
        title: action.tooltip,
        onclick: () => {
          close();
          action.execute();
        },
      },
      action.title ?? '',
    ),
  );
  menu.append(...items);
  menu.addEventListener('keydown', (event) => onKey(event, menu, close));
  document.body.append(menu);
  target.setAttribute('aria-expanded', 'true');
  place(menu, target);
  step(menu, 1);
  const { signal } = outside;
  addEventListener('pointerdown', (event) => menu.contains(event.target) || close(), {
    signal,
    capture: true,
  });
  addEventListener('resize', close, { signal });
}
