import { isSame, type Break } from './chain.js';
import type { Numbers } from './numbers.js';
import type { ChainPoint } from './point.js';
import { isSound, type ReadLine, type Row } from './row.js';

/** The first bad line: the entry that it is, or in whose place it stands. */
export interface BadLine {
  readonly seq: number;
  readonly line: number;
  /** `inserted`: a line that doesn't belong there, before that entry. */
  readonly kind: Break['kind'] | 'inserted';
}

interface RowCheckParts {
  readonly key: Uint8Array;
  /** What the file says that it holds. */
  readonly numbers: Numbers;
  /** Where the chain began when the file was made. */
  readonly start: ChainPoint;
  readonly known: ChainPoint | undefined;
}

/**
 * Compares the lines of an export with the numbers it should hold, one after the other. After the first bad line it
 * only looks whether the entry that belongs there comes later: that tells a swap from a deletion and an insertion
 * from an edit.
 */
export class RowCheck {
  /** The entry that was right last. */
  last: ChainPoint | undefined;
  line = 0;
  /** The head from outside names an entry that is another one here. */
  contradiction: true | undefined;
  private readonly due: Generator<number, undefined>;
  private next: number | undefined;
  private bad: (BadLine & { readonly later: boolean }) | undefined;

  constructor(private readonly parts: RowCheckParts) {
    this.due = parts.numbers[Symbol.iterator]();
    this.next = this.due.next().value;
    this.last = parts.start;
  }

  see({ line, row, torn }: ReadLine): void {
    this.line = line;
    if (this.bad) {
      this.lookLater(row);
      return;
    }
    if (row && row.seq === this.next && isSound(row, this.parts.key) && this.follows(row)) {
      this.take(row);
      return;
    }
    const seq = this.next ?? row?.seq ?? 0;
    if (this.next === undefined) this.bad = { seq, line, kind: 'inserted', later: false };
    else if (torn) this.bad = { seq, line, kind: 'cut', later: false };
    else this.bad = { seq, line, kind: 'edited', later: this.isLaterOne(row) };
  }

  end(): BadLine | undefined {
    if (this.bad) {
      const { seq, line, kind, later } = this.bad;
      return { seq, line, kind: later && kind === 'edited' ? 'missing' : kind };
    }
    return this.next === undefined
      ? undefined
      : { seq: this.next, line: this.line + 1, kind: 'cut' };
  }

  private take(row: Row): void {
    const { seq, mac } = row;
    this.last = { seq, mac };
    const { known } = this.parts;
    if (known?.seq === seq && !isSame(known.mac, mac)) this.contradiction = true;
    this.next = this.due.next().value;
  }

  /** The seal before is that of the line before, where both are in the file. */
  private follows({ seq, before }: Row): boolean {
    return this.last?.seq !== seq - 1 || isSame(this.last.mac, before);
  }

  private isLaterOne(row: Row | undefined): boolean {
    return (
      row !== undefined &&
      row.seq > (this.next ?? 0) &&
      this.parts.numbers.includes(row.seq) &&
      isSound(row, this.parts.key)
    );
  }

  private lookLater(row: Row | undefined): void {
    if (this.bad?.kind !== 'edited' || row?.seq !== this.bad.seq) return;
    if (!isSound(row, this.parts.key)) return;
    this.bad = { ...this.bad, kind: this.bad.later ? 'out-of-order' : 'inserted' };
  }
}
