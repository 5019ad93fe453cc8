import { wordsRef, type RequestEvent } from './event.js';
import { evolveConsent } from './evolve-consent.js';
import { evolveQueue } from './evolve-queue.js';
import { evolveSession } from './evolve-session.js';
import { personOf, wrong } from './record.js';
import type { Request } from './request.js';

/** The record after an event. Total over all events; an event that can't follow this state is a bug and throws. */
export function evolve(request: Request | undefined, event: RequestEvent): Request {
  if (request === undefined) return born(event);
  if (event.v !== request.version + 1)
    throw new Error(`${event.id}: event ${event.v} after version ${request.version}`);
  return { ...applied(request, event), version: event.v };
}

function born(event: RequestEvent): Request {
  if (event.type !== 'opened' && event.type !== 'opened-for')
    throw new Error(`${event.id}: first event is ${event.type}`);
  const { id, at, requester, device, category, urgency } = event;
  const base = {
    schema: 1 as const,
    id,
    number: Number(id.slice('REQ-'.length)),
    version: event.v,
    requester,
    openedAt: at,
    device,
    category,
    urgency,
    text: wordsRef(event.v),
    awaitingUser: false,
    effects: [],
    sessions: [],
    moved: { type: event.type, by: event.by, at },
  };
  if (event.type === 'opened') {
    return {
      ...base,
      openedBy: requester,
      round: 1,
      asks: 0,
      state: 'pending',
      limit: event.limit,
    };
  }
  const operator = personOf(event);
  const approval = { approvedBy: operator, approvedAt: at, mode: event.mode };
  return {
    ...base,
    openedBy: operator,
    assignee: operator,
    round: 0,
    asks: 1,
    state: 'approved',
    ...approval,
    consentDue: event.consentDue,
    laters: 0,
  };
}

function applied(request: Request, event: RequestEvent): Request {
  switch (event.type) {
    case 'opened':
    case 'opened-for':
      return wrong(request, event);
    case 'details-added':
    case 'confirmed-solved':
    case 'taken':
    case 'assigned':
    case 'released':
    case 'noted':
    case 'replied':
    case 'extended':
    case 'warned':
    case 'reopened':
    case 'withdrawn':
    case 'expired':
    case 'denied':
      return evolveQueue(request, event);
    case 'approved':
    case 'approval-cancelled':
    case 'tried-again':
    case 'asked-again':
    case 'postponed':
    case 'consent-reminded':
    case 'consent-lapsed':
    case 'accepted':
    case 'declined':
      return evolveConsent(request, event);
    case 'closed':
    case 'auto-closed':
    case 'helper-connected':
    case 'link-renewal-begun':
    case 'session-ended':
    case 'effect-begun':
    case 'effect-delayed':
    case 'session-made':
    case 'session-made-late':
    case 'session-not-made':
    case 'link-not-renewed':
    case 'session-closed':
    case 'session-not-closed':
    case 'user-came-online':
    case 'user-went-offline':
    case 'session-measured':
      return evolveSession(request, event);
  }
}
