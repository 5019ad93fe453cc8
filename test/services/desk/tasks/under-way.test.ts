import assert from 'node:assert/strict';
import { agendaMember } from '../../../../src/services/desk/agenda.js';
import { createDesk } from '../../../../src/services/desk/execute.js';
import { HOUR, MINUTE, type TaskId } from '../../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../../src/services/desk/policy.js';
import { ANNA, EFFECT, EVA, SAM } from '../../../support/cast.js';
import { ALWAYS_OPEN, UTC } from '../../../support/memory-store.js';
import { ADMINS, pc, reasonOf, TaskFixture } from './task-fixture.js';

const three = [pc(1), pc(2), pc(3)];

/** Of the first nobody knows what became of it; the second, of the same PC, is about to be sent. */
async function twice() {
  const at = new TaskFixture();
  const see = (task: TaskId, startedAt: number) =>
    at.tick({
      type: 'restarts-seen',
      task,
      sights: new Map([[pc(1).device, { state: 'done', startedAt }]]),
    });
  const one = await at.running([pc(1)]);
  await at.send(one, 1);
  at.store.now += 16 * MINUTE;
  await see(one, 1);
  assert.equal(at.states(one), 'unknown');
  return { at, one, two: await at.running([pc(1)]), see };
}

describe('a restart under way', () => {
  describe('honest states', () => {
    it('says sent until the far end shows a restart of ours, and done only when that is done', async () => {
      const at = new TaskFixture();
      const task = await at.running([pc(1)]);
      await at.send(task, 1);
      const see = (state: 'pending' | 'active' | 'done', startedAt: number) =>
        at.tick({
          type: 'restarts-seen',
          task,
          sights: new Map([[pc(1).device, { state, startedAt }]]),
        });
      await see('done', 1);
      assert.equal(at.states(task), 'sent', 'the restart before ours says nothing');
      await see('pending', 2);
      assert.equal(at.states(task), 'pending');
      await see('done', 2);
      assert.equal(at.states(task), 'done');
      assert.equal(at.task(task).state, 'finished');
    });

    it('says unknown when nothing can be proven, and never sends it again', async () => {
      const at = new TaskFixture();
      const task = await at.running([pc(1)]);
      await at.tick({ type: 'begin-restart', task, n: 1, before: 1 });
      const doubt = { type: 'delay-restart', task, n: 1, code: 'no-answer', doubt: true } as const;
      await at.tick({ ...doubt, retryAt: at.store.now + 1_000 });
      at.store.now += MINUTE;
      assert.equal(await at.send(task, 1), false, 'never begun again on a doubt');
      at.store.now += 10 * MINUTE;
      await at.tick({ ...doubt, retryAt: at.store.now + 1_000 });
      assert.equal(at.states(task), 'unknown');
      assert.equal(at.task(task).state, 'finished');
      await at.say(SAM, { type: 'settle-restart', task, n: 1, as: 'restarted' });
      assert.equal(at.states(task), 'done');
    });

    it('takes no restart of another task for its own when it looks again', async () => {
      const { at, one, two, see } = await twice();
      assert.equal(await at.send(two, 1), true);
      await at.say(SAM, { type: 'look-again', task: one, n: 1 });
      assert.equal(at.states(one), 'sent');
      await see(one, at.store.now);
      assert.equal(at.states(one), 'unknown');
      await see(two, at.store.now);
      assert.equal(at.states(two), 'done');
    });

    it('believes what it sees when the other task never restarted the PC', async () => {
      const { at, one, two, see } = await twice();
      await at.tick({ type: 'begin-restart', task: two, n: 1, before: 1 });
      await at.tick({ type: 'restart-failed', task: two, n: 1, why: 'refused' });
      assert.equal(at.store.pcs.get(pc(1).device)?.task, two);
      await at.say(SAM, { type: 'look-again', task: one, n: 1 });
      await see(one, 2);
      assert.equal(at.states(one), 'done');
    });
  });

  it('waits for the next window when one closes before it was sent, and asks nobody again', async () => {
    const at = new TaskFixture();
    at.reachable(ANNA);
    const task = await at.running([pc(1, { owner: ANNA })]);
    await at.say(ANNA, { type: 'answer-restart', task, n: 1, answer: 'now' });
    const opens = at.store.now + 3 * HOUR;
    const shut = createDesk({
      ...{ store: at.store, roles: at.store, calendar: ALWAYS_OPEN, policy: DEFAULT_POLICY },
      localTime: { ...UTC, opens: (_windows, now) => (now < opens ? opens : undefined) },
    });
    const call = agendaMember({ kind: 'restart', id: task, n: 1 });
    const begin = { type: 'begin-restart', task, n: 1, before: 1 } as const;
    await shut.task({ command: begin, actor: EFFECT, opKey: 'shut-1' });
    const item = at.item(task, 1);
    assert.ok(item.state === 'queued' && item.attempts === undefined);
    assert.equal(item.because, 'opening');
    assert.equal(item.go, opens);
    assert.equal(item.notAfter, opens + DEFAULT_POLICY.restart.giveUp);
    assert.equal(at.store.agenda.get(call)?.at, opens, 'called for then');
    assert.equal(await at.send(task, 1), false);
    await at.pass(3 * HOUR, task);
    assert.equal(at.states(task), 'queued', 'not asked again');
    assert.equal(await at.send(task, 1), true);
  });

  describe('waves', () => {
    const ten = Array.from({ length: 10 }, (_, n) => pc(n + 1));

    async function wave(
      at: TaskFixture,
      task: Awaited<ReturnType<TaskFixture['running']>>,
      failing: number,
    ) {
      for (const n of [1, 2, 3, 4, 5]) await at.send(task, n);
      const sights = new Map(
        [1, 2, 3, 4, 5].map((n) => [
          pc(n).device,
          { state: n <= failing ? ('failed' as const) : ('done' as const), startedAt: 9 },
        ]),
      );
      await at.tick({ type: 'restarts-seen', task, sights });
    }

    it('begins the next when one is over', async () => {
      const at = new TaskFixture();
      const task = await at.running(ten);
      assert.equal(await at.send(task, 6), false);
      await wave(at, task, 1);
      assert.equal(at.task(task).state, 'running');
      assert.equal(await at.send(task, 6), true);
    });

    it('stops when more than a fifth of what one sent failed', async () => {
      const at = new TaskFixture();
      const task = await at.running(ten);
      await wave(at, task, 2);
      const halted = at.task(task);
      assert.ok(halted.state === 'halted' && halted.cause === 'failures');
      assert.equal(
        at.states(task),
        'failed failed done done done cancelled cancelled cancelled cancelled cancelled',
      );
    });

    it('stops for an earlier wave too, when its failures show late', async () => {
      const at = new TaskFixture();
      const task = await at.running([...ten, ...[11, 12, 13].map((n) => pc(n))]);
      const see = (ns: readonly number[], state: 'pending' | 'done' | 'failed') =>
        at.tick({
          type: 'restarts-seen',
          task,
          sights: new Map(ns.map((n) => [pc(n).device, { state, startedAt: 9 }])),
        });
      for (const n of [1, 2, 3, 4, 5]) await at.send(task, n);
      await see([1, 2, 3], 'done');
      await see([4, 5], 'pending');
      await at.pass(11 * MINUTE, task);
      for (const n of [6, 7, 8, 9, 10]) assert.equal(await at.send(task, n), true);
      await see([4, 5], 'failed');
      assert.equal(at.task(task).state, 'running', 'the second wave is under way');
      await see([6, 7, 8, 9, 10], 'done');
      const halted = at.task(task);
      assert.ok(halted.state === 'halted' && halted.cause === 'failures');
      assert.deepEqual(
        [11, 12, 13].map((n) => at.item(task, n).state),
        ['cancelled', 'cancelled', 'cancelled'],
      );
    });

    it('begins none, and asks nobody, while everything is stopped; and goes on by itself', async () => {
      const at = new TaskFixture();
      const task = await at.running(ten);
      for (const n of [1, 2, 3, 4, 5]) await at.send(task, n);
      at.store.frozen = { by: EVA, at: at.store.now, reason: 'a stolen account' };
      const done = { state: 'done', startedAt: 9 } as const;
      const sights = new Map([1, 2, 3, 4, 5].map((n) => [pc(n).device, done]));
      await at.tick({ type: 'restarts-seen', task, sights });
      assert.equal(at.task(task).state, 'running');
      assert.equal(at.item(task, 6).state, 'queued');
      assert.equal(await at.send(task, 6), false);
      const due = at.store.agenda.get(`timer:${task}:due`);
      assert.ok(due && due.at <= at.store.now, 'its timer looks again');
      at.store.frozen = undefined;
      await at.pass(5_000, task);
      assert.equal(await at.send(task, 6), true);
    });

    it('is halted by a person: what was sent is followed, the rest is not sent', async () => {
      const at = new TaskFixture();
      const task = await at.running(ten);
      await at.send(task, 1);
      await at.say(EVA, { type: 'halt-restart', task });
      for (let n = 1; n <= 10; n += 1) assert.equal(await at.send(task, n), false);
      await at.tick({
        type: 'restarts-seen',
        task,
        sights: new Map([[pc(1).device, { state: 'done', startedAt: 2 }]]),
      });
      assert.equal(at.item(task, 1).state, 'done');
    });

    it('goes on with what was sent when the rest is taken back', async () => {
      const at = new TaskFixture();
      const task = await at.running(ten);
      await at.send(task, 1);
      await at.say(SAM, { type: 'cancel-restart', task });
      assert.equal(at.task(task).state, 'running');
      assert.equal(reasonOf(await at.say(SAM, { type: 'cancel-restart', task })), 'all-sent');
    });
  });

  it('keeps a PC for one restart at a time, and lets it rest', async () => {
    const at = new TaskFixture();
    const one = await at.running([pc(1)]);
    const two = await at.drafted([pc(1)]);
    await at.say(SAM, { type: 'confirm-restart', task: two });
    await at.pass(31_000, two);
    assert.equal(await at.send(one, 1), true);
    assert.equal(await at.send(two, 1), false);
    assert.equal(at.states(two), 'skipped');
  });

  it('folds from its events', async () => {
    const at = new TaskFixture();
    at.reachable(...ADMINS);
    const task = await at.running(three);
    await at.send(task, 1);
    assert.deepEqual(at.folded(task), at.task(task));
  });
});
