import type { PersonId } from '../ids.js';
import { agreedAlready, noSay } from '../second-person.js';
import { beneficiaryOfTask } from './tiers.js';
import type { TaskCommand } from './command.js';
import { ALREADY, event, movedOn, refused, type TaskDecision } from './decision.js';
import { decideAnswer } from './decide-user.js';
import { decideLookAgain, decideSettle } from './decide-unknown.js';
import type { TaskEventBody } from './event.js';
import type { TaskFacts } from './facts.js';
import { isUnsent, itemCommon, type CancelledItem, type Item } from './item.js';
import { mostOf } from './check.js';
import { firstTurn, isReady, lastMoment } from './plan.js';
import type { Task } from './task.js';

type Of<T extends TaskCommand['type']> = Extract<TaskCommand, { type: T }>;
/** Commands about a task that exists. */
export type TaskMove = Exclude<TaskCommand, { type: 'restart' }>;

/** Asks for a check of PCs; nothing is restarted before its asker confirms. */
export function decideRestart(
  command: Of<'restart'>,
  from: Task['from'],
  facts: TaskFacts,
): TaskDecision {
  const words = clean(command.reason, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'reason-missing' });
  const { wish } = command;
  if (wish.targets.length === 0) return refused({ code: 'HD-102', reason: 'target-missing' });
  const most = mostOf(facts);
  const total = wish.targets.length;
  if (total > most) return refused({ code: 'HD-403', reason: 'too-many-pcs', total, most });
  if (wish.at !== undefined && wish.at <= facts.now)
    return refused({ code: 'HD-102', reason: 'time-past' });
  const lapsesAt = facts.now + facts.policy.restart.confirmWithin;
  return {
    kind: 'accepted',
    event: { type: 'drafted', wish, from, lapsesAt, words: true },
    words,
  };
}

export function decideTask(
  task: Task,
  command: TaskMove,
  actor: PersonId,
  facts: TaskFacts,
): TaskDecision {
  switch (command.type) {
    case 'pick-pc':
      return decidePick(task, command);
    case 'check-again':
      return task.state === 'draft' && task.checkedAt !== undefined
        ? event({ type: 'checked-again' })
        : movedOn(task);
    case 'confirm-restart':
      return decideConfirm(task, facts);
    case 'agree-restart':
      return decideAgree(task, actor, facts);
    case 'reject-restart':
      return decideReject(task, command, actor, facts);
    case 'cancel-restart':
      return decideCancel(task, facts);
    case 'halt-restart':
      if (task.state === 'halted') return ALREADY;
      if (task.state === 'scheduled') return refused({ code: 'HD-302', reason: 'is-plan' });
      if (task.state !== 'running') return movedOn(task);
      return event({ type: 'halted', cause: 'person', changes: unsentCancelled(task, facts) });
    case 'answer-restart':
      return decideAnswer(task, command, facts);
    case 'look-again':
      return decideLookAgain(task, command.n, facts);
    case 'settle-restart':
      return decideSettle(task, command, facts);
  }
}

function decidePick(task: Task, { target, device }: Of<'pick-pc'>): TaskDecision {
  if (task.state !== 'draft') return movedOn(task);
  const asked = task.unclear.find((unclear) => unclear.target === target);
  const pc = asked?.candidates.find((candidate) => candidate.device === device);
  // Chosen already, or never offered.
  if (!pc) return movedOn(task);
  return event({ type: 'picked', target, pc: { id: pc.device, name: pc.name } });
}

function decideConfirm(task: Task, facts: TaskFacts): TaskDecision {
  const { now, policy } = facts;
  const confirmed = task.moved.type === 'confirmed' || task.moved.type === 'confirmed-alone';
  if (task.state !== 'draft') return confirmed ? ALREADY : movedOn(task);
  const { lapsesAt } = task;
  if (now > lapsesAt)
    return refused({ code: 'HD-301', reason: 'deadline-passed', deadline: lapsesAt });
  if (task.wish.dryRun) return refused({ code: 'HD-302', reason: 'dry-run' });
  if (!isReady(task)) return refused({ code: 'HD-302', reason: 'nothing-to-confirm' });
  const { approveWithin, hold } = policy.restart;
  const expiresAt = Math.min(now + approveWithin, lastMoment(task.wish, facts));
  const confirmedNow: TaskEventBody =
    task.quorum > 0
      ? { type: 'confirmed', expiresAt }
      : { type: 'confirmed-alone', until: heldUntil(task, now, hold) };
  return { kind: 'accepted', event: confirmedNow, notAfter: lapsesAt };
}

/** Not before the time that was asked for, and never without the time to take it back. */
function heldUntil({ wish }: Task, now: number, hold: number): number {
  return Math.max(now + hold, wish.at ?? 0);
}

/**
 * Distinct people, neither the asker nor the one whose PCs these are. The deadline travels into the commit, so that a
 * late timer can't let a yes through.
 */
function decideAgree(task: Task, actor: PersonId, facts: TaskFacts): TaskDecision {
  const { now, policy } = facts;
  const { requester } = task;
  const own = noSay({ requester, beneficiary: beneficiaryOfTask(task) }, actor);
  if (own) return refused(own);
  if (agreedAlready(task.approvals, actor)) return ALREADY;
  if (task.state !== 'awaiting_approval') return movedOn(task);
  const { expiresAt } = task;
  if (now > expiresAt)
    return refused({ code: 'HD-301', reason: 'deadline-passed', deadline: expiresAt });
  const { every } = task.wish;
  const until = every
    ? firstTurn(every, task.wish, facts)
    : heldUntil(task, now, policy.restart.hold);
  return { kind: 'accepted', event: { type: 'approved', until }, notAfter: expiresAt };
}

function decideReject(
  task: Task,
  command: Of<'reject-restart'>,
  actor: PersonId,
  facts: TaskFacts,
): TaskDecision {
  if (task.state === 'rejected' && task.rejectedBy === actor) return ALREADY;
  if (task.state !== 'awaiting_approval') return movedOn(task);
  const words = clean(command.reason, facts);
  if (words === undefined) return refused({ code: 'HD-102', reason: 'reason-missing' });
  return { kind: 'accepted', event: { type: 'rejected', words: true }, words };
}

function decideCancel(task: Task, facts: TaskFacts): TaskDecision {
  switch (task.state) {
    case 'draft':
    case 'awaiting_approval':
    case 'held':
    case 'scheduled':
      return event({ type: 'cancelled', changes: unsentCancelled(task, facts) });
    case 'running': {
      const changes = unsentCancelled(task, facts);
      return changes.length === 0
        ? refused({ code: 'HD-302', reason: 'all-sent' })
        : event({ type: 'unsent-cancelled', changes });
    }
    case 'cancelled':
      return task.lapsed ? movedOn(task) : ALREADY;
    case 'finished':
    case 'rejected':
    case 'halted':
      return movedOn(task);
  }
}

/** PCs of which it is certain that nothing was sent, taken back. */
export function unsentCancelled({ items }: Task, { now }: Pick<TaskFacts, 'now'>): Item[] {
  return items
    .filter((item) => isUnsent(item) || certainlyNotSent(item))
    .map((item): CancelledItem => ({ ...itemCommon(item, now), state: 'cancelled' }));
}

/** Called for, refused for a while, and waiting for the next try. */
function certainlyNotSent(item: Item): boolean {
  return (
    item.state === 'queued' &&
    item.attempts !== undefined &&
    item.attempts.retryAt !== undefined &&
    !item.attempts.doubt
  );
}

function clean(text: string, { policy }: TaskFacts): string | undefined {
  const trimmed = text.trim().slice(0, policy.limits.text);
  return trimmed === '' ? undefined : trimmed;
}
