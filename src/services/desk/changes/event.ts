import type { ChangeId, Instant, PersonId } from '../ids.js';
import type { ChangeFailure, Subject } from './subject.js';

/** What happened to a change, past tense. `words: true`: the actor's own words lie beside it under `v<version>`. */
export type ChangeEventBody =
  | {
      readonly type: 'proposed';
      readonly subject: Subject;
      readonly quorum: number;
      readonly expiresAt: Instant;
      readonly words: true;
    }
  /** One admin alone, with a justification. */
  | {
      readonly type: 'forced';
      readonly subject: Subject;
      readonly reviewAt: Instant;
      readonly words: true;
    }
  | { readonly type: 'agreed' }
  | { readonly type: 'rejected'; readonly words: true }
  | { readonly type: 'taken-back' }
  | { readonly type: 'lapsed' }
  | { readonly type: 'applied' }
  | { readonly type: 'not-applied'; readonly reason: ChangeFailure }
  | { readonly type: 'review-due' }
  | { readonly type: 'reviewed' };

export type ChangeEventType = ChangeEventBody['type'];

/** An event as it lies in the log. `v` is 1..n without a gap. */
export type ChangeEvent = ChangeEventBody & {
  readonly v: number;
  readonly id: ChangeId;
  readonly at: Instant;
  readonly by: PersonId | 'desk';
};
