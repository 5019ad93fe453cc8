import { el } from './dom.js';

const TOKEN =
  /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

function classOf([, text, colon, word, number]) {
  if (text !== undefined) return colon === undefined ? 'json-text' : 'json-key';
  return word === undefined && number !== undefined ? 'json-number' : 'json-word';
}

/** Pretty JSON as coloured text nodes. */
export function jsonNodes(value) {
  const text = JSON.stringify(value, null, 2) ?? '';
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const shown = match[1] ?? match[0];
    nodes.push(text.slice(from, match.index), el('span', { class: classOf(match) }, shown));
    from = match.index + shown.length;
  }
  nodes.push(text.slice(from));
  return nodes;
}
