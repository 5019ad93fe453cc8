import type { PersonId } from '../ids.js';
import type { Limit, RequestEvent } from './event.js';
import type { Pending, Request, RequestCommon } from './request.js';

/** Every field that a request has in all states, and none of a state's own. */
export function common(request: Request): RequestCommon {
  const { schema, id, number, version, requester, openedBy, openedAt, device, category, urgency } =
    request;
  const { text, round, asks, awaitingUser, effects, sessions, moved, assignee } = request;
  const base = {
    schema,
    id,
    number,
    version,
    requester,
    openedBy,
    openedAt,
    device,
    category,
    urgency,
  };
  return {
    ...base,
    text,
    round,
    asks,
    awaitingUser,
    effects,
    sessions,
    moved,
    ...(assignee ? { assignee } : {}),
  };
}

/** The same, marked as moved by this event. */
export function moved(request: Request, event: RequestEvent): RequestCommon {
  return { ...common(request), moved: { type: event.type, by: event.by, at: event.at } };
}

/** Each entry into `pending` begins a round with a fresh deadline. */
export function toPending(request: Request, event: RequestEvent, limit: Limit): Pending {
  return { ...moved(request, event), round: request.round + 1, state: 'pending', limit };
}

/** The person of an event that only a person can cause. */
export function personOf(event: RequestEvent): PersonId {
  if (event.by === 'desk') throw new Error(`${event.id}: ${event.type} needs a person`);
  return event.by;
}

export function wrong(request: Request, event: RequestEvent): never {
  throw new Error(`${event.id}: ${event.type} can't follow ${request.state}`);
}
