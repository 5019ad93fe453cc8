import assert from 'node:assert/strict';
import { DAY, type TaskId } from '../../../../src/services/desk/ids.js';
import type { FoundPc } from '../../../../src/services/desk/ports.js';
import type { Recurrence } from '../../../../src/services/desk/recurrence.js';
import type { Wish } from '../../../../src/services/desk/tasks/task.js';
import { EVA, LUC } from '../../../support/cast.js';
import { found, pc, type TaskFixture } from './task-fixture.js';

/** Fridays at ten: an hour after the tests begin. */
export const FRIDAYS: Recurrence = { on: { kind: 'week', days: [5] }, time: '10:00', zone: 'UTC' };
export const FIRST = Date.UTC(2026, 10, 20, 10);
export const WEEK = 7 * DAY;
export const three = [pc(1), pc(2), pc(3)];
export const eleven = Array.from({ length: 11 }, (_, n) => pc(n + 1));

/** Planned by Eva, agreed to by Luc. */
export async function planned(
  at: TaskFixture,
  pcs: readonly FoundPc[] = three,
  wish: Partial<Wish> = {},
): Promise<TaskId> {
  const plan = await at.drafted(pcs, { every: FRIDAYS, ...wish }, EVA);
  await at.say(EVA, { type: 'confirm-restart', task: plan });
  await at.say(LUC, { type: 'agree-restart', task: plan });
  return plan;
}

/** Its time comes, and the job that follows runs. */
export async function turn(at: TaskFixture, plan: TaskId): Promise<TaskId | undefined> {
  await at.tick({ type: 'advance-task', task: plan });
  const is = at.task(plan);
  if (is.state !== 'scheduled' || is.turn === undefined || is.turn.missed) return undefined;
  return begin(at, plan, is.turn.v);
}

export async function begin(at: TaskFixture, plan: TaskId, v: number): Promise<TaskId | undefined> {
  const command = { type: 'begin-turn', task: plan, v, reason: 'stuck' } as const;
  const answer = await at.tick(command);
  return answer.kind === 'done' ? answer.task : undefined;
}

export async function checked(
  at: TaskFixture,
  task: TaskId,
  pcs: readonly FoundPc[],
): Promise<void> {
  await at.tick({ type: 'task-checked', task, found: found(pcs) });
}

export async function due(at: TaskFixture, plan: TaskId): Promise<TaskId> {
  const is = at.task(plan);
  assert.ok(is.state === 'scheduled');
  at.store.now = is.next;
  return (await turn(at, plan)) ?? assert.fail('nothing began');
}
