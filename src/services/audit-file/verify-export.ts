import { isSame, keyName } from './chain.js';
import { openCsv } from './csv-rows.js';
import { readFrame, type Frame, type ReadFrame } from './frame.js';
import { readJsonl } from './jsonl.js';
import { lossIn, type Loss } from './loss.js';
import { parseNumbers, type Numbers } from './numbers.js';
import type { ChainPoint } from './point.js';
import { RowCheck, type BadLine } from './row-check.js';
import type { ReadLine } from './row.js';

export type ExportVerdict =
  | {
      readonly kind: 'whole';
      readonly frame: Frame;
      readonly entries: number;
      readonly losses: readonly Loss[];
      /** Whether the file could tell about the head that was given; undefined when none was. */
      readonly headFits?: boolean;
    }
  /** Nothing after the first bad line can be trusted. */
  | { readonly kind: 'broken'; readonly bad: BadLine }
  | Exclude<ReadFrame, { kind: 'frame' }>;

interface Opened {
  readonly read: ReadFrame;
  readonly lines: AsyncGenerator<ReadLine>;
}

/** Verifies an export without Redis. `known`: a head that was kept outside, as the log and the webhook tell it. */
export async function verifyExport(
  pieces: AsyncIterable<string>,
  key: Uint8Array,
  known?: ChainPoint,
): Promise<ExportVerdict> {
  const { read, lines } = await open(pieces, key);
  if (read.kind !== 'frame') return read;
  const numbers = parseNumbers(read.frame.numbers);
  if (!numbers) return { kind: 'changed' };
  const check = new RowCheck({ key, numbers, start: read.frame.from, known });
  const losses: Loss[] = [];
  for await (const line of lines) {
    check.see(line);
    const loss = line.row && lossIn(line.row.seq, line.row.text);
    if (loss) losses.push(loss);
  }
  const bad = check.end() ?? badHead(read.frame, check, { known, losses });
  if (bad) return { kind: 'broken', bad };
  return {
    kind: 'whole',
    frame: read.frame,
    entries: numbers.count,
    losses,
    ...(known ? { headFits: tellsOf(read.frame, numbers, known) } : {}),
  };
}

/** A CSV begins with a byte order mark, a JSONL with a brace. */
async function open(pieces: AsyncIterable<string>, key: Uint8Array): Promise<Opened> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  const all = again(first, iterator);
  const own = keyName(key);
  if (!first.done && first.value.startsWith('{')) {
    const lines = readJsonl(all);
    const head = await lines.next();
    return { read: readFrame(head.done ? '' : head.value.text, key, own), lines };
  }
  const { frame, columns, lines } = await openCsv(all, key);
  if (frame === undefined) return { read: { kind: 'no-export' }, lines };
  const read = readFrame(frame, key, own);
  const fits =
    read.kind !== 'frame' || JSON.stringify(read.frame.columns) === JSON.stringify(columns);
  return { read: fits ? read : { kind: 'changed' }, lines };
}

async function* again(
  first: IteratorResult<string>,
  rest: AsyncIterator<string>,
): AsyncGenerator<string> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value;
}

function tellsOf({ head, from }: Frame, numbers: Numbers, { seq }: ChainPoint): boolean {
  return seq === head.seq || seq === from.seq || numbers.includes(seq);
}

/** What the lines can't tell: whether they lead where the file says, and whether that is where the head says. */
function badHead(
  { head }: Frame,
  check: RowCheck,
  { known, losses }: { readonly known: ChainPoint | undefined; readonly losses: readonly Loss[] },
): BadLine | undefined {
  const { last } = check;
  const place = (seq: number, kind: BadLine['kind']): BadLine => ({ seq, kind, line: check.line });
  if (last?.seq === head.seq && !isSame(last.mac, head.mac)) return place(head.seq, 'edited');
  if (!known) return undefined;
  const lost = losses.some(({ at, lost: until }) => at <= known.seq && known.seq <= until.seq);
  const other = check.contradiction ?? (known.seq === head.seq && !isSame(known.mac, head.mac));
  if (other && !lost) return place(known.seq, 'edited');
  return known.seq > head.seq && !lost ? place(head.seq + 1, 'cut') : undefined;
}
