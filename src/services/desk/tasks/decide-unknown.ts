import type { TaskCommand } from './command.js';
import { ALREADY, event, movedOn, type TaskDecision } from './decision.js';
import type { TaskFacts } from './facts.js';
import { itemCommon, type Item, type UnknownItem } from './item.js';
import type { Task } from './task.js';

/** Followed once more: what the far end shows then is believed. Nothing is sent again. */
export function decideLookAgain(task: Task, n: number, { now }: TaskFacts): TaskDecision {
  const item = unknownOf(task, n);
  if (!item) return movedOn(task);
  const { sentAt, before } = item;
  const changed: Item = {
    ...itemCommon(item, now),
    state: 'sent',
    sentAt,
    ...(before === undefined ? {} : { before }),
  };
  return event({ type: 'looked-again', changes: [changed] });
}

/** A person's decision on what nobody could prove. */
export function decideSettle(
  task: Task,
  { n, as }: Extract<TaskCommand, { type: 'settle-restart' }>,
  { now }: TaskFacts,
): TaskDecision {
  const settled = as === 'restarted' ? 'done' : 'failed';
  if (task.items.find((item) => item.n === n)?.state === settled) return ALREADY;
  const item = unknownOf(task, n);
  if (!item) return movedOn(task);
  const { sentAt } = item;
  const common = itemCommon(item, now);
  const changed: Item =
    as === 'restarted'
      ? { ...common, state: 'done', sentAt }
      : { ...common, state: 'failed', why: 'failed', sentAt };
  return event({ type: 'settled', changes: [changed] });
}

function unknownOf({ items }: Task, n: number): UnknownItem | undefined {
  const item = items.find((candidate) => candidate.n === n);
  return item?.state === 'unknown' ? item : undefined;
}
