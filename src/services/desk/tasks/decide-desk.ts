import { frozenRefusal, rolesTooOld } from '../authorise.js';
import { SECOND, type Instant } from '../ids.js';
import { checkedEvent, whyBusy } from './check.js';
import { stillAllowed } from './authorise-task.js';
import type { DeskTaskCommand } from './command.js';
import { ALREADY, event, movedOn, refused, type TaskDecision } from './decision.js';
import { zoneOf, type TaskFacts } from './facts.js';
import { itemCommon, withoutWave, type Item, type Queued, type SkipReason } from './item.js';
import { decideTurn } from './plan.js';
import { decideSeen } from './sights.js';
import type { Task } from './task.js';

type Of<T extends DeskTaskCommand['type']> = Extract<DeskTaskCommand, { type: T }>;

/**
 * How long a begun call belongs to the worker that began it: longer than it may take (8 s), so that whoever looks
 * afterwards sees what an unanswered call did.
 */
export const RESTART_HOLD = 12 * SECOND;

/** What Deskside itself says of a task. Timers come through `advance`. */
export function decideTaskForDesk(
  task: Task,
  command: Exclude<DeskTaskCommand, { type: 'advance-task' }>,
  facts: TaskFacts,
): TaskDecision {
  switch (command.type) {
    case 'task-checked':
      return isLooking(task) ? event(checkedEvent(task, command.found, facts)) : movedOn(task);
    case 'task-not-checked': {
      const problem = { kind: 'no-answer' } as const;
      const nothing = { items: [], unclear: [], quorum: 0, problem };
      return isLooking(task) ? event({ type: 'checked', ...nothing }) : movedOn(task);
    }
    case 'begin-turn':
      return decideTurn(task, command, facts);
    case 'user-not-reached':
      return decideNotReached(task, command.n, facts);
    case 'begin-restart':
      return decideBegin(task, command, facts);
    case 'delay-restart':
      return decideDelay(task, command, facts);
    case 'restart-sent':
      return decideSent(task, command.n, facts);
    case 'restart-failed':
      return decideFailed(task, command, facts);
    case 'restarts-seen':
      return decideSeen(task, command.sights, facts);
  }
}

type LookingDraft = Extract<Task, { state: 'draft' }> & { readonly checkedAt?: never };

/** A draft whose PCs are being looked up. */
export function isLooking(task: Task): task is LookingDraft {
  return task.state === 'draft' && task.checkedAt === undefined;
}

/** Nobody waits for the answer of somebody who was never asked. */
function decideNotReached(task: Task, n: number, { now, policy }: TaskFacts): TaskDecision {
  const item = task.items.find((candidate) => candidate.n === n);
  if (item?.state !== 'asked') return movedOn(task);
  const { told: _none, warnings, ...common } = itemCommon(item, now);
  const unreachable = { ...common, warnings: [...warnings, 'user-unreachable' as const] };
  const changed: Item =
    policy.restart.ask.nobody === 'go'
      ? { ...unreachable, state: 'queued', go: now, notAfter: item.notAfter }
      : { ...unreachable, state: 'skipped', why: 'nobody-to-ask' };
  return event({ type: 'unanswered', changes: [changed] });
}

/** A PC that may be called for from `go` on. */
export function ready(task: Task, n: number): Queued | undefined {
  const item = task.items.find((candidate) => candidate.n === n);
  return item?.state === 'queued' ? item : undefined;
}

/**
 * The fence before each call: everything is checked again, now. What was begun and left no answer is never begun again.
 */
function decideBegin(
  task: Task,
  { n, before }: Of<'begin-restart'>,
  facts: TaskFacts,
): TaskDecision {
  const item = ready(task, n);
  const { now, policy } = facts;
  if (task.state !== 'running' || !item || item.go === undefined || now < item.go)
    return movedOn(task);
  const { attempts } = item;
  if (attempts?.doubt) return movedOn(task);
  if (attempts && attempts.retryAt === undefined && now < attempts.begunAt + RESTART_HOLD)
    return refused({ code: 'HD-302', reason: 'busy' });
  if (facts.freeze) return refused(frozenRefusal(facts.freeze));
  if (rolesTooOld(facts)) return refused({ code: 'HD-201', reason: 'roles-too-old' });
  const out = outcomeOf(task, item, facts);
  if (out) return event(out);
  const { device } = item;
  if (device === undefined) return movedOn(task);
  const count = (attempts?.count ?? 0) + 1;
  const begun = { count, begunAt: now, doubt: false };
  const changed: Item = {
    ...item,
    movedAt: now,
    attempts: before === undefined ? begun : { ...begun, before },
  };
  const hold = { task: task.id, n, at: now, held: true };
  return {
    kind: 'accepted',
    event: { type: 'begun', changes: [changed] },
    notAfter: item.notAfter ?? now + policy.restart.giveUp,
    takes: new Map([[device, hold]]),
  };
}

/** Why it isn't sent after all, or not now. */
function outcomeOf(
  task: Task,
  item: Queued,
  facts: TaskFacts,
): { readonly type: 'left-out' | 'delayed'; readonly changes: readonly Item[] } | undefined {
  const { now } = facts;
  const common = itemCommon(item, now);
  const skip = (why: SkipReason) =>
    ({ type: 'left-out', changes: [{ ...common, state: 'skipped', why }] }) as const;
  if (item.notAfter !== undefined && now > item.notAfter) return skip('too-late');
  if (!stillAllowed(task, item, facts))
    return { type: 'left-out', changes: [{ ...common, state: 'failed', why: 'not-allowed' }] };
  const { device } = item;
  if (device === undefined) return skip('not-found');
  const hold = facts.pcs.get(device);
  const ours = hold?.task === task.id && hold.n === item.n;
  const busy = ours ? undefined : whyBusy({ device }, facts);
  if (busy) return skip(busy);
  const session = facts.sessions.get(device);
  if (session !== undefined && session !== task.wish.request) return skip('in-session');
  const opens = facts.localTime.opens(facts.windows, now, zoneOf(facts, item.owner));
  return opens === undefined
    ? undefined
    : { type: 'delayed', changes: [waiting(item, opens, facts)] };
}

/** Until a window opens; its user was asked before, so they aren't asked again. */
function waiting(item: Queued, opens: Instant, { now, policy }: TaskFacts): Item {
  return {
    ...withoutWave(itemCommon(item, now)),
    state: 'queued',
    go: opens,
    because: 'opening',
    notAfter: opens + policy.restart.giveUp,
  };
}

/** A call that may have been applied is looked for, and never made again; in the end a person decides. */
function decideDelay(task: Task, command: Of<'delay-restart'>, facts: TaskFacts): TaskDecision {
  const item = ready(task, command.n);
  if (!item?.attempts) return movedOn(task);
  const { attempts } = item;
  const { code, retryAt, doubt } = command;
  const { now, policy } = facts;
  const common = itemCommon(item, now);
  const doubtSince = attempts.doubtSince ?? attempts.begunAt;
  if (doubt && now - doubtSince > policy.restart.unproven) {
    const before = attempts.before === undefined ? {} : { before: attempts.before };
    const lost: Item = { ...common, state: 'unknown', sentAt: attempts.begunAt, ...before };
    return event({ type: 'delayed', changes: [lost] });
  }
  if (!doubt && item.notAfter !== undefined && retryAt > item.notAfter) {
    return event({ type: 'left-out', changes: [{ ...common, state: 'skipped', why: 'too-late' }] });
  }
  // Halted or cancelled meanwhile, and certainly not sent: it stays that way.
  if (!doubt && task.state !== 'running')
    return event({ type: 'unsent-cancelled', changes: [{ ...common, state: 'cancelled' }] });
  const tried = { ...attempts, doubt, retryAt, code, ...(doubt ? { doubtSince } : {}) };
  return event({ type: 'delayed', changes: [{ ...item, movedAt: now, attempts: tried }] });
}

/** Accepted. That is all it means. */
function decideSent(task: Task, n: number, { now }: TaskFacts): TaskDecision {
  const item = ready(task, n);
  if (!item?.attempts) return task.items.some((other) => other.n === n) ? ALREADY : movedOn(task);
  const { begunAt, before } = item.attempts;
  const changed: Item = {
    ...itemCommon(item, now),
    state: 'sent',
    sentAt: begunAt,
    ...(before === undefined ? {} : { before }),
  };
  return event({ type: 'sent', changes: [changed] });
}

function decideFailed(task: Task, command: Of<'restart-failed'>, { now }: TaskFacts): TaskDecision {
  const item = ready(task, command.n);
  if (!item) return movedOn(task);
  const common = itemCommon(item, now);
  const { why, code } = command;
  switch (why) {
    case 'not-supported':
      return event({ type: 'left-out', changes: [{ ...common, state: 'not_supported' }] });
    case 'restarting-already':
      return event({ type: 'left-out', changes: [{ ...common, state: 'skipped', why }] });
    case 'refused':
    case 'gone':
    case 'failed':
    case 'cancelled-there':
    case 'not-allowed': {
      const failed: Item = {
        ...common,
        state: 'failed',
        why,
        ...(code === undefined ? {} : { code }),
      };
      return event({ type: 'left-out', changes: [failed] });
    }
  }
}
