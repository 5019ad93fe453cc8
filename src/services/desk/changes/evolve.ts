import { withAgreement } from '../second-person.js';
import type { Change, ChangeCommon, Waiting } from './change.js';
import type { ChangeEvent } from './event.js';

/** State = fold of the events. Throws on a log that no decision could have written. */
export function evolveChange(change: Change | undefined, event: ChangeEvent): Change {
  if (change === undefined) return begun(event);
  const common = { ...commonOf(change), version: event.v, moved: movedBy(event) };
  switch (event.type) {
    case 'agreed':
      return agreed(waiting(change, event), common, event);
    case 'rejected':
      waiting(change, event);
      if (event.by === 'desk') throw impossible(change, event);
      return {
        ...common,
        state: 'rejected',
        rejectedAt: event.at,
        rejectedBy: event.by,
        rejectedWhy: `v${event.v}`,
      };
    case 'taken-back':
      waiting(change, event);
      return { ...common, state: 'taken-back', takenBackAt: event.at };
    case 'lapsed':
      waiting(change, event);
      return { ...common, state: 'lapsed', lapsedAt: event.at };
    case 'applied':
      return { ...common, state: 'applied', appliedAt: event.at };
    case 'not-applied':
      return { ...common, state: 'not-applied', failedAt: event.at, failure: event.reason };
    case 'review-due':
      return { ...change, version: event.v };
    case 'reviewed':
      return reviewed(change, event);
    case 'proposed':
    case 'forced':
      throw impossible(change, event);
  }
}

function begun(event: ChangeEvent): Change {
  if (
    (event.type !== 'proposed' && event.type !== 'forced') ||
    event.by === 'desk' ||
    event.v !== 1
  )
    throw new Error(`${event.id}: ${event.type} v${event.v} can't begin a change`);
  const common: ChangeCommon = {
    schema: 1,
    id: event.id,
    number: Number(event.id.slice('CHG-'.length)),
    version: 1,
    subject: event.subject,
    requester: event.by,
    openedAt: event.at,
    reason: 'v1',
    quorum: event.type === 'proposed' ? event.quorum : 0,
    agreements: [],
    moved: movedBy(event),
  };
  return event.type === 'proposed'
    ? { ...common, state: 'waiting', expiresAt: event.expiresAt }
    : {
        ...common,
        state: 'agreed',
        agreedAt: event.at,
        breakGlass: { reviewAt: event.reviewAt },
      };
}

function agreed(change: Waiting, common: ChangeCommon, event: ChangeEvent): Change {
  if (event.by === 'desk') throw impossible(change, event);
  const { agreements, enough } = withAgreement(
    change.agreements,
    { by: event.by, at: event.at },
    change.quorum,
  );
  return enough
    ? { ...common, agreements, state: 'agreed', agreedAt: event.at }
    : { ...common, agreements, state: 'waiting', expiresAt: change.expiresAt };
}

function reviewed(change: Change, event: ChangeEvent): Change {
  if (!change.breakGlass || event.by === 'desk') throw impossible(change, event);
  const breakGlass = { ...change.breakGlass, reviewed: { by: event.by, at: event.at } };
  return { ...change, version: event.v, breakGlass };
}

function waiting(change: Change, event: ChangeEvent): Waiting {
  if (change.state !== 'waiting') throw impossible(change, event);
  return change;
}

/** Only what every state has: a state's own fields don't travel into the next one. */
function commonOf(change: Change): ChangeCommon {
  const { schema, id, number, version, subject, requester, openedAt } = change;
  const { reason, quorum, agreements, breakGlass, moved } = change;
  return {
    ...{ schema, id, number, version, subject, requester, openedAt },
    ...{ reason, quorum, agreements, moved },
    ...(breakGlass === undefined ? {} : { breakGlass }),
  };
}

function movedBy({ type, by, at }: ChangeEvent): ChangeCommon['moved'] {
  return { type, by, at };
}

function impossible({ id, state }: Change, { type, v }: ChangeEvent): Error {
  return new Error(`${id}: ${type} v${v} in state ${state}`);
}
