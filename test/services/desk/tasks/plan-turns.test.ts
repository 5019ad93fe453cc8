import assert from 'node:assert/strict';
import { agendaMember } from '../../../../src/services/desk/agenda.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/services/desk/ids.js';
import { EFFECT, EVA, LUC, PRIYA, SAM, SNAPSHOT } from '../../../support/cast.js';
import { DEFAULT_POLICY } from '../../../../src/services/desk/policy.js';
import { pc, reasonOf, TaskFixture } from './task-fixture.js';

import { FIRST, WEEK, begin, checked, due, eleven, planned, three, turn } from './plan-steps.js';

describe('a turn of a plan', () => {
  it('is a task of its own each time, of the PCs that are meant then', async () => {
    const at = new TaskFixture();
    const plan = await planned(at, three, { waveSize: 2 });
    at.store.now = FIRST - 1;
    assert.equal(await turn(at, plan), undefined);
    const first = await due(at, plan);
    assert.equal(at.task(first).requester, EVA);
    assert.equal(at.store.words.get(`${first}:v1`), 'stuck');
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
    assert.ok(is.state === 'scheduled' && is.turn);
    const command = { type: 'begin-turn', task: plan, v: is.turn.v, reason: 'x' } as const;
    const again = await at.desk.task({ command, actor: EFFECT, opKey: 'turn' });
    const more = await at.desk.task({ command, actor: EFFECT, opKey: 'turn' });
    assert.deepEqual({ ...more, replayed: false }, again);
    assert.ok(again.kind === 'done');
    await due(at, plan);
    const late = await begin(at, plan, is.turn.v);
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
    at.store.now = FIRST + HOUR + 1;
    await at.tick({ type: 'advance-task', task: first });
    const over = at.task(first);
    assert.ok(over.state === 'cancelled' && over.lapsed);
    const { version } = over;
    assert.ok(at.store.agenda.has(agendaMember({ kind: 'tell-task', id: first, version })));
  });

  it('leaves out the rest when a freeze held it up for too long', async () => {
    const at = new TaskFixture({
      giveUp: HOUR,
      waves: { ...DEFAULT_POLICY.restart.waves, size: 2 },
    });
    const plan = await planned(at);
    const first = await due(at, plan);
    await checked(at, first, three);
    await at.pass(31 * SECOND, first);
    for (const n of [1, 2]) assert.equal(await at.send(first, n), true);
    at.store.frozen = { by: LUC, at: at.store.now, reason: 'a stolen account' };
    const done = { state: 'done', startedAt: 9 } as const;
    const sights = new Map([1, 2].map((n) => [pc(n).device, done]));
    await at.tick({ type: 'restarts-seen', task: first, sights });
    at.store.frozen = undefined;
    await at.pass(2 * HOUR, first);
    assert.equal(at.states(first), 'done done skipped');
    assert.equal(at.task(first).state, 'finished');
  });

  it('keeps its part of a group, each time', async () => {
    const at = new TaskFixture();
    const plan = await planned(at, three, { part: { k: 1, of: 3 } });
    const first = await due(at, plan);
    await checked(at, first, three);
    assert.deepEqual(
      at.task(first).items.map(({ name }) => name),
      ['PC-0001'],
    );
  });

  it('waits for roles that grow old while PCs are looked up, and loses no yes', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    const first = await due(at, plan);
    const { roles } = at.store;
    at.store.roles = { ...SNAPSHOT, admins: new Set([EVA, LUC]), age: DAY };
    await checked(at, first, three);
    assert.equal(at.task(first).state, 'draft');
    const rings = at.store.agenda.get(`timer:${first}:due`)?.at ?? Infinity;
    assert.ok(rings <= at.store.now, 'its timer looks again');
    at.store.roles = roles;
    await at.tick({ type: 'advance-task', task: first });
    const held = at.task(first);
    assert.ok(held.state === 'held' && held.approvals.length === 1);
  });

  it('is helped on by another who may plan, when it is stuck', async () => {
    const at = new TaskFixture();
    const plan = await planned(at);
    const first = await due(at, plan);
    await at.tick({ type: 'task-not-checked', task: first });
    const no = await at.say(SAM, { type: 'check-again', task: first });
    assert.equal(reasonOf(no), 'requester-only');
    await at.say(LUC, { type: 'check-again', task: first });
    await checked(at, first, three);
    assert.equal(at.task(first).state, 'held');
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
