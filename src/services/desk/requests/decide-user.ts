import type { PersonId } from '../ids.js';
import {
  accepted,
  ALREADY,
  cleanWords,
  movedOn,
  refused,
  type Decision,
  type Facts,
} from './decision.js';
import type { DeviceChoice, PersonCommand } from './command.js';
import { limitFrom } from './limit.js';
import type { Request } from './request.js';

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

/** A call for help gets a round of its own with a fresh deadline. */
export function decideOpen(command: Of<'open'>, requester: PersonId, facts: Facts): Decision {
  const words = cleanWords(command.text, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'text-missing' });
  const open = facts.openRequests ?? [];
  const most = facts.policy.limits.openPerPerson;
  if (open.length >= most) return refused({ code: 'HD-102', reason: 'too-many-open', most });
  const same = open.find((request) => sameDevice(request.device, command.device));
  if (same && command.anyway !== true)
    return refused({ code: 'HD-302', reason: 'same-device', id: same.id });
  const { device, category, urgency } = command;
  const limit = limitFrom(facts.now, facts.policy.expiry.limit, facts.calendar, facts.policy);
  return accepted(
    { type: 'opened', requester, device, category, urgency, limit, words: true },
    { words },
  );
}

/** Opened by an operator: the user's consent is its second person, so it starts in `approved`. */
export function decideOpenFor(command: Of<'open-for'>, operator: PersonId, facts: Facts): Decision {
  const words = cleanWords(command.text, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'text-missing' });
  if (command.requester === operator) return refused({ code: 'HD-202', reason: 'own-request' });
  const { requester, device, category, urgency } = command;
  const consentDue = facts.now + facts.policy.consent.limit;
  return accepted(
    {
      type: 'opened-for',
      requester,
      device,
      category,
      urgency,
      mode: 'control',
      consentDue,
      words: true,
    },
    { words },
  );
}

function sameDevice(left: DeviceChoice, right: DeviceChoice): boolean {
  return left.kind === 'managed' && right.kind === 'managed' && left.id === right.id;
}

/** Allowed in every state: also "something was wrong" on a receipt. */
export function decideAddDetails(command: Of<'add-details'>, facts: Facts): Decision {
  const words = cleanWords(command.text, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'text-missing' });
  return accepted({ type: 'details-added', words: true }, { words });
}

export function decideWithdraw(
  request: Request,
  command: Of<'withdraw'>,
  actor: PersonId,
  facts: Facts,
): Decision {
  switch (request.state) {
    case 'pending':
    case 'approved':
    case 'failed': {
      const words = cleanWords(command.reason, facts);
      return accepted({ type: 'withdrawn', ...(words ? { words: true as const } : {}) }, { words });
    }
    case 'connecting':
    case 'active':
    case 'ended':
    case 'closed':
    case 'declined':
    case 'withdrawn':
    case 'expired':
      return movedOn(request, { actor, types: ['withdrawn'] });
  }
}

/** Revives an expired request, or reopens one that ended or closed; its history comes along. */
export function decideReopen(
  request: Request,
  command: Of<'reopen'>,
  actor: PersonId,
  facts: Facts,
): Decision {
  const until = reopenableUntil(request);
  if (until === undefined) return movedOn(request, { actor, types: ['reopened'] });
  if (facts.now > until) return refused({ code: 'HD-301', reason: 'too-late-to-reopen', until });
  const words = cleanWords(command.text, facts);
  const limit = limitFrom(facts.now, facts.policy.expiry.limit, facts.calendar, facts.policy);
  return accepted(
    { type: 'reopened', limit, ...(words ? { words: true as const } : {}) },
    { words },
  );
}

function reopenableUntil(request: Request): number | undefined {
  switch (request.state) {
    case 'ended':
      return Number.MAX_SAFE_INTEGER;
    case 'closed':
      return request.reopenUntil;
    case 'expired':
      return request.reviveUntil;
    case 'pending':
    case 'approved':
    case 'connecting':
    case 'active':
    case 'declined':
    case 'withdrawn':
    case 'failed':
      return undefined;
  }
}

export function decideConfirmSolved(request: Request): Decision {
  if (request.state !== 'ended' && request.state !== 'closed') return movedOn(request);
  return request.solved ? ALREADY : accepted({ type: 'confirmed-solved' });
}

/** Consent. Only from here on is a session made. */
export function decideAccept(request: Request, actor: PersonId, facts: Facts): Decision {
  if (request.state !== 'approved') return movedOn(request, { actor, types: ['accepted'] });
  if (facts.now > request.consentDue)
    return refused({ code: 'HD-301', reason: 'deadline-passed', deadline: request.consentDue });
  return accepted(
    { type: 'accepted', notAfter: facts.now + facts.policy.session.giveUp },
    { notAfter: request.consentDue },
  );
}

export function decideDecline(request: Request, actor: PersonId): Decision {
  if (request.state !== 'approved') return movedOn(request, { actor, types: ['declined'] });
  return accepted({ type: 'declined' });
}

/** "Later" asks again after a while, a few times. */
export function decideLater(request: Request, facts: Facts): Decision {
  if (request.state !== 'approved') return movedOn(request);
  if (request.askAt !== undefined) return ALREADY;
  const { later, laterTimes, limit } = facts.policy.consent;
  if (request.laters >= laterTimes) return refused({ code: 'HD-302', reason: 'no-more-later' });
  const askAt = facts.now + later;
  return accepted({ type: 'postponed', askAt, consentDue: askAt + limit });
}
