import type { DeviceId, Instant, Millis, PersonId, TaskId } from '../ids.js';
import type { Item } from './item.js';
import type { Agreement } from '../agreement.js';
import type { DraftProblem, TaskOrigin, Unclear, Wish } from './wish.js';

/** PCs as they are from now on; the others stay as they were. */
interface ItemsMoved {
  readonly changes: readonly Item[];
}

/** Of a plan's turn: whose yes to the plan counts for these PCs. */
interface Counted {
  readonly approvals?: readonly Agreement[];
}

/** What happened to a task, past tense. `words: true`: the actor's own words lie beside it under `v<version>`. */
export type TaskEventBody =
  | {
      readonly type: 'drafted';
      readonly wish: Wish;
      readonly from: TaskOrigin;
      readonly lapsesAt: Instant;
      readonly words: true;
      /** Of a plan's turn: who planned it, and who agreed to that. */
      readonly of?: { readonly requester: PersonId; readonly approvals: readonly Agreement[] };
    }
  | {
      readonly type: 'checked';
      readonly items: readonly Item[];
      readonly unclear: readonly Unclear[];
      readonly quorum: number;
      readonly problem?: DraftProblem;
    }
  /** Somebody said which PC a name means; everything is checked again. */
  | {
      readonly type: 'picked';
      readonly target: number;
      readonly pc: { readonly id: DeviceId; readonly name: string };
    }
  | { readonly type: 'checked-again' }
  /** With `expiresAt` others must agree, with `until` nobody else. */
  | ({ readonly type: 'confirmed'; readonly expiresAt: Instant } & Counted)
  | ({ readonly type: 'confirmed-alone'; readonly until: Instant } & Counted)
  /** `until`: how long it is held, or a plan's first time, when this was the last yes that was needed. */
  | { readonly type: 'approved'; readonly until: Instant }
  | { readonly type: 'rejected'; readonly words: true }
  | { readonly type: 'lapsed' }
  /** Somebody who agreed lost the right before it began: others must agree anew. */
  | {
      readonly type: 'approval-void';
      readonly who: readonly PersonId[];
      readonly expiresAt: Instant;
      /** Of a plan: the time that passed because of it. */
      readonly due?: Instant;
    }
  /** A plan's time came; `next` is the one after it. */
  | { readonly type: 'due'; readonly due: Instant; readonly next: Instant }
  | {
      readonly type: 'missed';
      readonly due: Instant;
      readonly next: Instant;
      readonly why: MissedTurn;
    }
  | ({ readonly type: 'cancelled' } & ItemsMoved)
  | { readonly type: 'started'; readonly waveWait: Millis }
  | ({ readonly type: 'wave-opened'; readonly wave: number } & ItemsMoved)
  | ({ readonly type: ItemsMovedType } & ItemsMoved)
  | ({ readonly type: 'halted'; readonly cause: 'person' | 'failures' } & ItemsMoved)
  | { readonly type: 'finished' };

/** Why a plan's time passed without anything being done. */
export const MISSED_TURNS = [
  'frozen',
  /** Deskside wasn't there, or couldn't know who may do what. */
  'late',
  /** Whoever planned it may no longer. */
  'not-allowed',
] as const;
export type MissedTurn = (typeof MISSED_TURNS)[number];

/** Nothing but PCs moved. */
export const ITEMS_MOVED = [
  /** A user chose when. */
  'answered',
  /** A user is asked (again); their PC waited for a day or a window. */
  'came-up',
  /** A user didn't answer in time. */
  'unanswered',
  /** The fence before a call. */
  'begun',
  'delayed',
  'sent',
  /** What the far end shows. */
  'seen',
  /** A person wants to know once more what nobody could prove. */
  'looked-again',
  /** Left out after all, or certainly not restarted. */
  'left-out',
  /** What wasn't sent yet was taken back. */
  'unsent-cancelled',
  /** A person decided what nobody could prove. */
  'settled',
] as const;
export type ItemsMovedType = (typeof ITEMS_MOVED)[number];

export type TaskEventType = TaskEventBody['type'];

/** An event as it lies in the log. `v` is 1..n without a gap. */
export type TaskEvent = TaskEventBody & {
  readonly v: number;
  readonly id: TaskId;
  readonly at: Instant;
  readonly by: PersonId | 'desk';
};
