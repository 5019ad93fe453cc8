import type { Instant, PersonId } from '../ids.js';
import { wordsRef, type EndCause, type EventType, type RequestEvent } from './event.js';
import { effectOp } from './effects.js';
import { moved, wrong } from './record.js';
import { currentSession, helperOf, type Effect, type Request, type Session } from './request.js';

type SessionEventType = Extract<
  EventType,
  | 'closed'
  | 'auto-closed'
  | 'helper-connected'
  | 'link-renewal-begun'
  | 'session-ended'
  | 'effect-begun'
  | 'effect-delayed'
  | 'session-made'
  | 'session-made-late'
  | 'session-not-made'
  | 'link-not-renewed'
  | 'session-closed'
  | 'session-not-closed'
  | 'user-came-online'
  | 'user-went-offline'
  | 'session-measured'
>;
type SessionEvent = Extract<RequestEvent, { type: SessionEventType }>;
type Of<T extends SessionEventType> = Extract<SessionEvent, { type: T }>;

/** The part of `evolve` that is about sessions and the effects that make and close them. */
export function evolveSession(request: Request, event: SessionEvent): Request {
  switch (event.type) {
    case 'helper-connected':
      return currently(request, { helperConnectedAt: event.at });
    case 'user-came-online':
      return currently(request, {
        userOnline: true,
        userSeenAt: currentSession(request)?.userSeenAt ?? event.at,
      });
    case 'user-went-offline':
      return currently(request, { userOnline: false });
    case 'session-measured':
      return withSessions(request, (session) =>
        session.code === event.code
          ? { ...session, measured: { from: event.from, to: event.to } }
          : session,
      );
    case 'link-renewal-begun':
      return withEffect(request, renewal(request, event));
    case 'effect-begun':
      return changeEffect(request, event.n, (effect) => ({
        ...effect,
        attempts: event.attempt,
        begunAt: event.at,
      }));
    case 'effect-delayed':
      return changeEffect(request, event.n, ({ begunAt: _over, ...effect }) => ({
        ...effect,
        trouble: { system: event.system, code: event.code, retryAt: event.retryAt },
      }));
    case 'session-made':
      return made(request, event);
    case 'session-made-late':
      return withEffect(withoutEffect(request, event.n), closing(request, event, event.notAfter));
    case 'session-not-made':
      return notMade(request, event);
    case 'link-not-renewed':
    case 'session-closed':
    case 'session-not-closed':
      return withoutEffect(request, event.n);
    case 'session-ended':
      return ended(request, event);
    case 'closed':
    case 'auto-closed':
      return closed(request, event);
  }
}

function made(request: Request, event: Of<'session-made'>): Request {
  const helper = request.effects.find((effect) => effect.n === event.n)?.onBehalfOf;
  if (helper === undefined) return wrong(request, event);
  const rest = withoutEffect(request, event.n);
  const session: Session = {
    n: event.n,
    code: event.code,
    madeAt: event.at,
    validUntil: event.validUntil,
    helper,
    userOnline: false,
  };
  if (rest.state === 'connecting') {
    const { approvedBy, approvedAt, mode, consentAt } = rest;
    const base = moved(rest, event);
    return {
      ...base,
      sessions: [...base.sessions, session],
      state: 'active',
      approvedBy,
      approvedAt,
      mode,
      consentAt,
      session: event.code,
    };
  }
  if (rest.state !== 'active') return wrong(request, event);
  const old = currentSession(rest);
  const sessions = rest.sessions.map((other) =>
    other.n === old?.n
      ? { ...other, endedAt: event.at, userOnline: false, replaced: true as const }
      : other,
  );
  const renewed = { ...rest, sessions: [...sessions, session], session: event.code };
  return old
    ? withEffect(renewed, closing(request, { ...event, code: old.code }, old.validUntil))
    : renewed;
}

function notMade(request: Request, event: Of<'session-not-made'>): Request {
  const rest = event.unproven ? request : withoutEffect(request, event.n);
  if (rest.state !== 'connecting') return rest;
  const helper = helperOf(rest) ?? rest.approvedBy;
  return {
    ...moved(rest, event),
    state: 'failed',
    failedAt: event.at,
    reason: 'no-session',
    helper,
    mode: rest.mode,
  };
}

function ended(request: Request, event: Of<'session-ended'>): Request {
  if (request.state !== 'active' && request.state !== 'connecting') return wrong(request, event);
  const session = currentSession(request);
  const over = withSessions(request, (other) =>
    other.n === session?.n ? { ...other, endedAt: event.at, userOnline: false } : other,
  );
  const { consentAt } = request;
  const helper = session?.helper ?? helperOf(request) ?? request.approvedBy;
  const base = moved(withoutUnbegun(over), event);
  const end = { endedAt: event.at, endedBy: event.by, cause: event.cause, closeAt: event.closeAt };
  const after: Request = { ...base, state: 'ended', ...end, helper, consentAt, solved: false };
  if (!session || closedThere(event.cause)) return after;
  return withEffect(after, closing(request, { ...event, code: session.code }, session.validUntil));
}

function closedThere(cause: EndCause): boolean {
  return cause === 'teamviewer';
}

function closed(request: Request, event: Of<'closed' | 'auto-closed'>): Request {
  if (request.state !== 'ended') return wrong(request, event);
  const base = moved(
    withSessions(request, (session) =>
      session.endedAt !== undefined && !session.replaced
        ? { ...session, receipted: true as const }
        : session,
    ),
    event,
  );
  const { helper, consentAt, endedAt, solved } = request;
  const end = {
    closedAt: event.at,
    closedBy: event.by,
    reopenUntil: event.reopenUntil,
    helper,
    consentAt,
    endedAt,
    solved,
  };
  if (event.type === 'auto-closed') return { ...base, state: 'closed', ...end };
  const words = event.words ? { resolutionText: wordsRef(event.v) } : {};
  return { ...base, state: 'closed', ...end, resolution: event.resolution, ...words };
}

/** Effects that were never begun and that nobody wants any more vanish with the move. */
function withoutUnbegun(request: Request): Request {
  return {
    ...request,
    effects: request.effects.filter(
      (effect) => effect.kind === 'close-session' || effect.attempts > 0,
    ),
  };
}

function renewal(request: Request, event: Of<'link-renewal-begun'>): Effect {
  const helper = currentSession(request)?.helper ?? helperOf(request);
  if (helper === undefined) return wrong(request, event);
  return {
    n: event.v,
    kind: 'renew-session',
    op: effectOp(request, event.v),
    onBehalfOf: helper,
    notAfter: event.notAfter,
    attempts: 0,
  };
}

function closing(
  request: Request,
  event: { readonly v: number; readonly code: Session['code']; readonly id: Request['id'] },
  notAfter: Instant,
): Effect {
  const onBehalfOf: PersonId = helperOf(request) ?? request.requester;
  return {
    n: event.v,
    kind: 'close-session',
    op: effectOp(request, event.v),
    onBehalfOf,
    notAfter,
    attempts: 0,
    code: event.code,
  };
}

function currently(request: Request, change: Partial<Session>): Request {
  const session = currentSession(request);
  return withSessions(request, (other) =>
    other.n === session?.n ? { ...other, ...change } : other,
  );
}

function withSessions(request: Request, change: (session: Session) => Session): Request {
  return { ...request, sessions: request.sessions.map(change) };
}

function withEffect(request: Request, effect: Effect): Request {
  return { ...request, effects: [...request.effects, effect] };
}

function withoutEffect(request: Request, n: number): Request {
  return { ...request, effects: request.effects.filter((effect) => effect.n !== n) };
}

function changeEffect(request: Request, n: number, change: (effect: Effect) => Effect): Request {
  return {
    ...request,
    effects: request.effects.map((effect) => (effect.n === n ? change(effect) : effect)),
  };
}
