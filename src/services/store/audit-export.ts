import { keyName, type ChainPoint } from '../audit-file/chain.js';
import { csvHead, csvRow } from '../audit-file/csv-rows.js';
import { frameText } from '../audit-file/frame.js';
import { jsonlLine } from '../audit-file/jsonl.js';
import { Numbers } from '../audit-file/numbers.js';
import type { Row } from '../audit-file/row.js';
import type { PersonId } from '../desk/ids.js';
import type { AuditEntry, AuditFiles, ExportFile, ExportOrder, People } from '../desk/ports.js';
import {
  BATCH,
  entriesFrom,
  entryIn,
  headOf,
  numbered,
  startOf,
  type AuditParts,
} from './audit-reading.js';
import { fitting } from './audit-search.js';

interface ExportParts extends AuditParts {
  readonly people: Pick<People, 'many'>;
  readonly tenant: string;
}

/** Files of the trail. Made anew each time they are read, so that none lies about anywhere. */
export function createAuditFiles(parts: ExportParts): AuditFiles {
  return {
    async open(order, within = Infinity): Promise<ExportFile> {
      const { auditKey } = parts;
      const head = await headOf(parts);
      if (!auditKey || !head) return { kind: 'no-key' };
      if (head.key !== keyName(auditKey)) return { kind: 'other-key' };
      return new ExportOf(parts, auditKey, order, await startOf(parts)).weighed(within);
    },
  };
}

const COLUMNS = [
  'at',
  'actor',
  'actor name',
  'command',
  'outcome',
  'code',
  'request',
  'version',
  'subject',
  'subject name',
  'right',
  'place',
  'op',
] as const;

class ExportOf {
  private readonly numbers = new Numbers();
  /** The same names from beginning to end, and in each reading. */
  private readonly names = new Map<PersonId, string>();

  constructor(
    private readonly parts: ExportParts,
    private readonly key: Uint8Array,
    private readonly order: ExportOrder,
    private readonly start: ChainPoint,
  ) {}

  private get isWhole(): boolean {
    return Object.keys(this.order.filter).length === 0;
  }

  /** One reading for numbers and size: both are told before the first entry. */
  async weighed(within: number): Promise<ExportFile> {
    const deadline = performance.now() + within;
    let bytes = 0;
    // Of the whole trail each number belongs in the file: one that isn't there is missing.
    const [first, last] = [this.start.seq + 1, this.order.head.seq];
    if (this.isWhole && first <= last) this.numbers.add(first, last);
    for await (const batch of this.batches()) {
      for (const row of batch) {
        if (!this.isWhole) this.numbers.add(row.seq);
        bytes += Buffer.byteLength(this.line(row));
      }
      if (performance.now() > deadline) return { kind: 'too-large' };
    }
    return {
      kind: 'file',
      entries: this.numbers.count,
      bytes: bytes + Buffer.byteLength(this.head()),
      pieces: () => this.pieces(),
    };
  }

  private async *pieces(): AsyncGenerator<string> {
    yield this.head();
    for await (const batch of this.batches()) yield batch.map((row) => this.line(row)).join('');
  }

  private head(): string {
    const { format, filter, at, head } = this.order;
    const frame = frameText(
      {
        deskside: 'audit',
        version: 1,
        format,
        tenant: this.parts.tenant,
        at: new Date(at).toISOString(),
        from: this.start,
        head,
        key: keyName(this.key),
        filter: { ...filter },
        numbers: this.numbers.toString(),
        columns: format === 'csv' ? [...COLUMNS] : [],
      },
      this.key,
    );
    return format === 'csv' ? csvHead(frame, COLUMNS) : `${frame}\n`;
  }

  private line(row: Row): string {
    if (this.order.format === 'jsonl') return `${jsonlLine(row)}\n`;
    return csvRow(row, this.cells(entryIn(row.text)), this.key);
  }

  /** For people to read, in the order of COLUMNS. */
  private cells(entry: AuditEntry | undefined): string[] {
    if (!entry) return COLUMNS.map(() => '');
    const { at, actor, command, outcome, code, request, version, subject, right, place, opKey } =
      entry;
    const who = actor === 'desk' ? 'Deskside' : this.nameOf(actor);
    const whom = subject === undefined ? '' : this.nameOf(subject);
    const on = [request ?? '', version === undefined ? '' : String(version)];
    return [
      ...[new Date(at).toISOString(), actor, who, command, outcome, code ?? '', ...on],
      ...[subject ?? '', whom, right ?? '', place, opKey],
    ];
  }

  private nameOf(person: PersonId): string {
    return this.names.get(person) ?? '';
  }

  /** What belongs in the file, oldest first. */
  private async *batches(): AsyncGenerator<Row[]> {
    const last = this.order.head.seq;
    for (let from = this.start.seq + 1; from <= last;) {
      const rows = await this.rowsFrom(from);
      const end = rows.at(-1);
      if (!end) return;
      from = end.seq + 1;
      const wanted = await this.wanted(rows.filter(({ seq }) => seq <= last));
      await this.learnNames(wanted);
      yield wanted;
    }
  }

  /** Each with the seal of the entry before it, also where somebody removed that entry. */
  private async rowsFrom(from: number): Promise<Row[]> {
    const { redis, keys } = this.parts;
    const [entries, seals] = await Promise.all([
      entriesFrom(this.parts, from, BATCH),
      redis.xrange(keys.auditSeals, `${from - 1}-0`, '+', 'COUNT', BATCH + 1),
    ]);
    const macs = new Map(seals.map((seal) => [numbered(seal).seq, numbered(seal).text]));
    macs.set(this.start.seq, this.start.mac);
    const macOf = (seq: number) => macs.get(seq) ?? '';
    return entries.map((one) => ({ ...one, mac: macOf(one.seq), before: macOf(one.seq - 1) }));
  }

  /** With no filter everything, spoilt entries too: the file must not be fairer than the trail. */
  private async wanted(rows: readonly Row[]): Promise<Row[]> {
    const { query } = this.order;
    if (this.isWhole) return [...rows];
    const fit = new Set((await fitting(this.parts, query, rows)).map(({ seq }) => seq));
    return rows.filter(({ seq }) => fit.has(seq));
  }

  private async learnNames(rows: readonly Row[]): Promise<void> {
    if (this.order.format === 'jsonl') return;
    const people = rows.flatMap(({ text }) => {
      const { actor, subject } = entryIn(text) ?? {};
      return [...(actor && actor !== 'desk' ? [actor] : []), ...(subject ? [subject] : [])];
    });
    const unknown = [...new Set(people)].filter((id) => !this.names.has(id));
    if (unknown.length === 0) return;
    const found = await this.parts.people.many(unknown);
    for (const id of unknown) this.names.set(id, found.get(id)?.name ?? '');
  }
}
