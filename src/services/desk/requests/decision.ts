import type { Instant } from '../ids.js';
import type { AuthorisationFacts } from '../authorise.js';
import type { Calendar } from '../ports.js';
import type { Refusal } from '../refusal.js';
import type { EventBody, EventType } from './event.js';
import type { Request } from './request.js';

/** What a decision may know besides the request. Everything is an argument: the core has no clock. */
export interface Facts extends AuthorisationFacts {
  readonly now: Instant;
  readonly calendar: Calendar;
  /** For `open`: the actor's open requests. */
  readonly openRequests?: readonly Request[];
}

export type Decision =
  | {
      readonly kind: 'accepted';
      readonly event: EventBody;
      /** The actor's own words, kept beside the event. */
      readonly words?: string;
      /** The commit is refused when desk time is past this. */
      readonly notAfter?: Instant;
    }
  /** The same person did the same before: success, nothing to do. */
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export function accepted(
  event: EventBody,
  more: { words?: string | undefined; notAfter?: Instant } = {},
): Decision {
  return {
    kind: 'accepted',
    event,
    ...(more.words === undefined ? {} : { words: more.words }),
    ...(more.notAfter === undefined ? {} : { notAfter: more.notAfter }),
  };
}

export function refused(refusal: Refusal): Decision {
  return { kind: 'refused', refusal };
}

export const ALREADY: Decision = { kind: 'already' };

/** The move isn't legal in this state: says who won, or succeeds when it was the actor's own earlier click. */
export function movedOn(
  request: Request,
  by?: { readonly actor: string; readonly types: readonly EventType[] },
): Decision {
  const { moved } = request;
  if (by && moved.by === by.actor && by.types.includes(moved.type)) return ALREADY;
  return refused({
    code: 'HD-302',
    reason: 'moved-on',
    state: request.state,
    type: moved.type,
    by: moved.by,
    at: moved.at,
  });
}

/** Trimmed and cut to the policy's length; undefined when nothing is left. */
export function cleanWords(text: string | undefined, facts: Facts): string | undefined {
  const trimmed = text?.trim().slice(0, facts.policy.limits.text);
  return trimmed === '' ? undefined : trimmed;
}
