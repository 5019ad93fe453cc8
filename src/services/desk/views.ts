import type { Change } from './changes/change.js';
import type { Instant, PersonId, WordsRef } from './ids.js';
import type { Person } from './people/person.js';
import type { DeviceList, Freeze } from './ports.js';
import type { Call } from './requests/command.js';
import type { RequestEvent } from './requests/event.js';
import type { Task } from './tasks/task.js';
import type { Request, RequestState } from './requests/request.js';

/** Everything a card of a request is drawn from. Names and words are here, links are not. */
export interface RequestView {
  readonly request: Request;
  readonly words: ReadonlyMap<WordsRef, { readonly by: PersonId; readonly text: string }>;
  readonly people: ReadonlyMap<PersonId, Person>;
  /** The last events, oldest first. */
  readonly events: readonly RequestEvent[];
  /** Pending requests in front of this one, urgent ones first; undefined when it isn't pending. */
  readonly ahead?: number;
  /** When the desk opens next; undefined when it is open. */
  readonly opens?: Instant;
  /** The question for consent couldn't be put: the user's chat can't be written to. */
  readonly unasked?: true;
  readonly now: Instant;
}

/** Everything a card of a change is drawn from. */
export interface ChangeView {
  readonly change: Change;
  readonly words: RequestView['words'];
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly now: Instant;
}

/** Everything a card of a restart is drawn from. */
export interface TaskView {
  readonly task: Task;
  readonly words: RequestView['words'];
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly freeze?: QueueFreeze;
  readonly now: Instant;
}

/** PCs on one page of a task's card. */
export const TASK_PAGE = 25;

export const QUEUE_FILTERS = ['open', 'mine', 'urgent', 'expiring'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];
export const QUEUE_PAGE = 10;

export interface QueueView {
  readonly filter: QueueFilter;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly RequestView[];
  /** Counts over the whole queue, whatever the filter. */
  readonly counts: {
    readonly open: number;
    readonly pending: number;
    readonly urgent: number;
    readonly expiring: number;
    readonly active: number;
  };
  /** Every effect is stopped: by whom, or by the settings of the server. */
  readonly freeze?: QueueFreeze;
  readonly now: Instant;
}

export type QueueFreeze = { readonly by: 'environment' } | (Freeze & { readonly name: string });

/** The form someone fills in; `call` holds what is known so far. */
export interface IntakeView {
  readonly nonce: string;
  readonly call: Partial<Call>;
  readonly devices: DeviceList;
  /** An operator asks on this person's behalf. */
  readonly requester?: { readonly id: PersonId; readonly name: string };
  /** Shown instead of the form once it was sent or dropped. */
  readonly over?: 'sent' | 'cancelled' | 'replaced';
  /** When the desk opens next; undefined when it is open. */
  readonly opens?: Instant;
}

/** Pending first by urgency, then by age: the order in which people are helped. */
export function queueOrder(left: Request, right: Request): number {
  const urgency = Number(right.urgency === 'urgent') - Number(left.urgency === 'urgent');
  return urgency !== 0 ? urgency : left.openedAt - right.openedAt || left.number - right.number;
}

/** Less than a quarter of the time left, or the last warning passed. */
export function isExpiring(request: Request, now: Instant): boolean {
  if (request.state !== 'pending') return false;
  const next = request.limit.warnings.find((warning) => warning.at > now);
  return next === undefined || next.percent > 75;
}

export const OVER_STATES: ReadonlySet<RequestState> = new Set([
  'closed',
  'declined',
  'withdrawn',
  'expired',
]);
