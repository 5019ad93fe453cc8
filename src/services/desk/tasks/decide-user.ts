import { HOUR, MINUTE, type Instant } from '../ids.js';
import type { TaskCommand } from './command.js';
import { event, movedOn, refused, type TaskDecision } from './decision.js';
import { zoneOf, type TaskFacts } from './facts.js';
import {
  itemCommon,
  withoutWave,
  type Answered,
  type AskedItem,
  type Item,
  type Queued,
} from './item.js';
import type { Task } from './task.js';

/** The PC's own user chooses when. They may change their mind until it is sent. */
export function decideAnswer(
  task: Task,
  { n, answer }: Extract<TaskCommand, { type: 'answer-restart' }>,
  facts: TaskFacts,
): TaskDecision {
  const item = task.items.find((candidate) => candidate.n === n);
  if (task.state !== 'running' || !item || !isAnswerable(item)) return movedOn(task);
  if (answer === 'not-today' && item.putOff >= facts.policy.restart.ask.notToday)
    return refused({ code: 'HD-302', reason: 'no-more-later' });
  return event({ type: 'answered', changes: [answered(item, answer, facts)] });
}

/** Asked, or answered with a time that hasn't come. */
export function isAnswerable(item: Item): item is AskedItem | Queued {
  if (item.state === 'asked') return true;
  return item.state === 'queued' && item.because !== undefined && item.attempts === undefined;
}

function answered(item: AskedItem | Queued, answer: Answered, facts: TaskFacts): Item {
  const { now, policy } = facts;
  const common = itemCommon(item, now);
  const { giveUp } = policy.restart;
  if (answer === 'now') return { ...common, state: 'queued', go: now, notAfter: now + giveUp };
  const go = momentOf(item, answer, facts);
  const later = { ...withoutWave(common), state: 'queued', go } as const;
  return answer === 'not-today'
    ? { ...later, putOff: item.putOff + 1, because: 'put-off', notAfter: go + giveUp }
    : { ...later, because: 'chosen', notAfter: go + giveUp };
}

/** When an answer means, by the clock of the PC's user. */
function momentOf(
  { owner }: Pick<Item, 'owner'>,
  answer: Exclude<Answered, 'now'>,
  facts: TaskFacts,
): Instant {
  const { now, localTime, policy } = facts;
  const { tonight, tomorrow } = policy.restart.ask;
  const zone = zoneOf(facts, owner);
  switch (answer) {
    case 'in-15-min':
      return now + 15 * MINUTE;
    case 'in-1-h':
      return now + HOUR;
    case 'tonight':
      return localTime.next(now, zone, tonight);
    case 'not-today':
      return localTime.next(now, zone, tomorrow, 1);
  }
}
