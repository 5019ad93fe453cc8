import { ConnectorFailure } from '../../services/desk/failures.js';
import type { Millis } from '../../services/desk/ids.js';
import type { Places, SendBudget, Synced } from '../../services/desk/ports.js';
import type { EdgeLog } from '../log.js';

/** What came of one call to Teams, in terms of what to do now. */
export type Delivered<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** The agenda tries again after this. */
  | { readonly kind: 'wait'; readonly after: Millis; readonly failure?: string }
  /** This message isn't there any more, or isn't ours. */
  | { readonly kind: 'gone' }
  /** Nothing can be written in this conversation; it was marked dead. */
  | { readonly kind: 'dead' }
  /** Teams won't have this content (400, 413): our bug. */
  | { readonly kind: 'refused'; readonly failure: string };

export interface DeliveryParts {
  readonly budget: SendBudget;
  readonly places: Pick<Places, 'markDead'>;
  readonly log: EdgeLog;
}

/** After a send whose answer was lost: an echo of it may still come, as a click on it. */
const AFTER_DOUBT: Millis = 5_000;
const AFTER_429: Millis = 2_000;
const AFTER_412: Millis = 1_000;
/** Wrong secret, expired registration, Entra down. */
const AFTER_NO_TOKEN: Millis = 30_000;
const AFTER_FAULT: Millis = 3_000;

/**
 * `post`: a new message; `reply`: one in a thread, whose root may be gone; `change`: of a message that is there, so
 * that repeats do no harm and its absence says nothing about the conversation.
 */
export type Act = 'post' | 'reply' | 'change';

/** One call within the conversation's budget. Bugs are thrown, the rest is a value. */
export async function deliver<T>(
  parts: DeliveryParts,
  conversation: string,
  act: Act,
  call: () => Promise<T>,
): Promise<Delivered<T>> {
  const budget = await parts.budget.take(conversation);
  if (!budget.ok) return { kind: 'wait', after: budget.after };
  try {
    return { kind: 'done', value: await call() };
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    return assess(parts, conversation, act, error);
  }
}

async function assess(
  parts: DeliveryParts,
  conversation: string,
  act: Act,
  error: ConnectorFailure,
): Promise<Exclude<Delivered<never>, { kind: 'done' }>> {
  const { status, system, code, retryAfter } = error.details;
  const failure = error.message;
  if (system !== 'teams' || status === 401) {
    parts.log.error({ failure }, 'Teams does not take our token');
    return { kind: 'wait', after: AFTER_NO_TOKEN, failure };
  }
  if (status === 429) {
    const after = retryAfter ?? AFTER_429;
    await parts.budget.pause(conversation, after);
    return { kind: 'wait', after, failure };
  }
  if (status === 412) return { kind: 'wait', after: AFTER_412, failure };
  if (act !== 'post' && status === 404) return { kind: 'gone' };
  // Somebody else's message.
  if (act === 'change' && code === 'NotEnoughPermissions') return { kind: 'gone' };
  if (status === 403 || status === 404) {
    parts.log.warn({ failure, conversation }, 'a conversation is closed to us');
    await parts.places.markDead(conversation);
    return { kind: 'dead' };
  }
  if (!error.details.retryable) return { kind: 'refused', failure };
  const doubt = act !== 'change' && error.details.applied === 'maybe';
  return {
    kind: 'wait',
    after: Math.max(retryAfter ?? 0, doubt ? AFTER_DOUBT : AFTER_FAULT),
    failure,
  };
}

/** For callers that have no other use for `gone` and `refused`. */
export function asSynced(delivered: Delivered<unknown>): Synced {
  switch (delivered.kind) {
    case 'wait':
    case 'dead':
      return delivered;
    case 'done':
    case 'gone':
    case 'refused':
      return { kind: 'synced' };
  }
}
