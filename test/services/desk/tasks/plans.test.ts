import assert from 'node:assert/strict';
import { agendaMember } from '../../../../src/services/desk/agenda.js';
import { DAY, HOUR, MINUTE, SECOND, type TaskId } from '../../../../src/services/desk/ids.js';
import type { Wish } from '../../../../src/services/desk/tasks/task.js';
import { EVA, LUC, PRIYA, SAM, SNAPSHOT } from '../../../support/cast.js';
import { pc, reasonOf, TaskFixture } from './task-fixture.js';

import { FIRST, FRIDAYS, WEEK, begin, checked, due, planned, three, turn } from './plan-steps.js';

describe('a planned restart', () => {
  it('takes an admin to ask, and another one to agree, however few PCs it is', async () => {
    const at = new TaskFixture();
    const wish: Wish = {
      ...{ targets: [{ kind: 'pc', name: 'PC-1' }], force: false, dryRun: false },
      every: FRIDAYS,
    };
    const asked = await at.say(SAM, { type: 'restart', wish, reason: 'weekly' });
    assert.ok(asked.kind === 'refused' && asked.refusal.reason === 'role-needed');
    assert.equal('role' in asked.refusal ? asked.refusal.role : '', 'admin');
    const plan = await at.drafted([pc(1)], { every: FRIDAYS }, EVA);
    assert.equal(at.task(plan).quorum, 1);
    await at.say(EVA, { type: 'confirm-restart', task: plan });
    assert.equal(reasonOf(await at.say(EVA, { type: 'agree-restart', task: plan })), 'own-change');
    await at.say(LUC, { type: 'agree-restart', task: plan });
    const stands = at.task(plan);
    assert.ok(stands.state === 'scheduled' && stands.next === FIRST);
    assert.equal(at.store.agenda.get(`timer:${plan}:due`)?.at, FIRST);
    assert.equal(at.store.agenda.has(agendaMember({ kind: 'restart', id: plan, n: 1 })), false);
    assert.deepEqual(at.folded(plan), at.task(plan));
  });

  it('begins not before the date that was asked for, and never before it can be undone', async () => {
    const at = new TaskFixture();
    const later = at.task(await planned(at, three, { at: FIRST + WEEK }));
    assert.ok(later.state === 'scheduled' && later.next === FIRST + WEEK);
    at.store.now = FIRST - 10 * SECOND;
    const close = at.task(await planned(at));
    assert.ok(close.state === 'scheduled' && close.next === FIRST + WEEK);
  });

  describe('is left out, told, and not made up for', () => {
    async function missed(at: TaskFixture, plan: TaskId): Promise<string | undefined> {
      assert.equal(await turn(at, plan), undefined);
      const is = at.task(plan);
      assert.ok(is.state === 'scheduled' && is.turn);
      const told = agendaMember({ kind: 'tell-task', id: plan, version: is.turn.v });
      assert.ok(at.store.agenda.has(told));
      return is.turn.missed;
    }

    it('while everything is stopped', async () => {
      const at = new TaskFixture();
      const plan = await planned(at);
      at.store.now = FIRST;
      at.store.frozen = { by: LUC, at: FIRST, reason: 'a stolen account' };
      assert.equal(await missed(at, plan), 'frozen');
      at.store.frozen = undefined;
      at.store.now = FIRST + 5 * MINUTE;
      await turn(at, plan);
      const is = at.task(plan);
      assert.ok(is.state === 'scheduled' && is.next === FIRST + WEEK && is.turn?.missed);
    });

    it('when nobody was there for too long: once, for however many times it was', async () => {
      const at = new TaskFixture({ giveUp: HOUR });
      const plan = await planned(at);
      at.store.now = FIRST + 3 * WEEK - 1;
      assert.equal(await missed(at, plan), 'late');
      const is = at.task(plan);
      assert.ok(is.state === 'scheduled' && is.next === FIRST + 3 * WEEK);
    });

    it('when whoever planned it may not any more', async () => {
      const at = new TaskFixture();
      const plan = await planned(at);
      at.store.now = FIRST;
      at.store.roles = { ...SNAPSHOT, admins: new Set([LUC]) };
      assert.equal(await missed(at, plan), 'not-allowed');
    });
  });

  it('waits for roles that are being read, and is agreed to anew when one who agreed may not any more', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    at.store.now = FIRST;
    at.store.roles = undefined;
    assert.equal(await turn(at, plan), undefined);
    assert.ok(at.task(plan).state === 'scheduled');
    at.store.roles = { ...SNAPSHOT, admins: new Set([EVA, PRIYA]) };
    await turn(at, plan);
    const waits = at.task(plan);
    assert.ok(waits.state === 'awaiting_approval' && waits.turn?.missed === 'approval-lost');
    assert.ok(waits.expiresAt > FIRST + 29 * DAY, 'nobody may be there for days');
    const { version } = waits;
    assert.ok(at.store.agenda.has(agendaMember({ kind: 'tell-task', id: plan, version })));
    await at.say(PRIYA, { type: 'agree-restart', task: plan });
    const stands = at.task(plan);
    assert.ok(stands.state === 'scheduled' && stands.next === FIRST + WEEK);
    const turned = await due(at, plan);
    assert.ok(turned);
    assert.deepEqual(at.folded(plan), at.task(plan));
  });

  it('ends by one admin, not by an operator; what has begun goes on', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    const first = await due(at, plan);
    await checked(at, first, three);
    const no = await at.say(SAM, { type: 'cancel-restart', task: plan });
    assert.equal(reasonOf(no), 'role-needed');
    await at.say(LUC, { type: 'cancel-restart', task: plan });
    assert.equal(at.task(plan).state, 'cancelled');
    assert.equal(at.store.agenda.has(`timer:${plan}:due`), false);
    assert.equal(at.task(first).state, 'held');
    at.store.now = FIRST + WEEK;
    await at.tick({ type: 'advance-task', task: plan });
    assert.equal(at.task(plan).state, 'cancelled');
    const orphan = await begin(at, plan, 99);
    assert.equal(orphan, undefined);
  });

  it('isn’t stopped by its own number: nothing of it is under way', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    assert.equal(reasonOf(await at.say(EVA, { type: 'halt-restart', task: plan })), 'is-plan');
  });
});
