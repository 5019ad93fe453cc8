import { isJson, type Json } from '../teams/messages.js';
import { inputLine, inputsOf } from './card-inputs.js';

/** What a card says, as lines of plain text, and the titles of its buttons. */
export interface CardReading {
  readonly lines: readonly string[];
  readonly buttons: readonly string[];
  /** Of a list, in one line: what changed in it says little without the rest. */
  readonly short?: string;
}

/** Teams' own date functions: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format */
const MOMENT = /\{\{(DATE|TIME)\(([^,)]+)(?:, ?\w+)?\)\}\}/g;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `HH:MM` in UTC. */
export function clockOf(moment: number | string): string {
  return new Date(moment).toISOString().slice(11, 16);
}

function dayOf(moment: string): string {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}

/** Text as a person reads it: dates filled in (UTC), mentions without their tags. */
export function spoken(text: string): string {
  return text
    .replace(MOMENT, (_whole, kind: string, moment: string) =>
      kind === 'TIME' ? clockOf(moment) : dayOf(moment),
    )
    .replace(/<at>(.*?)<\/at>/g, (_whole, name: string) => `@${name}`)
    .trim();
}

/** Reads a card from top to bottom. What is folded away (history, forms behind a button) is left out. */
export function readCard(card: unknown): CardReading {
  const lines = linesOf(card).filter((line) => line !== '' && !line.startsWith('▸'));
  const reading = { lines: [...new Set(lines)], buttons: [...new Set(buttonsOf(card))] };
  const isList = isJson(card) && isJson(card['msteams']) && card['msteams']['width'] === 'Full';
  return isList ? { ...reading, short: spoken(textAt(card, 'speak')) } : reading;
}

function linesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linesOf);
  if (!isJson(node) || node['isVisible'] === false) return [];
  const type = textAt(node, 'type');
  if (type.startsWith('Input.')) return [questionLine(node)];
  switch (type) {
    case 'TextBlock':
      return [spoken(textAt(node, 'text'))];
    case 'RichTextBlock':
      return [spoken(listAt(node, 'inlines').map(runText).join(''))];
    case 'FactSet':
      return listAt(node, 'facts')
        .filter(isJson)
        .map((fact) => spoken(`${textAt(fact, 'title')} ${textAt(fact, 'value')}`));
    case 'ColumnSet':
      return sideBySide(listAt(node, 'columns').map(linesOf));
    default:
      return [...linesOf(node['body']), ...linesOf(node['items'])];
  }
}

/** Columns of one line each become one line; a taller one keeps its own. */
function sideBySide(columns: readonly string[][]): string[] {
  const full = columns.filter((lines) => lines.length > 0);
  if (full.some((lines) => lines.length > 1)) return full.flat();
  return full.length > 0 ? [full.flat().join('   ')] : [];
}

function runText(run: unknown): string {
  return typeof run === 'string' ? run : isJson(run) ? textAt(run, 'text') : '';
}

function questionLine(node: Json): string {
  const [input] = inputsOf(node).values();
  return input ? `[ ${inputLine(input, input.value)} ]` : '';
}

function buttonsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(buttonsOf);
  if (!isJson(node) || node['isVisible'] === false) return [];
  if (textAt(node, 'type').startsWith('Action.')) return [textAt(node, 'title')].filter(Boolean);
  return ['body', 'items', 'columns', 'actions'].flatMap((key) => buttonsOf(node[key]));
}

function textAt(node: Json, key: string): string {
  const value = node[key];
  return typeof value === 'string' ? value : '';
}

function listAt(node: Json, key: string): unknown[] {
  const value: unknown = node[key];
  return Array.isArray(value) ? value : [];
}
