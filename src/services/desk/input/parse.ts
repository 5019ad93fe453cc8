import { parseRequestId, type RequestId } from '../ids.js';
import { fold } from './fold.js';
import type { Lexicon, LexiconCommand, LexiconFlag } from './lexicon.js';
import { normalise } from './normalise.js';
import { isFlag, tokenise, unmask, type Token } from './tokenise.js';

/** A line as data. `at` is an offset in the normalised line. */
export type Parsed =
  | { readonly kind: 'empty' }
  /** No command starts like this; `words` counts them. */
  | {
      readonly kind: 'unknown';
      readonly first: string;
      readonly words: number;
      readonly slash: boolean;
      readonly text: string;
    }
  | ParsedCommand
  | {
      readonly kind: 'error';
      readonly verb: string;
      readonly slash: boolean;
      readonly problem: 'unknown-flag' | 'value-missing';
      readonly flag: string;
      readonly at: number;
      /** The whole line, for when it was no command at all. */
      readonly text: string;
      readonly words: number;
    };

export interface ParsedCommand {
  readonly kind: 'command';
  readonly verb: string;
  readonly slash: boolean;
  readonly id?: RequestId;
  readonly flags: Readonly<Record<string, string | true>>;
  /** What is left after id and flags, as typed; without its quotes when it is one quoted text. */
  readonly rest: string;
  /** The rest is one quoted text, or follows a bare `--`. */
  readonly quoted: boolean;
  readonly text: string;
  readonly words: number;
}

/**
 * Reads what somebody typed. Never throws, whatever the text. `thread`: the request in whose thread it was written;
 * there a bare number in front of more words is one of the words (`reply 5 minutes please`), not another request.
 */
export function parse(input: string, lexicon: Lexicon, thread?: RequestId): Parsed {
  const line = normalise(input);
  const slash = line.startsWith('/');
  const text = slash ? line.slice(1).trimStart() : line;
  const tokens = tokenise(text);
  const [first] = tokens;
  if (first === undefined) return { kind: 'empty' };
  const shape = { slash, text: unmask(text), words: tokens.length };
  const found = commandAt(tokens, lexicon);
  if (found === undefined) return { kind: 'unknown', first: first.text, ...shape };
  const read = readArguments(text, tokens.slice(found.length), { ...found.command, thread });
  const base = { verb: found.command.verb, ...shape };
  return read.kind === 'error' ? { ...base, ...read } : { ...base, ...read, kind: 'command' };
}

/** The longest command the line starts with: `session end` before `session`; three words at most. */
function commandAt(
  tokens: readonly Token[],
  lexicon: Lexicon,
): { command: LexiconCommand; length: number } | undefined {
  for (const length of [3, 2, 1]) {
    const start = tokens.slice(0, length);
    if (start.length < length || start.some((token) => token.quoted)) continue;
    const words = fold(start.map((token) => token.text).join(' '));
    const command = lexicon.find((candidate) =>
      candidate.words.some((word) => fold(word) === words),
    );
    if (command) return { command, length };
  }
  return undefined;
}

type Read =
  | (Pick<ParsedCommand, 'flags' | 'rest' | 'quoted'> & {
      readonly kind: 'read';
      readonly id?: RequestId;
    })
  | {
      readonly kind: 'error';
      readonly problem: 'unknown-flag' | 'value-missing';
      readonly flag: string;
      readonly at: number;
    };

/** What the arguments are read for. */
type Reading = LexiconCommand & { readonly thread: RequestId | undefined };

function readArguments(text: string, tokens: readonly Token[], command: Reading): Read {
  const flags: Record<string, string | true> = {};
  const words: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (!token.quoted && token.text === '--')
      return restOf(text, command, { flags, words, literal: tokens[at + 1] });
    if (token.quoted || !(isFlag(token.text) || token.text === '-y')) {
      words.push(token);
      continue;
    }
    const { name, inline } = flagParts(token.text);
    const flag = flagNamed(name, command);
    if (flag === undefined)
      return { kind: 'error', problem: 'unknown-flag', flag: name, at: token.at };
    if (!flag.value) {
      flags[flag.name] = true;
      continue;
    }
    const value = inline ?? valueAfter(tokens, at);
    if (value === undefined || value === '')
      return { kind: 'error', problem: 'value-missing', flag: name, at: token.at };
    if (inline === undefined) at += 1;
    flags[flag.name] = value;
  }
  return restOf(text, command, { flags, words, literal: undefined });
}

function flagParts(word: string): { name: string; inline?: string } {
  if (word === '-y') return { name: 'yes' };
  const body = word.replace(/^(?:--|[—–])/, '');
  const equals = body.indexOf('=');
  return equals === -1
    ? { name: body }
    : { name: body.slice(0, equals), inline: body.slice(equals + 1) };
}

function flagNamed(name: string, command: LexiconCommand): LexiconFlag | undefined {
  const folded = fold(name);
  return command.flags.find(
    (flag) => flag.name === folded || flag.words.some((word) => fold(word) === folded),
  );
}

function valueAfter(tokens: readonly Token[], at: number): string | undefined {
  const next = tokens[at + 1];
  return next === undefined || (!next.quoted && isFlag(next.text)) ? undefined : next.text;
}

interface Found {
  readonly flags: Record<string, string | true>;
  readonly words: Token[];
  /** First token behind a bare `--`; everything from there on is literal. */
  readonly literal: Token | undefined;
}

function restOf(text: string, command: Reading, found: Found): Read {
  const { flags, literal } = found;
  const id = command.takesId ? idIn(found.words, command.thread) : undefined;
  const words = id === undefined ? found.words : found.words.slice(1);
  const [only] = words;
  const typed = words.length === 1 && only?.quoted === true ? only.text : between(text, words);
  const rest = [typed, literal ? unmask(text.slice(literal.at)) : '']
    .filter((part) => part !== '')
    .join(' ');
  const quoted =
    (words.length === 1 && only?.quoted === true) || (words.length === 0 && literal !== undefined);
  return { kind: 'read', flags, rest, quoted, ...(id === undefined ? {} : { id }) };
}

function idIn(
  [first, next]: readonly Token[],
  thread: RequestId | undefined,
): RequestId | undefined {
  if (!first || first.quoted) return undefined;
  const id = parseRequestId(first.text);
  const isWord = /^\d+$/.test(first.text) && next !== undefined && !next.quoted;
  return thread !== undefined && id !== thread && isWord ? undefined : id;
}

/** The words as they stood in the line: line breaks stay, flags in between are left out. */
function between(text: string, words: readonly Token[]): string {
  let joined = '';
  words.forEach((word, index) => {
    const before = words[index - 1];
    const gap = before === undefined ? '' : text.slice(before.end, word.at);
    joined += (/^\s*$/.test(gap) ? gap : ' ') + text.slice(word.at, word.end);
  });
  return unmask(joined.trim());
}
