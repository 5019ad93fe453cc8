import assert from 'node:assert/strict';
import { MINUTE } from '../../../../src/services/desk/ids.js';
import { EVA, SAM } from '../../../support/cast.js';
import { ADMINS, pc, reasonOf, TaskFixture } from './task-fixture.js';

const three = [pc(1), pc(2), pc(3)];

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
