import { isOperator } from '../authorise.js';
import type { PersonId } from '../ids.js';
import type { PersonCommand } from './command.js';
import {
  accepted,
  ALREADY,
  cleanWords,
  movedOn,
  refused,
  type Decision,
  type Facts,
} from './decision.js';
import { extended, isPast, limitFrom } from './limit.js';
import { currentSession, OPEN_STATES, type Request } from './request.js';

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

/** Assignment may change while nobody is in a session: the helper of a session is fixed. */
function assignable(request: Request): Decision | undefined {
  if (request.state === 'connecting' || request.state === 'active')
    return refused({ code: 'HD-302', reason: 'busy' });
  return OPEN_STATES.has(request.state) ? undefined : movedOn(request);
}

export function decideTake(request: Request, actor: PersonId): Decision {
  if (request.assignee === actor) return ALREADY;
  const no = assignable(request);
  if (no) return no;
  if (request.assignee)
    return refused({ code: 'HD-302', reason: 'already-taken', by: request.assignee });
  return accepted({ type: 'taken' });
}

export function decideAssign(request: Request, to: PersonId, facts: Facts): Decision {
  if (request.assignee === to) return ALREADY;
  const no = assignable(request);
  if (no) return no;
  if (!isOperator(to, facts)) return refused({ code: 'HD-201', reason: 'not-an-operator' });
  if (to === request.requester) return refused({ code: 'HD-202', reason: 'own-request' });
  return accepted({ type: 'assigned', to });
}

export function decideRelease(request: Request): Decision {
  const no = assignable(request);
  if (no) return no;
  return request.assignee
    ? accepted({ type: 'released' })
    : refused({ code: 'HD-302', reason: 'nobody-has-it' });
}

export function decideWords(type: 'noted' | 'replied', text: string, facts: Facts): Decision {
  const words = cleanWords(text, facts);
  return words === undefined
    ? refused({ code: 'HD-102', reason: 'text-missing' })
    : accepted({ type, words: true }, { words });
}

/** Asks the user for consent. Carries the deadline into the commit, so that a late timer can't let it through. */
export function decideApprove(
  request: Request,
  command: Of<'approve'>,
  actor: PersonId,
  facts: Facts,
): Decision {
  if (request.state === 'failed') return decideTryAgain(request, actor, facts);
  if (request.state !== 'pending')
    return movedOn(request, { actor, types: ['approved', 'tried-again'] });
  const { deadline } = request.limit;
  if (isPast(request.limit, facts.now))
    return refused({ code: 'HD-301', reason: 'deadline-passed', deadline });
  const consentDue = facts.now + facts.policy.consent.limit;
  return accepted(
    { type: 'approved', mode: command.mode ?? 'control', consentDue },
    { notAfter: deadline },
  );
}

export function decideTryAgain(request: Request, actor: PersonId, facts: Facts): Decision {
  if (request.state !== 'failed') return movedOn(request, { actor, types: ['tried-again'] });
  return accepted({ type: 'tried-again', consentDue: facts.now + facts.policy.consent.limit });
}

export function decideCancelApproval(request: Request, actor: PersonId, facts: Facts): Decision {
  if (request.state !== 'approved')
    return movedOn(request, { actor, types: ['approval-cancelled'] });
  const limit = limitFrom(facts.now, facts.policy.expiry.limit, facts.calendar, facts.policy);
  return accepted({ type: 'approval-cancelled', limit });
}

export function decideAskAgain(request: Request, facts: Facts): Decision {
  if (request.state !== 'approved') return movedOn(request);
  return accepted({ type: 'asked-again', consentDue: facts.now + facts.policy.consent.limit });
}

export function decideDeny(
  request: Request,
  command: Of<'deny'>,
  actor: PersonId,
  facts: Facts,
): Decision {
  if (request.state !== 'pending') return movedOn(request, { actor, types: ['denied'] });
  if (isPast(request.limit, facts.now)) {
    return refused({ code: 'HD-301', reason: 'deadline-passed', deadline: request.limit.deadline });
  }
  const words = cleanWords(command.reason, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'reason-missing' });
  return accepted({ type: 'denied', words: true }, { words, notAfter: request.limit.deadline });
}

export function decideExtend(request: Request, command: Of<'extend'>, facts: Facts): Decision {
  if (request.state !== 'pending') return movedOn(request);
  if (isPast(request.limit, facts.now)) {
    return refused({ code: 'HD-301', reason: 'deadline-passed', deadline: request.limit.deadline });
  }
  const by = command.by ?? facts.policy.expiry.extendBy;
  if (by <= 0 || by > facts.policy.expiry.extendMost)
    return refused({ code: 'HD-102', reason: 'extend-too-long' });
  return accepted(
    { type: 'extended', added: by, limit: extended(request.limit, by, facts) },
    { notAfter: request.limit.deadline },
  );
}

/** The helper opens the supporter link. The first time is kept as a fact. */
export function decideConnect(request: Request): Decision {
  if (request.state !== 'active') return movedOn(request);
  return currentSession(request)?.helperConnectedAt === undefined
    ? accepted({ type: 'helper-connected' })
    : ALREADY;
}

export function decideNewLink(request: Request, facts: Facts): Decision {
  if (request.state !== 'active') return movedOn(request);
  if (request.effects.some((effect) => effect.kind === 'renew-session')) return ALREADY;
  return accepted({
    type: 'link-renewal-begun',
    notAfter: facts.now + facts.policy.session.giveUp,
  });
}

/** Either side ends it, at any time: also while the session is still being made. */
export function decideEnd(
  request: Request,
  command: Of<'end-session'>,
  actor: PersonId,
  facts: Facts,
): Decision {
  if (request.state !== 'active' && request.state !== 'connecting') {
    return movedOn(request, { actor, types: ['session-ended'] });
  }
  const words = cleanWords(command.note, facts);
  return accepted(
    {
      type: 'session-ended',
      cause: actor === request.requester ? 'user' : 'operator',
      closeAt: facts.now + facts.policy.ended.closeAfter,
      ...(words ? { words: true as const } : {}),
    },
    { words },
  );
}

export function decideClose(
  request: Request,
  command: Of<'close'>,
  actor: PersonId,
  facts: Facts,
): Decision {
  if (request.state !== 'ended') return movedOn(request, { actor, types: ['closed'] });
  const words = cleanWords(command.text, facts);
  return accepted(
    {
      type: 'closed',
      resolution: command.resolution,
      reopenUntil: facts.now + facts.policy.expiry.revive,
      ...(words ? { words: true as const } : {}),
    },
    { words },
  );
}
