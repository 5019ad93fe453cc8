import type { Instant, Millis, PersonId, TaskId, WordsRef } from '../ids.js';
import type { Agreement } from '../agreement.js';
import type { MissedTurn, TaskEventType } from './event.js';
import type { Item } from './item.js';
import type { DraftProblem, TaskOrigin, Unclear, Wish } from './wish.js';

export type { DraftProblem, TargetWish, Unclear, Wish } from './wish.js';

/** What every task has, in whatever state. */
export interface TaskCommon {
  readonly schema: 1;
  readonly id: TaskId;
  readonly number: number;
  /** 1..n: the version of the last event. */
  readonly version: number;
  readonly requester: PersonId;
  readonly openedAt: Instant;
  /** Why, in the requester's own words. */
  readonly reason: WordsRef;
  readonly wish: Wish;
  /** Where it was asked for: its card lies there from the start. */
  readonly from: TaskOrigin;
  readonly items: readonly Item[];
  /** How many others must agree, by how many PCs it is and whose. */
  readonly quorum: number;
  readonly approvals: readonly Agreement[];
  /** When its asker said yes. */
  readonly confirmedAt?: Instant;
  /** Of a plan: when it was due last. */
  readonly turn?: PlanTurnSeen;
  readonly moved: {
    readonly type: TaskEventType;
    readonly by: PersonId | 'desk';
    readonly at: Instant;
  };
}

/** Being looked up, or shown for its asker to confirm. */
export type Draft = TaskCommon & {
  readonly state: 'draft';
  readonly lapsesAt: Instant;
  readonly checkedAt?: Instant;
  readonly unclear: readonly Unclear[];
  readonly problem?: DraftProblem;
};
export type AwaitingApproval = TaskCommon & {
  readonly state: 'awaiting_approval';
  readonly expiresAt: Instant;
};
/** Nothing is sent before `until`. */
export type Held = TaskCommon & { readonly state: 'held'; readonly until: Instant };
/** Agreed on for each time it is due; each time is a task of its own. */
export type Scheduled = TaskCommon & {
  readonly state: 'scheduled';
  readonly next: Instant;
};
export interface PlanTurnSeen {
  /** Version of the event that says so. */
  readonly v: number;
  readonly due: Instant;
  /** Why nothing was done. `approval-lost`: somebody who agreed may no longer, and others are asked. */
  readonly missed?: MissedTurn | 'approval-lost';
}
export type Running = TaskCommon & {
  readonly state: 'running';
  readonly startedAt: Instant;
  /** The wave that is under way; 0 before the first. */
  readonly wave: number;
  /** How long a PC that was sent and says nothing holds its wave. */
  readonly waveWait: Millis;
};
export type Finished = TaskCommon & {
  readonly state: 'finished';
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
};
export type CancelledTask = TaskCommon & {
  readonly state: 'cancelled';
  readonly cancelledAt: Instant;
  /** Nobody confirmed or approved it in time. */
  readonly lapsed: boolean;
};
export type RejectedTask = TaskCommon & {
  readonly state: 'rejected';
  readonly rejectedAt: Instant;
  readonly rejectedBy: PersonId;
  readonly rejectedWhy: WordsRef;
};
/** Stopped on the way: nothing more is sent; what was sent is still followed. */
export type Halted = TaskCommon & {
  readonly state: 'halted';
  readonly startedAt: Instant;
  readonly haltedAt: Instant;
  readonly cause: 'person' | 'failures';
};

export type Task =
  | Draft
  | AwaitingApproval
  | Held
  | Scheduled
  | Running
  | Finished
  | CancelledTask
  | RejectedTask
  | Halted;
export type TaskState = Task['state'];
export const TASK_STATES = [
  'draft',
  'awaiting_approval',
  'held',
  'scheduled',
  'running',
  'finished',
  'cancelled',
  'rejected',
  'halted',
] as const satisfies readonly TaskState[];

/** States in which something is still to come. A halted task may have PCs that were sent. */
export function isOpenTask(task: Task): boolean {
  switch (task.state) {
    case 'draft':
    case 'awaiting_approval':
    case 'held':
    case 'scheduled':
    case 'running':
      return true;
    case 'halted':
      return task.items.some(({ state }) => UNDER_WAY.has(state));
    case 'finished':
    case 'cancelled':
    case 'rejected':
      return false;
  }
}

/** Everybody whose yes it took said it. */
export function isAgreedTo({ confirmedAt, approvals, quorum }: TaskCommon): boolean {
  return confirmedAt !== undefined && approvals.length >= quorum;
}

/** Restarts that happen again and again; each time is a task of its own. */
export function isPlan({ wish }: Pick<Task, 'wish'>): boolean {
  return wish.every !== undefined;
}

const UNDER_WAY: ReadonlySet<string> = new Set(['queued', 'sent', 'pending', 'active']);

/** PCs that the task is about, without those the check left out. */
export function chosen({ items }: Pick<Task, 'items'>): readonly Item[] {
  return items.filter(({ state }) => state !== 'skipped');
}
