import { agendaMember } from '../agenda.js';
import type { AgendaChange } from '../ports.js';
import type { Change } from './change.js';
import type { ChangeEvent } from './event.js';

/** What must happen next because of an event: timers, cards, applying it, telling people. Pure. */
export function changeReactions(
  before: Change | undefined,
  event: ChangeEvent,
  after: Change,
): AgendaChange[] {
  return [
    ...timers(before, after),
    ...reviewTimer(event, after),
    work(agendaMember({ kind: 'card', address: { of: 'change', id: after.id, place: 'channel' } })),
    ...(before?.state !== 'agreed' && after.state === 'agreed'
      ? [work(agendaMember({ kind: 'apply', id: after.id }))]
      : []),
    ...(notified(event)
      ? [work(agendaMember({ kind: 'tell', id: after.id, version: event.v }))]
      : []),
  ];
}

function timers(before: Change | undefined, after: Change): AgendaChange[] {
  const member = agendaMember({ kind: 'change-timer', id: after.id, timer: 'lapse' });
  if (after.state === 'waiting')
    return before === undefined ? [{ kind: 'timer', member, at: after.expiresAt + 1 }] : [];
  return before?.state === 'waiting' ? [{ kind: 'cancel', member }] : [];
}

function reviewTimer(event: ChangeEvent, { id }: Change): AgendaChange[] {
  const member = agendaMember({ kind: 'change-timer', id, timer: 'review' });
  if (event.type === 'forced') return [{ kind: 'timer', member, at: event.reviewAt }];
  return event.type === 'reviewed' ? [{ kind: 'cancel', member }] : [];
}

/** Those who must know although no card of theirs changes: the requester of what others decided, all admins of force. */
function notified({ type }: ChangeEvent): boolean {
  switch (type) {
    case 'proposed':
    case 'forced':
    case 'rejected':
    case 'lapsed':
    case 'applied':
    case 'not-applied':
    case 'review-due':
      return true;
    case 'agreed':
    case 'taken-back':
    case 'reviewed':
      return false;
  }
}

function work(member: string): AgendaChange {
  return { kind: 'work', member, after: 0 };
}
