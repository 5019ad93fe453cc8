import type { AuthorisationFacts } from '../authorise.js';
import type { Instant, PersonId } from '../ids.js';
import type { Refusal } from '../refusal.js';
import { type Change } from './change.js';
import { agreedAlready, noSay } from '../second-person.js';
import { beneficiaryOf } from './subject.js';
import type { ChangeCommand, DeskChangeCommand } from './command.js';
import type { ChangeEventBody } from './event.js';

export interface ChangeFacts extends AuthorisationFacts {
  readonly now: Instant;
}

export type ChangeDecision =
  | {
      readonly kind: 'accepted';
      readonly event: ChangeEventBody;
      readonly words?: string;
      readonly notAfter?: Instant;
    }
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Commands about a change that exists. */
export type ChangeMove = Exclude<ChangeCommand, { type: 'propose' | 'force' }>;
type Of<T extends ChangeCommand['type']> = Extract<ChangeCommand, { type: T }>;

const ALREADY: ChangeDecision = { kind: 'already' };

/** Asks others to agree. Whether the actor may is decided before. */
export function decidePropose(command: Of<'propose'>, facts: ChangeFacts): ChangeDecision {
  const words = clean(command.reason, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'reason-missing' });
  const { quorum, expiry } = facts.policy.changes;
  const { subject } = command;
  const expiresAt = facts.now + expiry;
  return {
    kind: 'accepted',
    event: { type: 'proposed', subject, quorum, expiresAt, words: true },
    words,
  };
}

/** Alone: only where the policy allows it, always with a justification, reviewed the next day. */
export function decideForce(command: Of<'force'>, facts: ChangeFacts): ChangeDecision {
  const { breakGlass } = facts.policy.changes;
  if (!breakGlass.allowed) return refused({ code: 'HD-201', reason: 'break-glass-off' });
  const words = clean(command.justification, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'reason-missing' });
  const { subject } = command;
  const reviewAt = facts.now + breakGlass.reviewAfter;
  return { kind: 'accepted', event: { type: 'forced', subject, reviewAt, words: true }, words };
}

export function decideChange(
  change: Change,
  command: ChangeMove,
  actor: PersonId,
  facts: ChangeFacts,
): ChangeDecision {
  switch (command.type) {
    case 'agree':
      return decideAgree(change, actor, facts);
    case 'reject':
      return decideReject(change, command, actor, facts);
    case 'take-back':
      if (change.state === 'taken-back') return ALREADY;
      return change.state === 'waiting' ? event({ type: 'taken-back' }) : movedOn(change);
    case 'review':
      return decideReview(change, actor);
  }
}

/**
 * Distinct people, neither the requester nor whoever it is good for. The deadline travels into the commit, so that a
 * late timer can't let an agreement through.
 */
function decideAgree(change: Change, actor: PersonId, facts: ChangeFacts): ChangeDecision {
  const { requester, subject } = change;
  const own = noSay({ requester, beneficiary: beneficiaryOf(subject) }, actor);
  if (own) return refused(own);
  if (agreedAlready(change.agreements, actor)) return ALREADY;
  if (change.state !== 'waiting') return movedOn(change);
  if (facts.now > change.expiresAt)
    return refused({ code: 'HD-301', reason: 'deadline-passed', deadline: change.expiresAt });
  return { kind: 'accepted', event: { type: 'agreed' }, notAfter: change.expiresAt };
}

function decideReject(
  change: Change,
  command: Of<'reject'>,
  actor: PersonId,
  facts: ChangeFacts,
): ChangeDecision {
  if (change.state === 'rejected' && change.rejectedBy === actor) return ALREADY;
  if (change.state !== 'waiting') return movedOn(change);
  const words = clean(command.reason, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'reason-missing' });
  return { kind: 'accepted', event: { type: 'rejected', words: true }, words };
}

function decideReview(change: Change, actor: PersonId): ChangeDecision {
  if (!change.breakGlass) return movedOn(change);
  if (change.breakGlass.reviewed) return ALREADY;
  if (change.requester === actor) return refused({ code: 'HD-202', reason: 'own-change' });
  return event({ type: 'reviewed' });
}

/** Timers are checked against state and clock when they come; a refusal settles them. */
export function decideChangeForDesk(
  change: Change,
  command: DeskChangeCommand,
  facts: ChangeFacts,
): ChangeDecision {
  switch (command.type) {
    case 'lapse-change':
      return change.state === 'waiting' && facts.now > change.expiresAt
        ? event({ type: 'lapsed' })
        : movedOn(change);
    case 'remind-review':
      return change.breakGlass &&
        !change.breakGlass.reviewed &&
        facts.now >= change.breakGlass.reviewAt
        ? event({ type: 'review-due' })
        : movedOn(change);
    case 'change-applied':
      if (change.state === 'applied') return ALREADY;
      return change.state === 'agreed' ? event({ type: 'applied' }) : movedOn(change);
    case 'change-failed':
      return change.state === 'agreed'
        ? event({ type: 'not-applied', reason: command.reason })
        : movedOn(change);
  }
}

function event(body: ChangeEventBody): ChangeDecision {
  return { kind: 'accepted', event: body };
}

function refused(refusal: Refusal): ChangeDecision {
  return { kind: 'refused', refusal };
}

function movedOn({ state, moved }: Change): ChangeDecision {
  const { type, by, at } = moved;
  return refused({ code: 'HD-302', reason: 'change-moved-on', state, type, by, at });
}

function clean(text: string, { policy }: ChangeFacts): string | undefined {
  const trimmed = text.trim().slice(0, policy.limits.text);
  return trimmed === '' ? undefined : trimmed;
}
