import { wordsRef, type EventType, type Limit, type RequestEvent } from './event.js';
import { moved, personOf, toPending, wrong } from './record.js';
import type { Request } from './request.js';

type QueueEventType = Extract<
  EventType,
  | 'details-added'
  | 'confirmed-solved'
  | 'taken'
  | 'assigned'
  | 'released'
  | 'noted'
  | 'replied'
  | 'extended'
  | 'warned'
  | 'reopened'
  | 'withdrawn'
  | 'expired'
  | 'denied'
>;

/** The part of `evolve` that is about the queue: who has it, what was said, how long it may wait. */
export function evolveQueue(
  request: Request,
  event: Extract<RequestEvent, { type: QueueEventType }>,
): Request {
  switch (event.type) {
    case 'details-added':
      return { ...request, awaitingUser: false };
    case 'replied':
      return { ...request, awaitingUser: true };
    case 'noted':
      return request;
    case 'confirmed-solved':
      return request.state === 'ended' || request.state === 'closed'
        ? { ...request, solved: true }
        : wrong(request, event);
    case 'taken':
      return { ...request, assignee: personOf(event) };
    case 'assigned':
      return { ...request, assignee: event.to };
    case 'released':
      return withoutAssignee(request);
    case 'extended':
      return request.state === 'pending'
        ? { ...request, limit: event.limit }
        : wrong(request, event);
    case 'warned':
      return request.state === 'pending'
        ? { ...request, limit: warned(request.limit, event.percent) }
        : wrong(request, event);
    case 'reopened':
      return toPending(request, event, event.limit);
    case 'withdrawn':
    case 'expired':
    case 'denied':
      return left(request, event);
  }
}

function left(
  request: Request,
  event: Extract<RequestEvent, { type: 'withdrawn' | 'expired' | 'denied' }>,
): Request {
  const base = moved(request, event);
  switch (event.type) {
    case 'withdrawn':
      return {
        ...base,
        state: 'withdrawn',
        withdrawnAt: event.at,
        ...(event.words ? { reason: wordsRef(event.v) } : {}),
      };
    case 'expired':
      return { ...base, state: 'expired', expiredAt: event.at, reviveUntil: event.reviveUntil };
    case 'denied': {
      const declinedBy = personOf(event);
      return {
        ...base,
        state: 'declined',
        by: 'operator',
        declinedAt: event.at,
        declinedBy,
        reason: wordsRef(event.v),
      };
    }
  }
}

function warned(limit: Limit, percent: number): Limit {
  return { ...limit, warnings: limit.warnings.filter((warning) => warning.percent > percent) };
}

function withoutAssignee(request: Request): Request {
  const { assignee: _left, ...rest } = request;
  return rest;
}
