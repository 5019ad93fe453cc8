import { isSame, signatureOf } from './chain.js';
import { BYTE_ORDER_MARK, csvLine, readCsv, type CsvLine } from './csv.js';
import type { ReadLine, Row } from './row.js';

const FRAME = 'Deskside audit';
const PURPOSE = 'audit export row';

/** What is verified stands behind the columns for people. */
const SEALED = ['before', 'mac', 'entry', 'signature'] as const;

export function csvHead(frame: string, columns: readonly string[]): string {
  return `${BYTE_ORDER_MARK}${csvLine([FRAME, frame])}${csvLine(['seq', ...columns, ...SEALED])}`;
}

/** `cells`: for people to read, names among them; they aren't in the chain, so each line is signed as a whole. */
export function csvRow(row: Row, cells: readonly string[], key: Uint8Array): string {
  const all = [String(row.seq), ...cells, row.before, row.mac, row.text];
  return csvLine([...all, signatureOf(key, PURPOSE, JSON.stringify(all))]);
}

export interface CsvFile {
  /** Text of the frame; undefined when the file doesn't begin like one of ours. */
  readonly frame: string | undefined;
  /** Titles of the columns for people; undefined when the second line is none of ours. */
  readonly columns: readonly string[] | undefined;
  readonly lines: AsyncGenerator<ReadLine>;
}

export async function openCsv(pieces: AsyncIterable<string>, key: Uint8Array): Promise<CsvFile> {
  const lines = readCsv(pieces);
  const [first = [], titles = []] = [await cellsOfNext(lines), await cellsOfNext(lines)];
  const [mark, frame] = first;
  const ours =
    titles[0] === 'seq' && SEALED.every((name, at) => titles.at(at - SEALED.length) === name);
  return {
    frame: mark === FRAME ? frame : undefined,
    columns: ours ? titles.slice(1, -SEALED.length) : undefined,
    lines: rowsOf(lines, titles.length, key),
  };
}

async function cellsOfNext(lines: AsyncGenerator<CsvLine>) {
  const next = await lines.next();
  return next.done ? undefined : next.value.cells;
}

async function* rowsOf(
  lines: AsyncGenerator<CsvLine>,
  width: number,
  key: Uint8Array,
): AsyncGenerator<ReadLine> {
  for await (const { line, cells, torn } of lines) {
    const row = cells?.length === width ? rowIn(cells, key) : undefined;
    yield { line, ...(row ? { row } : {}), ...(torn ? { torn } : {}) };
  }
}

function rowIn(cells: readonly string[], key: Uint8Array): Row | undefined {
  const [before = '', mac = '', text = '', signature = ''] = cells.slice(-SEALED.length);
  const [seq = ''] = cells;
  const right = signatureOf(key, PURPOSE, JSON.stringify(cells.slice(0, -1)));
  if (!/^\d{1,15}$/.test(seq) || !isSame(signature, right)) return undefined;
  return { seq: Number(seq), before, mac, text };
}
