import { holds, rolesTooOld } from '../authorise.js';
import type { Instant } from '../ids.js';
import type { Recurrence } from '../recurrence.js';
import { noSay } from '../second-person.js';
import { lostApprovers } from './authorise-task.js';
import { movedOn, type TaskDecision } from './decision.js';
import type { MissedTurn, TaskEventBody } from './event.js';
import type { TaskFacts } from './facts.js';
import type { Draft, Scheduled, Task } from './task.js';
import { beneficiaryOfTask } from './tiers.js';
import type { Wish } from './wish.js';

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
  if (who.length > 0)
    return { type: 'approval-void', who, expiresAt: now + policy.restart.approveWithin };
  return { type: 'due', due, next };
}

/** The task of a plan's turn. Nothing comes of one that was overtaken: by the next, or by the end of the plan. */
export function decideTurn(
  plan: Task,
  turn: { readonly v: number; readonly reason: string },
  { now, policy }: TaskFacts,
): TaskDecision {
  if (plan.state !== 'scheduled' || plan.last?.v !== turn.v) return movedOn(plan);
  const { wish, requester, approvals, from } = plan;
  const { targets, force, waveSize } = wish;
  const meant: Wish = {
    ...{ targets, force, dryRun: false, plan: { id: plan.id, due: plan.last.due } },
    ...(waveSize === undefined ? {} : { waveSize }),
  };
  const lapsesAt = now + policy.restart.confirmWithin;
  const of = { requester, approvals };
  const drafted = { type: 'drafted', wish: meant, from, lapsesAt, words: true, of } as const;
  return { kind: 'accepted', event: drafted, words: turn.reason };
}

/** Checked, and nothing to choose: it goes on by itself, with those who agreed to the plan or with more of them. */
export function confirmedTurn(task: Draft, facts: TaskFacts): TaskEventBody | undefined {
  const { wish, requester, quorum } = task;
  if (wish.plan === undefined || !isReady(task)) return undefined;
  const { hold, approveWithin } = facts.policy.restart;
  const { now } = facts;
  const lost = lostApprovers(task, facts);
  const people = { requester, beneficiary: beneficiaryOfTask(task) };
  const approvals = task.approvals.filter(
    ({ by }) => !lost.includes(by) && noSay(people, by) === undefined,
  );
  if (approvals.length >= quorum) return { type: 'confirmed-alone', until: now + hold, approvals };
  const expiresAt = Math.min(now + approveWithin, tooLateFor(wish, facts));
  return { type: 'confirmed', expiresAt, approvals };
}

/** A draft that somebody could confirm. */
export function isReady({ checkedAt, unclear, problem, items }: Draft): boolean {
  const any = items.some(({ state }) => state === 'queued');
  return checkedAt !== undefined && unclear.length === 0 && problem === undefined && any;
}

/** After this a plan's turn doesn't begin any more. */
export function tooLateFor({ plan }: Wish, { policy }: Pick<TaskFacts, 'policy'>): Instant {
  return plan === undefined ? Infinity : plan.due + policy.restart.giveUp;
}
