import type { DeviceId, Instant, PersonId, RequestId, TaskId } from '../ids.js';
import type { Recurrence } from '../recurrence.js';
import type { FoundPc } from '../restart-ports.js';

/** Where it was asked for. */
export type TaskOrigin = 'personal' | 'help-desk';

/** One of the things that were named as what is to be restarted. */
export type TargetWish =
  | { readonly kind: 'pc'; readonly name: string }
  /** Chosen from a list, or known from a request or an earlier task. */
  | { readonly kind: 'device'; readonly id: DeviceId; readonly name: string }
  | { readonly kind: 'person'; readonly id: PersonId }
  /** `id`: of the directory, when it was found as it was typed. */
  | { readonly kind: 'group'; readonly name: string; readonly id?: string };

export interface Wish {
  readonly targets: readonly TargetWish[];
  /** Not before this. */
  readonly at?: Instant;
  /** A plan: each time a task of its own restarts what is meant then. */
  readonly every?: Recurrence;
  /** The plan whose turn it is. */
  readonly plan?: PlanTurn;
  /** Users aren't asked first. */
  readonly force: boolean;
  /** PCs in a wave, instead of the policy's. */
  readonly waveSize?: number;
  /** The `k`th of `of` equal parts, by name. */
  readonly part?: { readonly k: number; readonly of: number };
  /** The call for help that it belongs to. */
  readonly request?: RequestId;
  /** The task whose failed PCs these are. */
  readonly retryOf?: TaskId;
  /** Ends with the check. */
  readonly dryRun: boolean;
}

export interface PlanTurn {
  readonly id: TaskId;
  /** When it was due. */
  readonly due: Instant;
}

/** A name that stands for more than one PC, or a person who has more than one: somebody chooses. */
export interface Unclear {
  /** Which target of the wish, from 0. */
  readonly target: number;
  readonly candidates: readonly FoundPc[];
}

/** Why there is nothing to confirm. */
export type DraftProblem =
  | { readonly kind: 'too-many'; readonly total: number; readonly most: number }
  | { readonly kind: 'nothing' }
  /** The directory didn't answer for too long. */
  | { readonly kind: 'no-answer' };
