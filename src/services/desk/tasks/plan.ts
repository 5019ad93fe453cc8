import { holds, rolesTooOld } from '../authorise.js';
import { DAY, type Instant, type Millis } from '../ids.js';
import type { Recurrence } from '../recurrence.js';
import { noSay } from '../second-person.js';
import { lostApprovers } from './authorise-task.js';
import { movedOn, type TaskDecision } from './decision.js';
import type { MissedTurn, TaskEventBody } from './event.js';
import type { TaskFacts } from './facts.js';
import type { Draft, Scheduled, Task } from './task.js';
import { beneficiaryOfTask } from './tiers.js';
import type { Wish } from './wish.js';

/** How long a plan that stood waits for another yes: it may be days until somebody sees that it is wanted. */
const ANEW: Millis = 30 * DAY;

/** The first time of a plan after everybody agreed: not before the date that was asked for. */
export function firstTurn(
  every: Recurrence,
  { at }: Pick<Wish, 'at'>,
  { now, localTime, policy }: TaskFacts,
): Instant {
  return localTime.nextOf(every, Math.max(now + policy.restart.hold, (at ?? 0) - 1));
}

/**
 * What a plan's time comes to: a task of its own, or nothing and why. What was missed, for however long, isn't made up
 * for: nobody expects it at another time.
 */
export function turnDue(plan: Scheduled, facts: TaskFacts): TaskEventBody | undefined {
  const { now, policy, localTime } = facts;
  const { every } = plan.wish;
  const due = plan.next;
  if (now < due || every === undefined) return undefined;
  const next = localTime.nextOf(every, now);
  const missed = (why: MissedTurn) => ({ type: 'missed', due, next, why }) as const;
  if (now > due + policy.restart.giveUp) return missed('late');
  if (facts.freeze) return missed('frozen');
  if (rolesTooOld(facts)) return undefined;
  if (!holds(facts, plan.requester, 'restart.plan')) return missed('not-allowed');
  const who = lostApprovers(plan, facts);
  if (who.length > 0) return { type: 'approval-void', who, expiresAt: now + ANEW, due };
  return { type: 'due', due, next };
}

/** The task of a plan's turn. Nothing comes of one that was overtaken: by the next, or by the end of the plan. */
export function decideTurn(
  plan: Task,
  turn: { readonly v: number; readonly reason: string },
  facts: TaskFacts,
): TaskDecision {
  if (plan.state !== 'scheduled' || plan.turn?.v !== turn.v) return movedOn(plan);
  const { wish, requester, approvals, from } = plan;
  const { targets, force, waveSize, part } = wish;
  const meant: Wish = {
    ...{ targets, force, dryRun: false, plan: { id: plan.id, due: plan.turn.due } },
    ...(waveSize === undefined ? {} : { waveSize }),
    ...(part === undefined ? {} : { part }),
  };
  const lapsesAt = lastMoment(meant, facts);
  const of = { requester, approvals };
  const drafted = { type: 'drafted', wish: meant, from, lapsesAt, words: true, of } as const;
  return { kind: 'accepted', event: drafted, words: turn.reason };
}

/** Checked, and nothing to choose: it goes on by itself, with those who agreed to the plan or with more of them. */
export function confirmedTurn(task: Draft, facts: TaskFacts): TaskEventBody | undefined {
  const { wish, requester, quorum } = task;
  // Who may what isn't known at the moment.
  if (!isTurnReady(task) || rolesTooOld(facts)) return undefined;
  const { hold, approveWithin } = facts.policy.restart;
  const { now } = facts;
  const lost = lostApprovers(task, facts);
  const people = { requester, beneficiary: beneficiaryOfTask(task) };
  const approvals = task.approvals.filter(
    ({ by }) => !lost.includes(by) && noSay(people, by) === undefined,
  );
  if (approvals.length >= quorum) return { type: 'confirmed-alone', until: now + hold, approvals };
  const expiresAt = Math.min(now + approveWithin, lastMoment(wish, facts));
  return { type: 'confirmed', expiresAt, approvals };
}

/** A draft that somebody could confirm. */
export function isReady({ checkedAt, unclear, problem, items }: Draft): boolean {
  const any = items.some(({ state }) => state === 'queued');
  return checkedAt !== undefined && unclear.length === 0 && problem === undefined && any;
}

/** A plan's turn that can go on by itself. */
export function isTurnReady(task: Draft): boolean {
  return task.wish.plan !== undefined && isReady(task);
}

/** After this a restart that was wanted at a time doesn't begin any more: nobody expects it then. */
export function lastMoment(
  { plan, every, at }: Wish,
  { policy }: Pick<TaskFacts, 'policy'>,
): Instant {
  const wanted = plan?.due ?? (every === undefined ? at : undefined);
  return wanted === undefined ? Infinity : wanted + policy.restart.giveUp;
}
