import { privilegedRight, type AuthorisationFacts } from './authorise.js';
import type { Instant, Millis, PersonId } from './ids.js';
import { rolesGiving } from './people/giving.js';
import { RIGHTS, type Right } from './people/right-names.js';
import { PERMISSIONS } from './permissions.js';
import type { Policy } from './policy.js';
import type { AuditEntry, Freeze } from './ports.js';
import type { PersonCommandType } from './requests/command.js';
import type { EventType, RequestEvent } from './requests/event.js';
import { currentSession, type Request } from './requests/request.js';

/** One thing that a rule allowed, decided by itself, or holds. */
export type Reason =
  /** Somebody's move and what allowed it; `roles`: those of theirs that give the right now. */
  | {
      readonly kind: 'did';
      readonly type: EventType;
      readonly by: PersonId;
      readonly at: Instant;
      readonly right: Right | 'requester';
      readonly roles: readonly string[];
    }
  /** A deadline of the policy passed. */
  | {
      readonly kind: 'ran-out';
      readonly type: EventType;
      readonly at: Instant;
      readonly span: Millis;
    }
  | {
      readonly kind: 'not-made';
      readonly at: Instant;
      readonly reason: 'refused' | 'gave-up' | 'not-allowed';
    }
  | { readonly kind: 'frozen'; readonly freeze: Freeze | 'environment' }
  | { readonly kind: 'trouble'; readonly system: string; readonly retryAt: Instant }
  | { readonly kind: 'closed-desk'; readonly opens: Instant }
  | { readonly kind: 'protected' | 'vip' }
  /** What it waits for, and until when because of which span of the policy. */
  | {
      readonly kind: 'waits';
      readonly for: 'approval' | 'consent' | 'session' | 'close' | 'revive';
      readonly until: Instant;
      readonly span: Millis;
    };

export interface Case {
  readonly request: Request;
  /** Oldest first. */
  readonly events: readonly RequestEvent[];
  readonly entries: readonly AuditEntry[];
  readonly facts: AuthorisationFacts;
  readonly now: Instant;
  /** When the desk opens next; undefined when it is open. */
  readonly opens: Instant | undefined;
}

/** Moves that are told, at most: the newest. */
const MOVES = 4;

/** The moves that led here, oldest first, then what holds it now. */
export function reasonsOf(about: Case): Reason[] {
  const told = about.events.flatMap((event) => moveReason(about, event) ?? []);
  return [...told.slice(-MOVES), ...holding(about)];
}

/** Which command an event came from, for those that decide something. */
const COMMANDS: Partial<Record<EventType, PersonCommandType>> = {
  opened: 'open',
  'opened-for': 'open-for',
  withdrawn: 'withdraw',
  reopened: 'reopen',
  accepted: 'accept',
  declined: 'decline',
  approved: 'approve',
  'approval-cancelled': 'cancel-approval',
  'tried-again': 'try-again',
  denied: 'deny',
  extended: 'extend',
  'session-ended': 'end-session',
  closed: 'close',
};

function moveReason(about: Case, event: RequestEvent): Reason | undefined {
  const { at, by, type } = event;
  if (by === 'desk') return byItself(about, event);
  const command = COMMANDS[type];
  if (command === undefined) return undefined;
  const right = rightUsed(about, event, command);
  const roles = right === 'requester' ? [] : rolesGiving(about.facts, by, right);
  return { kind: 'did', type, by, at, right, roles };
}

/** As the trail has it, else as the rules have it. */
function rightUsed(
  { request, entries }: Case,
  { v, by }: RequestEvent,
  command: PersonCommandType,
): Right | 'requester' {
  const entry = entries.find(({ version, outcome }) => version === v && outcome === 'done');
  const written = RIGHTS.find((right) => right === entry?.right);
  if (written) return written;
  const permission = PERMISSIONS[command];
  if (request.requester === by && permission.own === 'allowed') return 'requester';
  const named = RIGHTS.find((right) => permission.who.includes(right));
  return privilegedRight(permission) ?? named ?? 'requester';
}

function byItself({ facts }: Case, event: RequestEvent): Reason | undefined {
  const { type, at } = event;
  if (event.type === 'session-not-made') return { kind: 'not-made', at, reason: event.reason };
  const span = spanOf(facts.policy, event);
  return span === undefined ? undefined : { kind: 'ran-out', type, at, span };
}

/** What the policy gave for what ran out with this event. */
function spanOf(policy: Policy, event: RequestEvent): Millis | undefined {
  if (event.type === 'expired') return policy.expiry.limit;
  if (event.type === 'consent-lapsed') return policy.consent.limit;
  if (event.type === 'auto-closed') return policy.ended.closeAfter;
  const overdue = event.type === 'session-ended' && event.cause === 'validity';
  return overdue ? policy.session.validity : undefined;
}

const STARTING: ReadonlySet<Request['state']> = new Set([
  'pending',
  'approved',
  'connecting',
  'failed',
]);

function holding(about: Case): Reason[] {
  const { request, facts, opens } = about;
  const { freeze, roles, policy } = facts;
  const starts = STARTING.has(request.state);
  const [trouble] = request.effects.flatMap((effect) => effect.trouble ?? []);
  const name = request.device.name?.toLowerCase();
  const isProtected =
    (request.device.kind === 'managed' && roles?.protectedDevices.has(request.device.id)) ||
    policy.protected.names.some((no) => no.toLowerCase() === name);
  const waits = waitsFor(about);
  return [
    ...(starts && freeze ? [{ kind: 'frozen', freeze } as const] : []),
    ...(starts && isProtected ? [{ kind: 'protected' } as const] : []),
    ...(starts && roles?.vips.has(request.requester) ? [{ kind: 'vip' } as const] : []),
    ...(trouble
      ? [{ kind: 'trouble', system: trouble.system, retryAt: trouble.retryAt } as const]
      : []),
    ...(opens === undefined ? [] : [{ kind: 'closed-desk', opens } as const]),
    ...(waits ? [waits] : []),
  ];
}

function waitsFor({ request, facts, now }: Case): Reason | undefined {
  const { policy } = facts;
  const waits = (what: Extract<Reason, { kind: 'waits' }>['for'], until: Instant, span: Millis) =>
    until > now ? ({ kind: 'waits', for: what, until, span } as const) : undefined;
  switch (request.state) {
    case 'pending':
      return waits('approval', request.limit.deadline, request.limit.open);
    case 'approved':
      return waits('consent', request.consentDue, policy.consent.limit);
    case 'active': {
      const session = currentSession(request);
      return session && waits('session', session.validUntil, policy.session.validity);
    }
    case 'ended':
      return waits('close', request.closeAt, policy.ended.closeAfter);
    case 'closed':
      return waits('revive', request.reopenUntil, policy.expiry.revive);
    case 'expired':
      return waits('revive', request.reviveUntil, policy.expiry.revive);
    case 'connecting':
    case 'declined':
    case 'withdrawn':
    case 'failed':
      return undefined;
  }
}
