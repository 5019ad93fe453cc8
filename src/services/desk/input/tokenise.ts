import { MENTION_BLANK } from './normalise.js';

/** A word or a quoted text of a line. `at` and `end` are offsets in the line, quotes included. */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly at: number;
  readonly end: number;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['«', '»'],
]);

/**
 * Splits a normalised line at blanks. A quote opens only in front of a word or after `=`, so that `27" screen` is
 * two words; one that is never closed is an ordinary character. `--name="a b"` is one word.
 */
export function tokenise(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    if (isBlank(line[at])) {
      at += 1;
      continue;
    }
    const token = quotedAt(line, at) ?? wordAt(line, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\n';
}

function quotedAt(line: string, at: number): Token | undefined {
  const end = closingAfter(line, at);
  if (end === undefined) return undefined;
  return { text: unmask(line.slice(at + 1, end).trim()), quoted: true, at, end: end + 1 };
}

/** Offset of the quote that closes the one at `at`; it must end a word. */
function closingAfter(line: string, at: number): number | undefined {
  const closing = CLOSING.get(line[at] ?? '');
  if (closing === undefined) return undefined;
  let end = line.indexOf(closing, at + 1);
  while (end !== -1 && end + 1 < line.length && !isBlank(line[end + 1])) {
    end = line.indexOf(closing, end + 1);
  }
  return end === -1 ? undefined : end;
}

function wordAt(line: string, at: number): Token {
  let end = at;
  while (end < line.length && !isBlank(line[end])) end += 1;
  return (
    flagWithQuotes(line, at, end) ?? { text: unmask(line.slice(at, end)), quoted: false, at, end }
  );
}

/** `--name="a b"`: the word goes on until its value is closed. */
function flagWithQuotes(line: string, at: number, wordEnd: number): Token | undefined {
  const equals = line.indexOf('=', at);
  if (equals === -1 || equals >= wordEnd || !isFlag(line.slice(at, equals))) return undefined;
  const close = closingAfter(line, equals + 1);
  if (close === undefined) return undefined;
  const text = `${line.slice(at, equals)}=${line.slice(equals + 2, close).trim()}`;
  return { text: unmask(text), quoted: false, at, end: close + 1 };
}

/** `--name`, or `—name` and `–name`, which auto-correct makes of it. */
export function isFlag(word: string): boolean {
  return /^(?:--|[—–])\p{L}/u.test(word);
}

/** The text as the person meant it, with blanks in mentions. */
export function unmask(text: string): string {
  return text.replaceAll(MENTION_BLANK, ' ');
}
