import { agendaMember, type AgendaItem, type Timer } from '../agenda.js';
import type { Instant } from '../ids.js';
import { placeName, placesOf } from '../places/card-address.js';
import type { Policy } from '../policy.js';
import type { AgendaChange, Calendar } from '../ports.js';
import type { RequestEvent } from './event.js';
import { noticesOf } from './notices.js';
import { currentSession, type Request } from './request.js';

/**
 * What must happen next because of an event: timers, cards to bring up to date, notices, effects. Pure; goes
 * into the agenda in the same commit.
 */
export function reactions(
  before: Request | undefined,
  event: RequestEvent,
  after: Request,
  { policy, calendar }: { readonly policy: Policy; readonly calendar: Calendar },
): AgendaChange[] {
  return [
    ...timerChanges(before, after),
    ...openingChanges(before, event, after, calendar),
    ...cardChanges(event, after),
    ...noticesOf(event, after).map((audience) =>
      work({ kind: 'notice', id: after.id, version: event.v, audience }),
    ),
    ...effectChanges(before, after),
    ...watchChanges(before, after, policy),
  ];
}

/** Moves that come by themselves. */
type Deadline = Exclude<Timer, 'opening'>;

const ALL_TIMERS: readonly Deadline[] = [
  'deadline',
  'warning',
  'consent',
  'remind',
  'close',
  'validity',
];

/** When each timer of a request in this state is due. One tick after a deadline that is still in time itself. */
export function timersOf(request: Request): Partial<Record<Deadline, Instant>> {
  switch (request.state) {
    case 'pending': {
      const warning = request.limit.warnings[0];
      return { deadline: request.limit.deadline + 1, ...(warning ? { warning: warning.at } : {}) };
    }
    case 'approved':
      return {
        consent: request.consentDue + 1,
        ...(request.askAt === undefined ? {} : { remind: request.askAt }),
      };
    case 'active': {
      const session = currentSession(request);
      return session ? { validity: session.validUntil } : {};
    }
    case 'ended':
      return { close: request.closeAt };
    case 'connecting':
    case 'closed':
    case 'declined':
    case 'withdrawn':
    case 'expired':
    case 'failed':
      return {};
  }
}

function timerChanges(before: Request | undefined, after: Request): AgendaChange[] {
  const old = before ? timersOf(before) : {};
  const now = timersOf(after);
  return ALL_TIMERS.flatMap((timer): AgendaChange[] => {
    const member = agendaMember({ kind: 'timer', id: after.id, timer });
    const at = now[timer];
    if (at !== undefined) return at === old[timer] ? [] : [{ kind: 'timer', member, at }];
    return old[timer] === undefined ? [] : [{ kind: 'cancel', member }];
  });
}

/** While the desk is closed, cards of a request that waits say when somebody is back. */
function openingChanges(
  before: Request | undefined,
  event: RequestEvent,
  after: Request,
  calendar: Calendar,
): AgendaChange[] {
  const member = agendaMember({ kind: 'timer', id: after.id, timer: 'opening' });
  if (after.state !== 'pending')
    return before?.state === 'pending' ? [{ kind: 'cancel', member }] : [];
  const opens = calendar.opens(event.at);
  return opens === undefined ? [] : [{ kind: 'timer', member, at: opens }];
}

/** All cards of the request that can show a difference; an equal drawing isn't sent, so too many are no harm. */
function cardChanges(event: RequestEvent, after: Request): AgendaChange[] {
  if (event.type === 'effect-begun') return [];
  const changes = placesOf(after).map((place) =>
    work({ kind: 'card', address: { of: 'request', id: after.id, place: placeName(place) } }),
  );
  return changesQueue(event)
    ? [...changes, work({ kind: 'card', address: { of: 'queue' } })]
    : changes;
}

function changesQueue(event: RequestEvent): boolean {
  return (
    event.type !== 'noted' && event.type !== 'session-measured' && event.type !== 'effect-begun'
  );
}

function effectChanges(before: Request | undefined, after: Request): AgendaChange[] {
  const old = before?.effects ?? [];
  const added = after.effects.filter((effect) => !old.some((other) => other.n === effect.n));
  const gone = old.filter((effect) => !after.effects.some((other) => other.n === effect.n));
  return [
    ...added.map((effect) => work({ kind: 'effect', id: after.id, n: effect.n })),
    ...gone.map((effect): AgendaChange => ({
      kind: 'cancel',
      member: agendaMember({ kind: 'effect', id: after.id, n: effect.n }),
    })),
  ];
}

/** An open session is looked at; an ended one until its connection report is there. */
function watchChanges(before: Request | undefined, after: Request, policy: Policy): AgendaChange[] {
  if (before?.state === after.state && before.sessions.length === after.sessions.length) return [];
  const watched = after.sessions.some(
    (session) => session.endedAt === undefined || (!session.replaced && !session.measured),
  );
  const member = agendaMember({ kind: 'watch', id: after.id });
  return watched
    ? [{ kind: 'work', member, after: Math.min(policy.session.watchEvery, 2_000) }]
    : [];
}

function work(item: AgendaItem): AgendaChange {
  return { kind: 'work', member: agendaMember(item), after: 0 };
}
