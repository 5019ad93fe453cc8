import { z } from 'zod';
import { parsedJson } from './loss.js';
import type { ReadLine, Row } from './row.js';

const row = z.strictObject({
  seq: z.number().int(),
  before: z.string(),
  mac: z.string(),
  entry: z.union([z.string(), z.record(z.string(), z.unknown())]),
});

/** The entry as an object when that gives its text back byte for byte, else the text as a string. */
export function jsonlLine({ seq, before, mac, text }: Row): string {
  const entry = parsedJson(text);
  const plain = typeof entry === 'object' && entry !== null && JSON.stringify(entry) === text;
  return JSON.stringify({ seq, before, mac, entry: plain ? entry : text });
}

/** Nothing but the very line that we write is one of ours: a key that stands twice would hide behind the second. */
export function readJsonlLine(text: string): Row | undefined {
  const parsed = row.safeParse(parsedJson(text));
  if (!parsed.success) return undefined;
  const { entry, ...rest } = parsed.data;
  const read = { ...rest, text: typeof entry === 'string' ? entry : JSON.stringify(entry) };
  return jsonlLine(read) === text ? read : undefined;
}

/** Splits pieces of a file into lines; says of the last whether it was ended. */
export async function* linesOf(
  pieces: AsyncIterable<string>,
): AsyncGenerator<{ readonly text: string; readonly ended: boolean }> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { text, ended: true };
  }
  if (rest !== '') yield { text: rest, ended: false };
}

export async function* readJsonl(
  pieces: AsyncIterable<string>,
): AsyncGenerator<ReadLine & { readonly text: string }> {
  let line = 0;
  for await (const { text, ended } of linesOf(pieces)) {
    line += 1;
    const read = readJsonlLine(text);
    yield { line, text, ...(read ? { row: read } : {}), ...(ended ? {} : { torn: true }) };
  }
}
