import type { ChangeState } from './changes/change.js';
import type { ChangeCommandType } from './changes/command.js';
import type { ChangeEventType } from './changes/event.js';
import type { ChangeId, Instant, Millis, PersonId, RequestId, TaskId } from './ids.js';
import type { PersonCommandType } from './requests/command.js';
import type { EventType } from './requests/event.js';
import type { RequestState } from './requests/request.js';
import type { Role } from './people/person.js';
import type { TaskCommandType } from './tasks/command.js';
import type { TaskEventType } from './tasks/event.js';
import type { TaskState } from './tasks/task.js';

/** Stable codes that people can quote; product.md 3.5. */
export type HdCode =
  | 'HD-101'
  | 'HD-102'
  | 'HD-103'
  | 'HD-104'
  | 'HD-201'
  | 'HD-202'
  | 'HD-203'
  | 'HD-204'
  | 'HD-205'
  | 'HD-301'
  | 'HD-302'
  | 'HD-303'
  | 'HD-401'
  | 'HD-402'
  | 'HD-403'
  | 'HD-500'
  | 'HD-501'
  | 'HD-502';

/**
 * Why something was not done: a value, not an exception. `reason` names the sentence in the locale files
 * (`refusal.<reason>`) and its next step (`refusal.<reason>-next`).
 */
export type Refusal =
  /** No such request, or not yours: one and the same answer. */
  | { readonly code: 'HD-103'; readonly reason: 'not-found'; readonly id: RequestId }
  | { readonly code: 'HD-103'; readonly reason: 'change-not-found'; readonly change: ChangeId }
  | { readonly code: 'HD-103'; readonly reason: 'task-not-found'; readonly task: TaskId }
  | { readonly code: 'HD-103'; readonly reason: 'person-not-found'; readonly searched: string }
  | {
      readonly code: 'HD-102';
      readonly reason:
        'text-missing' | 'extend-too-long' | 'reason-missing' | 'target-missing' | 'time-past';
    }
  | { readonly code: 'HD-102'; readonly reason: 'too-many-open'; readonly most: number }
  | { readonly code: 'HD-201'; readonly reason: 'role-needed' | 'vip'; readonly role: Role }
  /** A server or kiosk that the policy takes out. */
  | { readonly code: 'HD-401'; readonly reason: 'protected-device' }
  | {
      readonly code: 'HD-201';
      readonly reason:
        | 'requester-only'
        | 'helper-only'
        | 'guest'
        | 'roles-too-old'
        | 'not-an-operator'
        /** The policy lets nobody act alone. */
        | 'break-glass-off'
        /** A group that can administer Intune by itself. */
        | 'too-powerful'
        | 'last-admin';
    }
  | { readonly code: 'HD-202'; readonly reason: 'own-request' | 'own-change' | 'own-benefit' }
  | { readonly code: 'HD-203'; readonly reason: 'wrong-place' }
  | { readonly code: 'HD-301'; readonly reason: 'deadline-passed'; readonly deadline: Instant }
  | { readonly code: 'HD-301'; readonly reason: 'too-late-to-reopen'; readonly until: Instant }
  /** The move isn't legal in the state it is in now; who moved it there, and when. */
  | {
      readonly code: 'HD-302';
      readonly reason: 'moved-on';
      readonly state: RequestState;
      readonly type: EventType;
      readonly by: PersonId | 'desk';
      readonly at: Instant;
    }
  | {
      readonly code: 'HD-302';
      readonly reason: 'change-moved-on';
      readonly state: ChangeState;
      readonly type: ChangeEventType;
      readonly by: PersonId | 'desk';
      readonly at: Instant;
    }
  | {
      readonly code: 'HD-302';
      readonly reason: 'task-moved-on';
      readonly state: TaskState;
      readonly type: TaskEventType;
      readonly by: PersonId | 'desk';
      readonly at: Instant;
    }
  /** More PCs than any number of people may agree to at once. */
  | {
      readonly code: 'HD-403';
      readonly reason: 'too-many-pcs';
      readonly total: number;
      readonly most: number;
    }
  /** Every effect is stopped. */
  | {
      readonly code: 'HD-204';
      readonly reason: 'frozen';
      readonly by: PersonId | 'environment';
      readonly at?: Instant;
      readonly why?: string;
    }
  /** More than one person, or all together, may say in a while. */
  | {
      readonly code: 'HD-205';
      readonly reason: 'too-fast' | 'too-many-requests' | 'desk-too-busy';
      /** When the next one is let through. */
      readonly after: Millis;
    }
  | { readonly code: 'HD-302'; readonly reason: 'already-taken'; readonly by: PersonId }
  | {
      readonly code: 'HD-302';
      readonly reason:
        | 'nobody-has-it'
        | 'no-more-later'
        | 'nothing-to-renew'
        | 'busy'
        | 'dry-run'
        | 'nothing-to-confirm'
        | 'all-sent'
        /** It restarts nothing itself; it is ended. */
        | 'is-plan';
    }
  /** A request of the same person for the same PC is open. */
  | { readonly code: 'HD-302'; readonly reason: 'same-device'; readonly id: RequestId };

/** What a command came to. The ledger keeps this under the op key; cards are drawn from the state. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly command: PersonCommandType | 'desk';
      readonly id: RequestId;
      readonly version: number;
      /** It had been done before, by the same person: shown as success, nothing was done now. */
      readonly already?: true;
    }
  | {
      readonly kind: 'refused';
      readonly command: PersonCommandType | 'desk';
      readonly id?: RequestId;
      readonly refusal: Refusal;
    };

/** The same for a change that needs a second person. */
export type ChangeOutcome =
  | {
      readonly of: 'change';
      readonly kind: 'done';
      readonly command: ChangeCommandType | 'desk';
      readonly change: ChangeId;
      readonly version: number;
      readonly already?: true;
    }
  | {
      readonly of: 'change';
      readonly kind: 'refused';
      readonly command: ChangeCommandType | 'desk';
      readonly change?: ChangeId;
      readonly refusal: Refusal;
    };
/** The same for restarts. */
export type TaskOutcome =
  | {
      readonly of: 'task';
      readonly kind: 'done';
      readonly command: TaskCommandType | 'desk';
      readonly task: TaskId;
      readonly version: number;
      readonly already?: true;
    }
  | {
      readonly of: 'task';
      readonly kind: 'refused';
      readonly command: TaskCommandType | 'desk';
      readonly task?: TaskId;
      readonly refusal: Refusal;
    };
export type TaskAnswer = TaskOutcome & { readonly replayed: boolean };

export type AnyOutcome = Outcome | ChangeOutcome | TaskOutcome;

export type ChangeAnswer = ChangeOutcome & { readonly replayed: boolean };

/** How an outcome reached us: new, or the first outcome of a repeated op (I10). */
export type Answer = Outcome & { readonly replayed: boolean };
