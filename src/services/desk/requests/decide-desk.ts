import { frozenRefusal, whyNoSession } from '../authorise.js';
import { SECOND } from '../ids.js';
import type { DeskCommand } from './command.js';
import { accepted, ALREADY, movedOn, refused, type Decision, type Facts } from './decision.js';
import { isWanted, outstanding } from './effects.js';
import { isPast } from './limit.js';
import { currentSession, type Effect, type Request } from './request.js';

type Of<T extends DeskCommand['type']> = Extract<DeskCommand, { type: T }>;

/** Timers: each is checked against the state and the clock when it comes, however late or early that is. */
export function decideTimer(
  request: Request,
  type: DeskCommand['type'] &
    ('warn' | 'expire' | 'give-up-consent' | 'remind-consent' | 'auto-close' | 'end-validity'),
  facts: Facts,
): Decision {
  switch (type) {
    case 'warn':
      return decideWarn(request, facts);
    case 'expire':
      return request.state === 'pending' && isPast(request.limit, facts.now)
        ? accepted({ type: 'expired', reviveUntil: facts.now + facts.policy.expiry.revive })
        : movedOn(request);
    case 'give-up-consent':
      return request.state === 'approved' && facts.now > request.consentDue
        ? accepted({ type: 'consent-lapsed' })
        : movedOn(request);
    case 'remind-consent':
      return request.state === 'approved' &&
        request.askAt !== undefined &&
        facts.now >= request.askAt
        ? accepted({ type: 'consent-reminded' })
        : movedOn(request);
    case 'auto-close':
      return request.state === 'ended' && facts.now >= request.closeAt
        ? accepted({ type: 'auto-closed', reopenUntil: facts.now + facts.policy.expiry.revive })
        : movedOn(request);
    case 'end-validity':
      return decideValidity(request, facts);
  }
}

function decideWarn(request: Request, facts: Facts): Decision {
  if (request.state !== 'pending' || isPast(request.limit, facts.now)) return movedOn(request);
  const due = request.limit.warnings.filter((warning) => warning.at <= facts.now).at(-1);
  return due ? accepted({ type: 'warned', percent: due.percent }) : movedOn(request);
}

function decideValidity(request: Request, facts: Facts): Decision {
  const session = request.state === 'active' ? currentSession(request) : undefined;
  if (!session || facts.now < session.validUntil) return movedOn(request);
  return accepted({
    type: 'session-ended',
    cause: 'validity',
    closeAt: facts.now + facts.policy.ended.closeAfter,
  });
}

/**
 * How long a begun effect belongs to the worker that began it: longer than its call may take (8 s), so that
 * the next one finds what an unanswered call made.
 */
export const EFFECT_HOLD = 12 * SECOND;

/**
 * The fence before each call. An effect that nobody wants any more and that was never begun is not begun;
 * the helper's right is checked again, now.
 */
export function decideBegin(request: Request, n: number, facts: Facts): Decision {
  const effect = outstanding(request, n);
  if (!effect) return movedOn(request);
  if (effect.begunAt !== undefined && facts.now < effect.begunAt + EFFECT_HOLD) {
    return refused({ code: 'HD-302', reason: 'busy' });
  }
  if (effect.kind !== 'close-session') {
    if (facts.freeze) return refused(frozenRefusal(facts.freeze));
    const no = whyNoSession(facts, effect.onBehalfOf, request);
    if (no) return refused(no);
    if (!isWanted(request, effect) && effect.attempts === 0) return movedOn(request);
  }
  return accepted({ type: 'effect-begun', n, attempt: effect.attempts + 1 });
}

export function decideDelay(request: Request, command: Of<'delay-effect'>): Decision {
  if (!outstanding(request, command.n)) return movedOn(request);
  const { n, system, code, retryAt } = command;
  return accepted({ type: 'effect-delayed', n, system, code, retryAt });
}

/** A session exists now. When it came too late for anybody to want it, it is closed at once. */
export function decideMade(request: Request, command: Of<'session-made'>, facts: Facts): Decision {
  const effect = outstanding(request, command.n);
  if (!effect || effect.kind === 'close-session') {
    return request.sessions.some((session) => session.n === command.n) ? ALREADY : movedOn(request);
  }
  const { n, code, validUntil } = command;
  if (isWanted(request, effect)) return accepted({ type: 'session-made', n, code, validUntil });
  return accepted({
    type: 'session-made-late',
    n,
    code,
    notAfter: Math.max(validUntil, facts.now),
  });
}

export function decideFailed(request: Request, command: Of<'effect-failed'>): Decision {
  const effect = outstanding(request, command.n);
  if (!effect) return movedOn(request);
  const { n, reason, unproven } = command;
  if (effect.kind !== 'make-session' || !unproven)
    return accepted({ type: FAILED[effect.kind], n, reason });
  return isWanted(request, effect)
    ? accepted({ type: 'session-not-made', n, reason, unproven })
    : ALREADY;
}

const FAILED = {
  'make-session': 'session-not-made',
  'renew-session': 'link-not-renewed',
  'close-session': 'session-not-closed',
} as const satisfies Record<Effect['kind'], string>;

export function decideSessionClosed(request: Request, n: number): Decision {
  const effect = outstanding(request, n);
  return effect?.kind === 'close-session' ? accepted({ type: 'session-closed', n }) : ALREADY;
}

/** What a look at TeamViewer showed: the user came or went, or the session was closed there. */
export function decideSeen(request: Request, command: Of<'session-seen'>, facts: Facts): Decision {
  if (request.state !== 'active' || request.session !== command.code) return movedOn(request);
  if (!command.sight.open) {
    return accepted({
      type: 'session-ended',
      cause: 'teamviewer',
      closeAt: facts.now + facts.policy.ended.closeAfter,
    });
  }
  const online = currentSession(request)?.userOnline ?? false;
  if (online === command.sight.userOnline) return ALREADY;
  return accepted({ type: command.sight.userOnline ? 'user-came-online' : 'user-went-offline' });
}

export function decideMeasured(request: Request, command: Of<'session-measured'>): Decision {
  const session = request.sessions.find((candidate) => candidate.code === command.code);
  if (!session) return movedOn(request);
  if (session.measured) return ALREADY;
  const { code, from, to } = command;
  return accepted({ type: 'session-measured', code, from, to });
}
