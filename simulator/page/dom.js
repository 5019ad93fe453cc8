/**
 * Builds an element. `on*` functions become listeners, `true` an empty attribute; false, null and
 * undefined are left out. Text only ever becomes a text node, never HTML.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  setProps(node, props);
  node.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

export function setProps(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on') && typeof value === 'function')
      node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (value === true) node.setAttribute(name, '');
    else if (value === false || value === null || value === undefined) node.removeAttribute(name);
    else node.setAttribute(name, String(value));
  }
}

/** Sets text only where it differs, so that a screen reader is not told the same thing twice. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes `parent`'s children the nodes of `items` in that order, moving as few as possible.
 * `nodes` maps key to node and outlives the call. Focus survives a move.
 */
export function syncList(parent, nodes, items, { key, draw }) {
  const focused = document.activeElement;
  const seen = new Set();
  let place = parent.firstChild;
  for (const item of items) {
    const id = key(item);
    seen.add(id);
    const old = nodes.get(id);
    const node = draw(item, old);
    if (old && old !== node) {
      if (place === old) place = node;
      old.replaceWith(node);
    }
    nodes.set(id, node);
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
  for (const [id, node] of nodes) {
    if (seen.has(id)) continue;
    node.remove();
    nodes.delete(id);
  }
  if (focused && focused !== document.activeElement && parent.contains(focused))
    focused.focus({ preventScroll: true });
}

/** True when the element takes room on the screen now (its column, tab and window are open). */
export function isShown(node) {
  return node.getClientRects().length > 0;
}
