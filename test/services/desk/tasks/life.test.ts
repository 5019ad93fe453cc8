import assert from 'node:assert/strict';
import { HOUR, MINUTE, type PersonId } from '../../../../src/services/desk/ids.js';
import { ANNA, EVA, LUC, PRIYA, SAM } from '../../../support/cast.js';
import { pc, reasonOf, TaskFixture, WISH } from './task-fixture.js';

const three = [pc(1), pc(2), pc(3)];

describe('a restart of PCs', () => {
  describe('the check', () => {
    it('names what is wrong with each PC, and leaves out what may not be restarted', async () => {
      const at = new TaskFixture();
      const { store } = at;
      store.roles = {
        ...(store.roles ?? fail()),
        vips: new Set([ANNA]),
        protectedDevices: new Set([pc(5).device]),
      };
      store.pcs.set(pc(6).device, {
        task: 'TASK-9' as never,
        n: 1,
        at: store.now - 4 * MINUTE,
        held: false,
      });
      store.pcs.set(pc(7).device, {
        task: 'TASK-9' as never,
        n: 2,
        at: store.now - HOUR,
        held: true,
      });
      store.around = { ...store.around, sessions: new Map([[pc(8).device, 'REQ-1' as never]]) };
      const pcs = [
        pc(1),
        pc(2, { lastSync: store.now - 48 * HOUR }),
        pc(3, { operatingSystem: 'Windows Holographic' }),
        pc(4, { managed: false }),
        ...[5, 6, 7, 8].map((n) => pc(n)),
        pc(9, { owner: ANNA }),
        pc(1),
      ];
      const targets = [...WISH.targets, { kind: 'pc', name: 'PC-9999' } as const];
      const wish = { ...WISH, targets };
      const answer = await at.say(SAM, { type: 'restart', wish, reason: 'stuck' });
      assert.equal(answer.kind, 'done');
      const task = answer.task ?? fail();
      const all = { targets: [{ pcs, unmanaged: ['OLD-1'] }], restarting: [pc(1).device] };
      await at.tick({ type: 'task-checked', task, found: all });
      const seen = at.task(task).items.map((item) => {
        const why = item.state === 'skipped' ? item.why : item.warnings.join('+');
        return `${item.name} ${item.state} ${why}`;
      });
      assert.deepEqual(seen, [
        'PC-0001 skipped restarting-already',
        'PC-0002 queued offline+no-owner',
        'PC-0003 skipped not-windows',
        'PC-0004 skipped not-managed',
        'PC-0005 skipped protected',
        'PC-0006 skipped resting',
        'PC-0007 skipped other-task',
        'PC-0008 skipped in-session',
        'PC-0009 queued user-unreachable+vip',
        'OLD-1 skipped not-managed',
        'PC-9999 skipped not-found',
      ]);
      // Two PCs take one other; a VIP's takes one more.
      assert.equal(at.task(task).quorum, 2);
    });

    it('is for those alone who may restart', async () => {
      const at = new TaskFixture();
      const roles = at.store.roles ?? fail();
      at.store.roles = { ...roles, operators: new Set<PersonId>() };
      const answer = await at.say(SAM, { type: 'restart', wish: WISH, reason: 'stuck' });
      assert.equal(reasonOf(answer), 'role-needed');
    });

    it('refuses more than the policy lets anybody agree to, and takes a part of them', async () => {
      const at = new TaskFixture();
      const many = Array.from({ length: 250 }, (_, n) => pc(n + 1));
      const task = await at.drafted(many);
      const draft = at.task(task);
      assert.ok(draft.state === 'draft');
      assert.deepEqual(draft.problem, { kind: 'too-many', total: 250, most: 100 });
      assert.equal(
        reasonOf(await at.say(SAM, { type: 'confirm-restart', task })),
        'nothing-to-confirm',
      );
      const parts = await Promise.all(
        [1, 2, 3].map((k) => at.drafted(many, { part: { k, of: 3 } })),
      );
      const names = parts.flatMap((part) => at.task(part).items.map(({ name }) => name));
      assert.equal(new Set(names).size, 250);
      assert.equal(names.length, 250);
    });

    it('ends a dry run there', async () => {
      const at = new TaskFixture();
      const task = await at.drafted(three, { dryRun: true });
      assert.equal(reasonOf(await at.say(SAM, { type: 'confirm-restart', task })), 'dry-run');
    });

    it('lapses when nobody confirms it', async () => {
      const at = new TaskFixture();
      const task = await at.drafted(three);
      await at.pass(31 * MINUTE, task);
      assert.equal(at.task(task).state, 'cancelled');
      assert.equal(reasonOf(await at.say(SAM, { type: 'confirm-restart', task })), 'task-moved-on');
    });
  });

  describe('approval by how many PCs it is', () => {
    for (const [count, quorum] of [
      [1, 0],
      [2, 1],
      [10, 1],
      [11, 2],
      [100, 2],
    ] as const) {
      it(`asks ${quorum} others for ${count} PCs`, async () => {
        const at = new TaskFixture();
        const task = await at.drafted(Array.from({ length: count }, (_, n) => pc(n + 1)));
        assert.equal(at.task(task).quorum, quorum);
        await at.say(SAM, { type: 'confirm-restart', task });
        assert.equal(at.task(task).state, quorum === 0 ? 'held' : 'awaiting_approval');
      });
    }

    it('begins by itself with the last yes; one’s own and a second yes of the same person count for nothing', async () => {
      const at = new TaskFixture();
      const task = await at.drafted(
        Array.from({ length: 12 }, (_, n) => pc(n + 1)),
        {},
        EVA,
      );
      await at.say(EVA, { type: 'confirm-restart', task });
      assert.equal(reasonOf(await at.say(EVA, { type: 'agree-restart', task })), 'own-change');
      assert.equal(reasonOf(await at.say(SAM, { type: 'agree-restart', task })), 'role-needed');
      await at.say(LUC, { type: 'agree-restart', task });
      assert.equal(reasonOf(await at.say(LUC, { type: 'agree-restart', task })), 'done already');
      assert.equal(at.task(task).state, 'awaiting_approval');
    });

    it('is rejected with a reason', async () => {
      const at = new TaskFixture();
      const task = await at.drafted(three);
      await at.say(SAM, { type: 'confirm-restart', task });
      const bare = await at.say(EVA, { type: 'reject-restart', task, reason: ' ' });
      assert.equal(reasonOf(bare), 'reason-missing');
      await at.say(EVA, { type: 'reject-restart', task, reason: 'not during the audit' });
      assert.equal(at.task(task).state, 'rejected');
      assert.equal(await at.send(task, 1), false);
    });

    it('asks anew when somebody who agreed lost the right before it began', async () => {
      const at = new TaskFixture();
      const task = await at.drafted(three);
      await at.say(SAM, { type: 'confirm-restart', task });
      await at.say(EVA, { type: 'agree-restart', task });
      at.store.roles = { ...(at.store.roles ?? fail()), admins: new Set([LUC]) };
      await at.pass(31_000, task);
      assert.equal(at.task(task).state, 'awaiting_approval');
      assert.deepEqual(at.task(task).approvals, []);
    });
  });

  describe('the hold', () => {
    it('sends nothing before it is over, and nothing at all once it is taken back', async () => {
      const at = new TaskFixture();
      const task = await at.drafted([pc(1)]);
      await at.say(SAM, { type: 'confirm-restart', task });
      await at.pass(29_000, task);
      assert.equal(at.task(task).state, 'held');
      assert.equal(await at.send(task, 1), false);
      await at.say(SAM, { type: 'cancel-restart', task });
      await at.pass(HOUR, task);
      assert.equal(await at.send(task, 1), false);
      assert.equal(at.states(task), 'cancelled');
    });

    it('is over, and nothing is sent, when it couldn’t begin in time', async () => {
      const at = new TaskFixture({ giveUp: HOUR });
      const wanted = at.store.now + HOUR;
      const task = await at.drafted([pc(1), pc(2)], { at: wanted });
      await at.say(SAM, { type: 'confirm-restart', task });
      const waits = at.task(task);
      assert.ok(waits.state === 'awaiting_approval' && waits.expiresAt <= wanted + HOUR);
      await at.say(EVA, { type: 'agree-restart', task });
      at.store.frozen = { by: EVA, at: at.store.now, reason: 'a stolen account' };
      await at.pass(HOUR + MINUTE, task);
      assert.equal(at.task(task).state, 'held');
      at.store.frozen = undefined;
      await at.pass(HOUR, task);
      const over = at.task(task);
      assert.ok(over.state === 'cancelled' && over.lapsed);
    });

    it('lasts until the time that was asked for', async () => {
      const at = new TaskFixture();
      const task = await at.drafted([pc(1)], { at: at.store.now + 3 * HOUR });
      at.store.now -= 0;
      await at.say(SAM, { type: 'confirm-restart', task });
      assert.equal(at.task(task).state, 'held');
      await at.pass(2 * HOUR, task);
      assert.equal(at.task(task).state, 'held');
      await at.pass(HOUR, task);
      assert.equal(at.task(task).state, 'running');
    });
  });

  describe('the PC’s user', () => {
    it('is asked, chooses, and may change their mind until it is sent', async () => {
      const at = new TaskFixture();
      at.reachable(ANNA);
      const task = await at.running([pc(1, { owner: ANNA })]);
      assert.equal(at.states(task), 'asked');
      const wrong = await at.say(PRIYA, { type: 'answer-restart', task, n: 1, answer: 'now' });
      assert.equal(reasonOf(wrong), 'task-not-found');
      await at.say(ANNA, { type: 'answer-restart', task, n: 1, answer: 'tonight' });
      const item = at.item(task, 1);
      assert.ok(item.state === 'queued' && item.go !== undefined);
      assert.equal(new Date(item.go).toISOString(), '2026-11-20T20:00:00.000Z');
      assert.equal(item.notAfter, item.go + 4 * HOUR);
      assert.equal(await at.send(task, 1), false);
      await at.say(ANNA, { type: 'answer-restart', task, n: 1, answer: 'now' });
      assert.equal(await at.send(task, 1), true);
      assert.equal(at.states(task), 'sent');
    });

    it('puts it off twice and no more', async () => {
      const at = new TaskFixture();
      at.reachable(ANNA);
      const task = await at.running([pc(1, { owner: ANNA })]);
      for (const day of [21, 22]) {
        await at.say(ANNA, { type: 'answer-restart', task, n: 1, answer: 'not-today' });
        at.store.now = Date.UTC(2026, 10, day, 9);
        await at.tick({ type: 'advance-task', task });
        assert.equal(at.states(task), 'asked', `asked again on ${day}`);
      }
      const third = await at.say(ANNA, { type: 'answer-restart', task, n: 1, answer: 'not-today' });
      assert.equal(reasonOf(third), 'no-more-later');
    });

    it('is waited for without holding up the others, or not, as the policy says', async () => {
      for (const noAnswer of ['wait', 'go'] as const) {
        const at = new TaskFixture({
          ask: {
            within: 10 * MINUTE,
            noAnswer,
            nobody: 'go',
            notToday: 2,
            tonight: '20:00',
            tomorrow: '09:00',
          },
        });
        at.reachable(ANNA);
        const task = await at.running([
          pc(1, { owner: ANNA }),
          ...[2, 3, 4, 5, 6].map((n) => pc(n)),
        ]);
        for (const n of [2, 3, 4, 5]) await at.send(task, n);
        await at.pass(11 * MINUTE, task);
        assert.equal(at.item(task, 1).state, noAnswer === 'wait' ? 'asked' : 'queued');
        if (noAnswer === 'go') assert.equal(await at.send(task, 1), true);
        else assert.equal(at.task(task).state === 'running' && at.item(task, 6).wave, 2);
        if (noAnswer === 'wait') {
          await at.pass(4 * HOUR, task);
          assert.equal(at.item(task, 1).state, 'skipped');
        }
      }
    });

    it('isn’t asked with --force, which stands in the trail', async () => {
      const at = new TaskFixture();
      at.reachable(ANNA);
      const task = await at.running([pc(1, { owner: ANNA })], { force: true });
      assert.ok(at.store.audit.some(({ command }) => command === 'restart-forced'));
      assert.equal(await at.send(task, 1), true);
    });
  });
});

function fail(): never {
  throw new Error('not there');
}
