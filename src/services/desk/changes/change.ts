import type { ChangeId, Instant, PersonId, WordsRef } from '../ids.js';
import type { Agreement } from '../agreement.js';
import type { ChangeEventType } from './event.js';
import type { ChangeFailure, Subject } from './subject.js';

/** What every change has, in whatever state. */
export interface ChangeCommon {
  /** Version of this record's shape, for upgrading on read. */
  readonly schema: 1;
  readonly id: ChangeId;
  readonly number: number;
  /** 1..n: the version of the last event. */
  readonly version: number;
  readonly subject: Subject;
  readonly requester: PersonId;
  readonly openedAt: Instant;
  /** Why, in the requester's own words. */
  readonly reason: WordsRef;
  /** How many others must agree. */
  readonly quorum: number;
  readonly agreements: readonly Agreement[];
  /** One person did it alone, with a justification; somebody reviews it the next day. */
  readonly breakGlass?: { readonly reviewAt: Instant; readonly reviewed?: Agreement };
  readonly moved: {
    readonly type: ChangeEventType;
    readonly by: PersonId | 'desk';
    readonly at: Instant;
  };
}

export type Waiting = ChangeCommon & { readonly state: 'waiting'; readonly expiresAt: Instant };
/** Enough people agreed; it is being applied. */
export type Agreed = ChangeCommon & { readonly state: 'agreed'; readonly agreedAt: Instant };
export type Applied = ChangeCommon & { readonly state: 'applied'; readonly appliedAt: Instant };
export type Rejected = ChangeCommon & {
  readonly state: 'rejected';
  readonly rejectedAt: Instant;
  readonly rejectedBy: PersonId;
  readonly rejectedWhy: WordsRef;
};
export type TakenBack = ChangeCommon & {
  readonly state: 'taken-back';
  readonly takenBackAt: Instant;
};
export type Lapsed = ChangeCommon & { readonly state: 'lapsed'; readonly lapsedAt: Instant };
/** It was agreed on and can't be: `reason` names the sentence. */
export type NotApplied = ChangeCommon & {
  readonly state: 'not-applied';
  readonly failedAt: Instant;
  readonly failure: ChangeFailure;
};

export type Change = Waiting | Agreed | Applied | Rejected | TakenBack | Lapsed | NotApplied;
export type ChangeState = Change['state'];
export const CHANGE_STATES = [
  'waiting',
  'agreed',
  'applied',
  'rejected',
  'taken-back',
  'lapsed',
  'not-applied',
] as const satisfies readonly ChangeState[];

/** States in which something is still to come. */
export const OPEN_CHANGE_STATES: ReadonlySet<ChangeState> = new Set(['waiting', 'agreed']);
