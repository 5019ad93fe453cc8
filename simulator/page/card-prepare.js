import { fillTimes } from './time.js';

/** Brackets a mention on its way through the renderer: private-use characters no font draws. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

function markMentions(text, names) {
  return text.replace(/<at>(.*?)<\/at>/g, (whole, name) =>
    names.has(whole) ? `${OPEN}${name}${CLOSE}` : whole,
  );
}

function mentionTexts(entities) {
  if (!Array.isArray(entities)) return new Set();
  return new Set(entities.filter((one) => one.type === 'mention').map((one) => one.text));
}

function prepareNode(node, fill) {
  if (Array.isArray(node)) return node.map((one) => prepareNode(one, fill));
  if (node === null || typeof node !== 'object') return node;
  const copy = {};
  for (const [key, value] of Object.entries(node)) copy[key] = prepareValue(node, key, value, fill);
  return copy;
}

function prepareValue(node, key, value, fill) {
  if (key === 'data') return value;
  if (key === 'inlines' && Array.isArray(value)) {
    return value.map((one) => (typeof one === 'string' ? fill(one) : prepareNode(one, fill)));
  }
  if (typeof value !== 'string') return prepareNode(value, fill);
  const isFact = node.type === undefined && 'title' in node && 'value' in node;
  return key === 'text' || (isFact && key === 'value') ? fill(value) : value;
}

/**
 * A copy of the card for one reader: dates in their words and zone, mentions bracketed for
 * `drawMentions`. What buttons send (`data`) is left alone.
 */
export function prepareCard(card, reader) {
  const names = mentionTexts(card.msteams?.entities);
  const prepared = prepareNode(card, (text) => markMentions(fillTimes(text, reader), names));
  delete prepared.lang;
  return prepared;
}

/** Turns the brackets in a rendered card into mentions that look like Teams' own. */
export function drawMentions(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const hits = [];
  while (walker.nextNode())
    if (walker.currentNode.data.includes(OPEN)) hits.push(walker.currentNode);
  for (const text of hits) text.replaceWith(...mentionNodes(text.data));
}

function mentionNodes(text) {
  return text.split(new RegExp(`(${OPEN}[^${CLOSE}]*${CLOSE})`)).map((part) => {
    if (!part.startsWith(OPEN)) return part;
    return mention(part.slice(1, -1));
  });
}

function mention(name) {
  const node = document.createElement('span');
  node.className = 'mention';
  node.textContent = name;
  return node;
}

/** A message's text with its mentions bracketed for `drawMentions`; `<at>` alone makes none. */
export function prepareText({ text, entities }) {
  return markMentions(text, mentionTexts(entities));
}
