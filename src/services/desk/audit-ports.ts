import type { ChangeId, Instant, Millis, PersonId, RequestId } from './ids.js';
import type { AuditEntry } from './audit-entry.js';

/** The seal of one entry. */
export interface AuditPoint {
  readonly seq: number;
  readonly mac: string;
}

/** The seal of the last entry that has one. */
export interface AuditHead extends AuditPoint {
  /** Name of the key, not the key. */
  readonly key: string;
}

/** What a process remembers of the chain, to notice when a fail-over takes the end of it away. */
export interface AuditMark {
  readonly head: AuditPoint;
  /** How often the trail had said by then that entries were lost. */
  readonly losses: number;
}

/** What is looked for in the trail; all of it must fit. */
export interface AuditQuery {
  readonly about?: RequestId | ChangeId;
  /** Who acted, or on whom. */
  readonly person?: PersonId;
  /** Name or Intune id of a PC: what concerns requests about it. */
  readonly device?: string;
  readonly since?: Instant;
  readonly denied?: boolean;
  /** Nothing after this number. */
  readonly upTo?: number;
}

export interface NumberedEntry {
  readonly seq: number;
  readonly entry: AuditEntry;
}

export type AuditVerdict =
  | {
      readonly kind: 'whole';
      readonly checked: number;
      readonly head: AuditPoint;
      /** Where the trail itself says that entries up to a number were lost. */
      readonly losses: readonly { readonly at: number; readonly lost: AuditPoint }[];
    }
  /** The first bad entry; nothing after it can be trusted. */
  | {
      readonly kind: 'broken';
      readonly checked: number;
      readonly broken: {
        readonly seq: number;
        readonly kind: 'edited' | 'missing' | 'out-of-order' | 'cut';
      };
    }
  /** The time was up; `resume` goes on from there. */
  | {
      readonly kind: 'unfinished';
      readonly checked: number;
      readonly of: number;
      readonly resume: string;
    }
  | { readonly kind: 'no-key' }
  | { readonly kind: 'other-key'; readonly key: string };

export interface VerifyWish {
  /** A head from outside, which knows of what was cut off together with the stored head. */
  readonly known?: AuditPoint;
  /** Stops after about this long; without it, at the end. */
  readonly within?: Millis;
  /** What an unfinished one gave. */
  readonly resume?: string;
}

/** The trail: what was committed, sealed into a chain a moment later. */
export interface AuditLog {
  /** Whether what is sealed was sealed with the key that is set now: one chain has one key. */
  keyFits(): Promise<boolean>;
  /** Seals the next entries in line; how many. Two sealers can't fork the chain: the slower one gets 0. */
  seal(most: number): Promise<number>;
  /** How many entries wait for their seal. */
  unsealed(): Promise<number>;
  head(): Promise<AuditHead | undefined>;
  /** Undefined while nothing is sealed. */
  mark(): Promise<AuditMark | undefined>;
  /** Whether what was there at that mark still is, or was removed on purpose. */
  holds(mark: AuditMark): Promise<boolean>;
  /** Adds the entry that says so; false when somebody else did since the mark. */
  noteLoss(mark: AuditMark, entry: AuditEntry): Promise<boolean>;
  verify(wish?: VerifyWish): Promise<AuditVerdict>;
  /** Newest first; `more`: there are older ones that fit. */
  search(
    query: AuditQuery,
    most: number,
  ): Promise<{ readonly entries: readonly NumberedEntry[]; readonly more: boolean }>;
}

/** What a file of the trail holds; the same order gives the same file. */
export interface ExportOrder {
  readonly format: 'jsonl' | 'csv';
  readonly query: AuditQuery;
  /** What was asked for, as it stands in the file. */
  readonly filter: Readonly<Record<string, string>>;
  readonly at: Instant;
  /** Where the chain led to when it was ordered. */
  readonly head: AuditPoint;
}

export type ExportFile =
  | {
      readonly kind: 'file';
      readonly entries: number;
      readonly bytes: number;
      /** From the start each time it is called; never more than some hundred entries in memory. */
      pieces(): AsyncIterable<string>;
    }
  | { readonly kind: 'no-key' | 'other-key' | 'too-large' };

/** Files of the trail that can be verified without Redis. */
export interface AuditFiles {
  /** `within`: longer than this is too large. */
  open(order: ExportOrder, within?: Millis): Promise<ExportFile>;
}

/** Where Teams lets a bot put a file for a person, once they allowed it. */
export interface FileDrop {
  /** Whether it is a place that files may go to. */
  allows(uploadUrl: string): boolean;
  /** Throws ConnectorFailure. */
  put(uploadUrl: string, bytes: number, pieces: AsyncIterable<string>): Promise<void>;
}
