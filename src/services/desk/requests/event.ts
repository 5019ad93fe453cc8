import type { Instant, Millis, PersonId, RequestId, SessionCode, WordsRef } from '../ids.js';
import type {
  Category,
  DeviceChoice,
  EffectFailure,
  Mode,
  Resolution,
  Urgency,
} from './command.js';

/** The clock of a round: when it runs out, and which warnings are still to come, soonest first. */
export interface Limit {
  readonly from: Instant;
  /** Open time from `from` to `deadline`, by policy.hours. */
  readonly open: Millis;
  readonly deadline: Instant;
  readonly warnings: readonly { readonly percent: number; readonly at: Instant }[];
}

/** Why a session is over. */
export type EndCause = 'user' | 'operator' | 'teamviewer' | 'validity';

/**
 * What happened, past tense. `words: true` says that the actor's own words lie beside the event under
 * `v<version>`; the text itself is never in an event.
 */
export type EventBody =
  | {
      readonly type: 'opened';
      readonly requester: PersonId;
      readonly device: DeviceChoice;
      readonly category: Category;
      readonly urgency: Urgency;
      readonly limit: Limit;
      readonly words: true;
    }
  | {
      readonly type: 'opened-for';
      readonly requester: PersonId;
      readonly device: DeviceChoice;
      readonly category: Category;
      readonly urgency: Urgency;
      readonly mode: Mode;
      readonly consentDue: Instant;
      readonly words: true;
    }
  | { readonly type: 'details-added'; readonly words: true }
  | { readonly type: 'withdrawn'; readonly words?: true }
  | { readonly type: 'reopened'; readonly limit: Limit; readonly words?: true }
  | { readonly type: 'confirmed-solved' }
  | { readonly type: 'accepted'; readonly notAfter: Instant }
  | { readonly type: 'declined' }
  | { readonly type: 'postponed'; readonly askAt: Instant; readonly consentDue: Instant }
  | { readonly type: 'taken' | 'released' }
  | { readonly type: 'assigned'; readonly to: PersonId }
  | { readonly type: 'noted' | 'replied'; readonly words: true }
  | { readonly type: 'approved'; readonly mode: Mode; readonly consentDue: Instant }
  | { readonly type: 'approval-cancelled'; readonly limit: Limit }
  | { readonly type: 'asked-again'; readonly consentDue: Instant }
  | { readonly type: 'tried-again'; readonly consentDue: Instant }
  | { readonly type: 'denied'; readonly words: true }
  | { readonly type: 'extended'; readonly added: Millis; readonly limit: Limit }
  | { readonly type: 'helper-connected' }
  | { readonly type: 'link-renewal-begun'; readonly notAfter: Instant }
  | {
      readonly type: 'session-ended';
      readonly cause: EndCause;
      readonly closeAt: Instant;
      readonly words?: true;
    }
  | {
      readonly type: 'closed';
      readonly resolution: Resolution;
      readonly reopenUntil: Instant;
      readonly words?: true;
    }
  | { readonly type: 'auto-closed'; readonly reopenUntil: Instant }
  | { readonly type: 'warned'; readonly percent: number }
  | { readonly type: 'expired'; readonly reviveUntil: Instant }
  | { readonly type: 'consent-lapsed' }
  | { readonly type: 'consent-reminded' }
  | { readonly type: 'effect-begun'; readonly n: number; readonly attempt: number }
  | {
      readonly type: 'effect-delayed';
      readonly n: number;
      readonly system: string;
      readonly code: string;
      readonly retryAt: Instant;
    }
  | {
      readonly type: 'session-made';
      readonly n: number;
      readonly code: SessionCode;
      readonly validUntil: Instant;
    }
  /** Made after nobody wanted it any more: it is closed at once. */
  | {
      readonly type: 'session-made-late';
      readonly n: number;
      readonly code: SessionCode;
      readonly notAfter: Instant;
    }
  | {
      readonly type: 'session-not-made';
      readonly n: number;
      readonly reason: EffectFailure;
      /** It may have been made after all: it is still looked for, and closed when it is found. */
      readonly unproven?: true;
    }
  | { readonly type: 'link-not-renewed'; readonly n: number; readonly reason: EffectFailure }
  | { readonly type: 'session-closed'; readonly n: number }
  | { readonly type: 'session-not-closed'; readonly n: number; readonly reason: EffectFailure }
  | { readonly type: 'user-came-online' | 'user-went-offline' }
  | {
      readonly type: 'session-measured';
      readonly code: SessionCode;
      readonly from: Instant;
      readonly to: Instant;
    };

export type EventType = EventBody['type'];

/** An event as it lies in the log. `v` is 1..n without a gap. */
export type RequestEvent = EventBody & {
  readonly v: number;
  readonly id: RequestId;
  readonly at: Instant;
  readonly by: PersonId | 'desk';
};

/** The words of an event lie under this name beside the request. */
export function wordsRef(version: number): WordsRef {
  return `v${version}`;
}
