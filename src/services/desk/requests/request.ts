import type { Instant, PersonId, RequestId, SessionCode, WordsRef } from '../ids.js';
import type { Category, DeviceChoice, Mode, Resolution, Urgency } from './command.js';
import type { EndCause, EventType, Limit } from './event.js';

/** Something that must be done outside and isn't proven done. `n` is the version of the event that asked for it. */
export interface Effect {
  readonly n: number;
  readonly kind: 'make-session' | 'renew-session' | 'close-session';
  /** Our id for it at the far end: `REQ-12-7`. In TeamViewer's `custom_api`. */
  readonly op: string;
  /** The person on whose right it runs; checked again when it runs. */
  readonly onBehalfOf: PersonId;
  readonly notAfter: Instant;
  /** How often it was begun; above 0 the target is read before a new call. */
  readonly attempts: number;
  /** When it was last begun, while that try has neither a result nor a delay. */
  readonly begunAt?: Instant;
  /** For close-session: which one. */
  readonly code?: SessionCode;
  /** What is in the way, for the card: "TeamViewer isn't answering; next try at ...". */
  readonly trouble?: { readonly system: string; readonly code: string; readonly retryAt: Instant };
}

/** A session that was made for this request. Its links are never here. */
export interface Session {
  readonly n: number;
  readonly code: SessionCode;
  readonly madeAt: Instant;
  readonly validUntil: Instant;
  readonly helper: PersonId;
  /** When the user was first seen in it, and whether they are in it now. */
  readonly userSeenAt?: Instant;
  readonly userOnline: boolean;
  /** When the helper opened their link. */
  readonly helperConnectedAt?: Instant;
  readonly endedAt?: Instant;
  /** A newer one took its place: its links are dead, it gets no receipt. */
  readonly replaced?: true;
  /** The request was closed after it: the user has a receipt. */
  readonly receipted?: true;
  /** From TeamViewer's connection report: the real duration. */
  readonly measured?: { readonly from: Instant; readonly to: Instant };
}

/** What every request has, in whatever state. */
export interface RequestCommon {
  /** Version of this record's shape, for upgrading on read. */
  readonly schema: 1;
  readonly id: RequestId;
  readonly number: number;
  /** 1..n: the version of the last event. */
  readonly version: number;
  readonly requester: PersonId;
  /** The requester, or the operator who opened it on their behalf. */
  readonly openedBy: PersonId;
  readonly openedAt: Instant;
  readonly device: DeviceChoice;
  readonly category: Category;
  readonly urgency: Urgency;
  readonly text: WordsRef;
  /** 1 at first, one more with each entry into `pending`; 0 while it never was. */
  readonly round: number;
  readonly assignee?: PersonId;
  /** How often consent was asked: names the consent cards. */
  readonly asks: number;
  /** An operator's reply that the user hasn't answered. */
  readonly awaitingUser: boolean;
  readonly effects: readonly Effect[];
  readonly sessions: readonly Session[];
  /** The last move between states: who won, when. */
  readonly moved: {
    readonly type: EventType;
    readonly by: PersonId | 'desk';
    readonly at: Instant;
  };
}

interface Approval {
  readonly approvedBy: PersonId;
  readonly approvedAt: Instant;
  readonly mode: Mode;
}

export type Pending = RequestCommon & { readonly state: 'pending'; readonly limit: Limit };
export type Approved = RequestCommon &
  Approval & {
    readonly state: 'approved';
    readonly consentDue: Instant;
    readonly laters: number;
    /** Set while the user said "later": asked again then. */
    readonly askAt?: Instant;
  };
export type Connecting = RequestCommon &
  Approval & { readonly state: 'connecting'; readonly consentAt: Instant };
export type Active = RequestCommon &
  Approval & {
    readonly state: 'active';
    readonly consentAt: Instant;
    readonly session: SessionCode;
  };
export type Ended = RequestCommon & {
  readonly state: 'ended';
  readonly endedAt: Instant;
  readonly endedBy: PersonId | 'desk';
  readonly cause: EndCause;
  readonly closeAt: Instant;
  readonly helper: PersonId;
  readonly consentAt: Instant;
  /** The user said that it is solved. */
  readonly solved: boolean;
};
export type Closed = RequestCommon & {
  readonly state: 'closed';
  readonly closedAt: Instant;
  readonly closedBy: PersonId | 'desk';
  /** Absent when it closed by itself. */
  readonly resolution?: Resolution;
  readonly resolutionText?: WordsRef;
  readonly reopenUntil: Instant;
  readonly helper: PersonId;
  readonly consentAt: Instant;
  readonly endedAt: Instant;
  readonly solved: boolean;
};
export type Declined = RequestCommon & {
  readonly state: 'declined';
  readonly by: 'operator' | 'user';
  readonly declinedAt: Instant;
  readonly declinedBy: PersonId;
  readonly reason?: WordsRef;
};
export type Withdrawn = RequestCommon & {
  readonly state: 'withdrawn';
  readonly withdrawnAt: Instant;
  readonly reason?: WordsRef;
};
export type Expired = RequestCommon & {
  readonly state: 'expired';
  readonly expiredAt: Instant;
  readonly reviveUntil: Instant;
};
export type Failed = RequestCommon & {
  readonly state: 'failed';
  readonly failedAt: Instant;
  readonly reason: 'no-consent' | 'no-session';
  readonly helper: PersonId;
  readonly mode: Mode;
};

/** A person's call for help on one device, from first message to closed. */
export type Request =
  | Pending
  | Approved
  | Connecting
  | Active
  | Ended
  | Closed
  | Declined
  | Withdrawn
  | Expired
  | Failed;

export type RequestState = Request['state'];
export const REQUEST_STATES = [
  'pending',
  'approved',
  'connecting',
  'active',
  'ended',
  'closed',
  'declined',
  'withdrawn',
  'expired',
  'failed',
] as const satisfies readonly RequestState[];

/** States in which somebody still has something to do: these make up the queue. */
export const OPEN_STATES: ReadonlySet<RequestState> = new Set([
  'pending',
  'approved',
  'connecting',
  'active',
  'ended',
  'failed',
]);

/** The session that is open now, if any. */
export function currentSession(request: Request): Session | undefined {
  return request.sessions.find((session) => session.endedAt === undefined);
}

/** Who helps, in the states that have somebody. */
export function helperOf(request: Request): PersonId | undefined {
  switch (request.state) {
    case 'approved':
    case 'connecting':
    case 'active':
      return request.assignee ?? request.approvedBy;
    case 'ended':
    case 'closed':
    case 'failed':
      return request.helper;
    case 'pending':
    case 'declined':
    case 'withdrawn':
    case 'expired':
      return request.assignee;
  }
}
