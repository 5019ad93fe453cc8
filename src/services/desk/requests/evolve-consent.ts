import type { EventType, RequestEvent } from './event.js';
import { effectOp } from './effects.js';
import { moved, personOf, toPending, wrong } from './record.js';
import { helperOf, type Approved, type Request } from './request.js';

type ConsentEventType = Extract<
  EventType,
  | 'approved'
  | 'approval-cancelled'
  | 'tried-again'
  | 'asked-again'
  | 'postponed'
  | 'consent-reminded'
  | 'consent-lapsed'
  | 'accepted'
  | 'declined'
>;

/** The part of `evolve` from approval to the user's answer. */
export function evolveConsent(
  request: Request,
  event: Extract<RequestEvent, { type: ConsentEventType }>,
): Request {
  if (event.type === 'approved') return approve(request, event, event.mode);
  if (event.type === 'tried-again')
    return approve(request, event, request.state === 'failed' ? request.mode : 'control');
  if (request.state !== 'approved') return wrong(request, event);
  switch (event.type) {
    case 'approval-cancelled':
      return toPending(request, event, event.limit);
    case 'asked-again':
      return askAgain(request, event.consentDue);
    case 'postponed':
      return {
        ...request,
        askAt: event.askAt,
        consentDue: event.consentDue,
        laters: request.laters + 1,
      };
    case 'consent-reminded':
      return askAgain(request, request.consentDue);
    case 'consent-lapsed': {
      const helper = helperOf(request) ?? request.approvedBy;
      return {
        ...moved(request, event),
        state: 'failed',
        failedAt: event.at,
        reason: 'no-consent',
        helper,
        mode: request.mode,
      };
    }
    case 'accepted':
      return accept(request, event, event.notAfter);
    case 'declined':
      return {
        ...moved(request, event),
        state: 'declined',
        by: 'user',
        declinedAt: event.at,
        declinedBy: personOf(event),
      };
  }
}

/** Whoever approves helps, unless the request was somebody else's already. */
function approve(
  request: Request,
  event: Extract<RequestEvent, { type: 'approved' | 'tried-again' }>,
  mode: Approved['mode'],
): Approved {
  const by = personOf(event);
  return {
    ...moved(request, event),
    assignee: request.assignee ?? by,
    asks: request.asks + 1,
    state: 'approved',
    approvedBy: by,
    approvedAt: event.at,
    mode,
    consentDue: event.consentDue,
    laters: 0,
  };
}

function askAgain(request: Approved, consentDue: number): Approved {
  const { askAt: _asked, ...rest } = request;
  return { ...rest, asks: request.asks + 1, consentDue };
}

function accept(request: Approved, event: RequestEvent, notAfter: number): Request {
  const { approvedBy, approvedAt, mode } = request;
  const effect = {
    n: event.v,
    kind: 'make-session' as const,
    op: effectOp(request, event.v),
    onBehalfOf: helperOf(request) ?? approvedBy,
    notAfter,
    attempts: 0,
  };
  const base = moved(request, event);
  return {
    ...base,
    effects: [...base.effects, effect],
    state: 'connecting',
    approvedBy,
    approvedAt,
    mode,
    consentAt: event.at,
  };
}
