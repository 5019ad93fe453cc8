import type { DeviceId, Instant, TaskId } from '../ids.js';
import type { FoundPc, RestartSight } from '../restart-ports.js';
import type { Answered, ItemFailure } from './item.js';
import type { Wish } from './wish.js';

/** What people can do about restarts. */
export type TaskCommand =
  | { readonly type: 'restart'; readonly wish: Wish; readonly reason: string }
  | {
      readonly type: 'pick-pc';
      readonly task: TaskId;
      /** Which target, from 0. */
      readonly target: number;
      readonly device: DeviceId;
    }
  | { readonly type: 'check-again'; readonly task: TaskId }
  | { readonly type: 'confirm-restart'; readonly task: TaskId }
  | { readonly type: 'agree-restart'; readonly task: TaskId }
  | { readonly type: 'reject-restart'; readonly task: TaskId; readonly reason: string }
  /** The whole of it before it began; what isn't sent yet afterwards. */
  | { readonly type: 'cancel-restart'; readonly task: TaskId }
  | { readonly type: 'halt-restart'; readonly task: TaskId }
  /** Of the PC's own user. */
  | {
      readonly type: 'answer-restart';
      readonly task: TaskId;
      readonly n: number;
      readonly answer: Answered;
    }
  /** What nobody could prove: look once more, or say what became of it. */
  | { readonly type: 'look-again'; readonly task: TaskId; readonly n: number }
  | {
      readonly type: 'settle-restart';
      readonly task: TaskId;
      readonly n: number;
      readonly as: 'restarted' | 'not-restarted';
    };
export type TaskCommandType = TaskCommand['type'];
export const TASK_COMMANDS = {
  restart: 'restart',
  'pick-pc': 'pick-pc',
  'check-again': 'check-again',
  'confirm-restart': 'confirm-restart',
  'agree-restart': 'agree-restart',
  'reject-restart': 'reject-restart',
  'cancel-restart': 'cancel-restart',
  'halt-restart': 'halt-restart',
  'answer-restart': 'answer-restart',
  'look-again': 'look-again',
  'settle-restart': 'settle-restart',
} as const satisfies { readonly [Type in TaskCommandType]: Type };

/** What the directory said of everything that was named. */
export interface Found {
  /** Of each target of the wish, in its order. */
  readonly targets: readonly FoundTarget[];
  /** PCs that the far end is restarting already. */
  readonly restarting: readonly DeviceId[];
}

export interface FoundTarget {
  /** There is such a group, whatever is in it. */
  readonly known?: true;
  readonly pcs: readonly FoundPc[];
  /** Names of devices that no source manages. */
  readonly unmanaged: readonly string[];
}

/** Deskside's own: timers, and what came of looking things up and of calls. */
export type DeskTaskCommand =
  | { readonly type: 'task-checked'; readonly task: TaskId; readonly found: Found }
  | { readonly type: 'task-not-checked'; readonly task: TaskId }
  | { readonly type: 'advance-task'; readonly task: TaskId }
  /** The time of a plan that event `v` told of: a task of its own. `reason` in the words of whoever planned it. */
  | {
      readonly type: 'begin-turn';
      readonly task: TaskId;
      readonly v: number;
      readonly reason: string;
    }
  /** The question couldn't be put: nothing can be written to the PC's user. */
  | { readonly type: 'user-not-reached'; readonly task: TaskId; readonly n: number }
  | {
      readonly type: 'begin-restart';
      readonly task: TaskId;
      readonly n: number;
      /** The far end's last restart before ours. */
      readonly before?: Instant;
    }
  | {
      readonly type: 'delay-restart';
      readonly task: TaskId;
      readonly n: number;
      readonly code: string;
      readonly retryAt: Instant;
      /** It may have been applied. */
      readonly doubt: boolean;
    }
  | { readonly type: 'restart-sent'; readonly task: TaskId; readonly n: number }
  | {
      readonly type: 'restart-failed';
      readonly task: TaskId;
      readonly n: number;
      readonly why: ItemFailure | 'not-supported' | 'restarting-already';
      readonly code?: string;
    }
  | {
      readonly type: 'restarts-seen';
      readonly task: TaskId;
      readonly sights: ReadonlyMap<DeviceId, RestartSight>;
    };
