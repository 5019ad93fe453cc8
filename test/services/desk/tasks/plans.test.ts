import assert from 'node:assert/strict';
import { agendaMember } from '../../../../src/services/desk/agenda.js';
import { DAY, HOUR, MINUTE, SECOND, type TaskId } from '../../../../src/services/desk/ids.js';
import type { FoundPc } from '../../../../src/services/desk/ports.js';
import type { Recurrence } from '../../../../src/services/desk/recurrence.js';
import type { Wish } from '../../../../src/services/desk/tasks/task.js';
import { EFFECT, EVA, LUC, PRIYA, SAM, SNAPSHOT } from '../../../support/cast.js';
import { found, pc, reasonOf, TaskFixture } from './task-fixture.js';

/** Fridays at ten: an hour after the tests begin. */
const FRIDAYS: Recurrence = { on: { kind: 'week', days: [5] }, time: '10:00', zone: 'UTC' };
const FIRST = Date.UTC(2026, 10, 20, 10);
const WEEK = 7 * DAY;
const three = [pc(1), pc(2), pc(3)];
const eleven = Array.from({ length: 11 }, (_, n) => pc(n + 1));

describe('a planned restart', () => {
  /** Planned by Eva, agreed to by Luc. */
  async function planned(
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
  async function turn(at: TaskFixture, plan: TaskId): Promise<TaskId | undefined> {
    await at.tick({ type: 'advance-task', task: plan });
    const is = at.task(plan);
    if (is.state !== 'scheduled' || is.last === undefined || is.last.missed) return undefined;
    return begin(at, plan, is.last.v);
  }

  async function begin(at: TaskFixture, plan: TaskId, v: number): Promise<TaskId | undefined> {
    const command = { type: 'begin-turn', task: plan, v, reason: 'stuck' } as const;
    const answer = await at.tick(command);
    return answer.kind === 'done' ? answer.task : undefined;
  }

  async function checked(at: TaskFixture, task: TaskId, pcs: readonly FoundPc[]): Promise<void> {
    await at.tick({ type: 'task-checked', task, found: found(pcs) });
  }

  async function due(at: TaskFixture, plan: TaskId): Promise<TaskId> {
    const is = at.task(plan);
    assert.ok(is.state === 'scheduled');
    at.store.now = is.next;
    return (await turn(at, plan)) ?? assert.fail('nothing began');
  }

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

  it('is a task of its own each time, of the PCs that are meant then', async () => {
    const at = new TaskFixture();
    const plan = await planned(at, three, { waveSize: 2 });
    at.store.now = FIRST - 1;
    assert.equal(await turn(at, plan), undefined);
    const first = await due(at, plan);
    assert.equal(at.task(first).requester, EVA);
    assert.equal(at.store.words.get(`${first} v1`) ?? at.store.words.size > 0, true);
    await checked(at, first, [pc(3), pc(4)]);
    assert.equal(at.task(first).state, 'held', 'nobody need come back for it');
    assert.equal(await at.send(first, 1), false, 'it can be undone first');
    await at.pass(31 * SECOND, first);
    assert.equal(await at.send(first, 1), true);
    assert.deepEqual(
      at.task(first).items.map(({ name }) => name),
      ['PC-0003', 'PC-0004'],
    );
    assert.equal(at.task(first).wish.waveSize, 2);
    const stands = at.task(plan);
    assert.ok(stands.state === 'scheduled' && stands.next === FIRST + WEEK);
    const second = await due(at, plan);
    assert.notEqual(second, first);
    for (const id of [plan, first, second]) assert.deepEqual(at.folded(id), at.task(id));
  });

  it('begins once each time, however often it is tried', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    const first = await due(at, plan);
    const is = at.task(plan);
    assert.ok(is.state === 'scheduled' && is.last);
    const command = { type: 'begin-turn', task: plan, v: is.last.v, reason: 'x' } as const;
    const again = await at.desk.task({ command, actor: EFFECT, opKey: 'turn' });
    const more = await at.desk.task({ command, actor: EFFECT, opKey: 'turn' });
    assert.deepEqual({ ...more, replayed: false }, again);
    assert.ok(again.kind === 'done');
    await due(at, plan);
    const late = await begin(at, plan, is.last.v);
    assert.equal(late, undefined, 'the turn before is overtaken');
    assert.equal(at.task(first).wish.plan?.due, FIRST);
  });

  it('asks again when there are more PCs than were agreed to', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    const first = await due(at, plan);
    await checked(at, first, eleven);
    const waits = at.task(first);
    assert.ok(waits.state === 'awaiting_approval' && waits.quorum === 2);
    assert.deepEqual(
      waits.approvals.map(({ by }) => by),
      [LUC],
    );
    assert.equal(
      reasonOf(await at.say(LUC, { type: 'agree-restart', task: first })),
      'done already',
    );
    at.store.roles = { ...SNAPSHOT, admins: new Set([EVA, LUC, PRIYA]) };
    await at.say(PRIYA, { type: 'agree-restart', task: first });
    assert.equal(at.task(first).state, 'held');
  });

  it('counts no yes of whoever it would be good for', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    const first = await due(at, plan);
    await checked(at, first, [pc(1, { owner: LUC })]);
    const waits = at.task(first);
    assert.ok(waits.state === 'awaiting_approval' && waits.approvals.length === 0);
  });

  it('needs somebody where a name has become unclear, and goes on by itself after that', async () => {
    const at = new TaskFixture();
    const plan = await planned(at, [pc(1)], { targets: [{ kind: 'pc', name: 'PC-0001' }] });
    const first = await due(at, plan);
    await checked(at, first, [pc(1), pc(2, { name: 'PC-0001' })]);
    assert.equal(at.task(first).state, 'draft');
    assert.ok(at.store.agenda.has(agendaMember({ kind: 'tell-task', id: first, version: 2 })));
    await at.say(EVA, { type: 'pick-pc', task: first, target: 0, device: pc(1).device });
    await checked(at, first, [pc(1)]);
    assert.equal(at.task(first).state, 'held');
  });

  it('lapses when nothing could begin for too long, and says so', async () => {
    const at = new TaskFixture({ giveUp: HOUR });
    const plan = await planned(at);
    const first = await due(at, plan);
    at.store.frozen = { by: LUC, at: at.store.now, reason: 'a stolen account' };
    await checked(at, first, three);
    await at.pass(MINUTE, first);
    assert.equal(at.task(first).state, 'held');
    at.store.frozen = undefined;
    await at.pass(HOUR, first);
    const over = at.task(first);
    assert.ok(over.state === 'cancelled' && over.lapsed);
    const { version } = over;
    assert.ok(at.store.agenda.has(agendaMember({ kind: 'tell-task', id: first, version })));
  });

  describe('is left out, told, and not made up for', () => {
    async function missed(at: TaskFixture, plan: TaskId): Promise<string | undefined> {
      assert.equal(await turn(at, plan), undefined);
      const is = at.task(plan);
      assert.ok(is.state === 'scheduled' && is.last);
      const told = agendaMember({ kind: 'tell-task', id: plan, version: is.last.v });
      assert.ok(at.store.agenda.has(told));
      return is.last.missed;
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
      assert.ok(is.state === 'scheduled' && is.next === FIRST + WEEK && is.last?.missed);
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
    assert.ok(at.task(plan).state === 'awaiting_approval');
    const { version } = at.task(plan);
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

  it('can be cancelled one time only: an operator undoes a turn, and the plan stands', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    const first = await due(at, plan);
    await checked(at, first, three);
    await at.say(SAM, { type: 'cancel-restart', task: first });
    assert.equal(at.task(first).state, 'cancelled');
    assert.equal(at.task(plan).state, 'scheduled');
  });
});
