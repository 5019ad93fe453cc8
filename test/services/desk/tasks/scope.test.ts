import assert from 'node:assert/strict';
import type { PersonId, TaskId } from '../../../../src/services/desk/ids.js';
import type { RoleSnapshot } from '../../../../src/services/desk/people/person.js';
import { DEFAULT_POLICY } from '../../../../src/services/desk/policy.js';
import type { FoundPc } from '../../../../src/services/desk/ports.js';
import { maySeeTask } from '../../../../src/services/desk/tasks/authorise-task.js';
import type { Found } from '../../../../src/services/desk/tasks/command.js';
import type { Item } from '../../../../src/services/desk/tasks/item.js';
import type { TargetWish, Task } from '../../../../src/services/desk/tasks/task.js';
import { ANNA, EVA, LUC, NO_ROLES, PRIYA, SAM } from '../../../support/cast.js';
import { found, pc, reasonOf, TaskFixture, WISH } from './task-fixture.js';

const { roles } = DEFAULT_POLICY;
const POLICY = {
  ...DEFAULT_POLICY,
  roles: {
    ...roles,
    custom: [{ name: 'branch', rights: ['restart:scope'], groups: [], scope: 'antwerp' }],
  },
} as const;
const IN = pc(1);
/** In reach by its user, not as a PC. */
const ANNAS = pc(2, { owner: ANNA });
const OUT = pc(3, { owner: PRIYA });
const GROUP = { kind: 'group', name: 'Finance' } as const;
const NAMED = { kind: 'pc', name: 'LT-0042' } as const;

/** Luc helps in Antwerp alone: there are Anna, and PC 1. Sam restarts everywhere. */
function desk(more: Partial<RoleSnapshot> = {}): TaskFixture {
  const at = new TaskFixture({}, undefined, POLICY);
  at.store.roles = {
    ...NO_ROLES,
    age: 0,
    operators: new Set([SAM]),
    admins: new Set([EVA]),
    custom: new Map([['branch', new Set([LUC])]]),
    scopes: new Map([['antwerp', { people: new Set([ANNA]), devices: new Set([IN.device]) }]]),
    ...more,
  };
  return at;
}

async function asks(
  at: TaskFixture,
  by: PersonId,
  targets: readonly TargetWish[],
  seen: Found,
): Promise<TaskId> {
  const answer = await at.say(by, { type: 'restart', wish: { ...WISH, targets }, reason: 'stuck' });
  if (answer.kind !== 'done') throw new Error(`refused: ${answer.refusal.reason}`);
  await at.tick({ type: 'task-checked', task: answer.task, found: seen });
  return answer.task;
}

function names(task: Task): readonly string[] {
  return task.items.map((item) =>
    item.state === 'skipped' ? `${item.name} ${item.why}` : item.name,
  );
}

describe('a restart by somebody whose right has a scope', () => {
  describe('the check', () => {
    it('shows of a group only the PCs in reach, by themselves or by their users', async () => {
      const at = desk();
      const task = await asks(at, LUC, [GROUP], found([IN, OUT, ANNAS, pc(4)]));
      assert.deepEqual(names(at.task(task)), [IN.name, ANNAS.name]);
      assert.equal(at.task(task).quorum, 1);
      const all = await asks(at, SAM, [GROUP], found([IN, OUT, ANNAS, pc(4)]));
      assert.equal(at.task(all).items.length, 4);
    });

    it('counts only those for too many', async () => {
      const at = desk();
      const others = Array.from({ length: 200 }, (_, n) => pc(n + 500, { owner: PRIYA }));
      const few = await asks(at, LUC, [GROUP], found([...others, IN, ANNAS]));
      assert.deepEqual(names(at.task(few)), [IN.name, ANNAS.name]);
      const hers = Array.from({ length: 101 }, (_, n) => pc(n + 100, { owner: ANNA }));
      const many = at.task(await asks(at, LUC, [GROUP], found([...others, ...hers])));
      assert.ok(many.state === 'draft');
      assert.deepEqual(many.problem, { kind: 'too-many', total: 101, most: 100 });
    });

    it('offers of several PCs of a name only those in reach', async () => {
      const at = desk();
      const same = [IN, ANNAS, OUT].map((one) => ({ ...one, name: NAMED.name }));
      const task = at.task(await asks(at, LUC, [NAMED], found(same)));
      assert.ok(task.state === 'draft');
      const offered = task.unclear.map(({ candidates }) => candidates.map(({ device }) => device));
      assert.deepEqual(offered, [[IN.device, ANNAS.device]]);
    });

    it('has nothing to choose where one of them is in reach', async () => {
      const at = desk();
      const same = [OUT, ANNAS].map((one) => ({ ...one, name: NAMED.name }));
      const task = at.task(await asks(at, LUC, [NAMED], found(same)));
      assert.ok(task.state === 'draft' && task.unclear.length === 0);
      assert.deepEqual(
        task.items.map(({ device, state }) => [device, state]),
        [[ANNAS.device, 'queued']],
      );
    });

    it('takes no PC that was out of reach when it was chosen', async () => {
      const at = desk();
      const same = [IN, ANNAS, OUT].map((one) => ({ ...one, name: NAMED.name }));
      const task = await asks(at, LUC, [NAMED], found(same));
      const { device } = OUT;
      const answer = await at.say(LUC, { type: 'pick-pc', task, target: 0, device });
      assert.equal(reasonOf(answer), 'task-moved-on');
    });

    it('says of what is out of reach what it says of what isn’t there', async () => {
      const targets: readonly TargetWish[] = [
        { kind: 'pc', name: OUT.name },
        { kind: 'device', id: OUT.device, name: OUT.name },
        { kind: 'person', id: PRIYA },
        { kind: 'group', name: 'Finance' },
      ];
      for (const target of targets) {
        const [real, none] = await Promise.all(
          [[OUT], []].map(async (pcs) => {
            const at = desk();
            return at.task(await asks(at, LUC, [target, NAMED], found(pcs, [IN])));
          }),
        );
        assert.deepEqual(real, none, target.kind);
        const [item] = real?.items.filter(({ state }) => state === 'skipped') ?? [];
        assert.ok(item?.state === 'skipped' && item.why === 'not-found', target.kind);
        assert.equal(item.device, undefined);
      }
    });

    it('finds nothing at all where nothing is in reach', async () => {
      const at = desk();
      const task = at.task(await asks(at, LUC, [GROUP], found([OUT])));
      assert.ok(task.state === 'draft');
      assert.deepEqual(task.problem, { kind: 'nothing' });
      assert.deepEqual(names(task), ['Finance not-found']);
    });

    it('says that a group is empty to those alone who may restart everywhere', async () => {
      const at = desk();
      const seen = {
        targets: [
          { pcs: [], unmanaged: [], known: true as const },
          { pcs: [IN], unmanaged: [] },
        ],
        restarting: [],
      };
      const scoped = await asks(at, LUC, [GROUP, GROUP], seen);
      assert.match(names(at.task(scoped)).join(), /not-found/);
      const whole = await asks(at, SAM, [GROUP, GROUP], seen);
      assert.match(names(at.task(whole)).join(), /no-pcs/);
    });

    it('names devices that nobody manages to those alone who may restart everywhere', async () => {
      const at = desk();
      const seen = { targets: [{ pcs: [IN], unmanaged: ['OLD-1'] }], restarting: [] };
      const scoped = await asks(at, LUC, [GROUP], seen);
      assert.deepEqual(names(at.task(scoped)), [IN.name]);
      const whole = await asks(at, SAM, [GROUP], seen);
      assert.deepEqual(names(at.task(whole)), [IN.name, 'OLD-1 not-managed']);
      const facts = { policy: POLICY, roles: at.store.roles };
      assert.equal(maySeeTask(facts, LUC, at.task(whole)), false, 'nobody knows where it belongs');
    });
  });

  it('isn’t sent once the PC is out of reach', async () => {
    const at = desk();
    const task = await asks(at, LUC, [GROUP], found([IN]));
    await at.say(LUC, { type: 'confirm-restart', task });
    await at.pass(31_000, task);
    at.store.roles = { ...(at.store.roles ?? NO_ROLES), age: 0, scopes: new Map() };
    assert.equal(await at.send(task, 1), false);
    const item = at.item(task, 1);
    assert.ok(item.state === 'failed' && item.why === 'not-allowed');
  });

  describe('the tasks of others', () => {
    const sees = (at: TaskFixture, task: Task, ends?: boolean): boolean =>
      maySeeTask({ policy: POLICY, roles: at.store.roles }, LUC, task, ends);

    async function ofSam(at: TaskFixture, pcs: readonly FoundPc[]): Promise<Task> {
      return at.task(await asks(at, SAM, [GROUP], found(pcs)));
    }

    it('are seen when all their PCs are in reach', async () => {
      const at = desk();
      assert.equal(sees(at, await ofSam(at, [IN, ANNAS])), true);
      assert.equal(sees(at, await ofSam(at, [IN, ANNAS, OUT])), false);
    });

    it('are not seen while they are about nothing that is known', async () => {
      const at = desk();
      const task = await ofSam(at, [IN]);
      assert.equal(sees(at, { ...task, items: [] }), false);
      const missing: Item = {
        ...{ n: 1, name: 'PC-9999', warnings: [], putOff: 0, movedAt: 0 },
        ...{ state: 'skipped', why: 'not-found' },
      };
      assert.equal(sees(at, { ...task, items: [missing] }), false);
    });

    it('are not seen when a person or a PC to choose is out of reach', async () => {
      const at = desk();
      const person = await asks(at, SAM, [GROUP, { kind: 'person', id: PRIYA }], found([IN], []));
      assert.equal(sees(at, at.task(person)), false);
      for (const [other, seen] of [
        [OUT, false],
        [ANNAS, true],
      ] as const) {
        const task = await asks(at, SAM, [NAMED], found([IN, other]));
        assert.equal(sees(at, at.task(task)), seen);
      }
    });

    it('are one’s own whatever they are about', async () => {
      const at = desk();
      const task = await asks(at, LUC, [GROUP], found([OUT]));
      assert.equal(sees(at, at.task(task)), true);
    });

    it('are only stopped by roles that are too old', async () => {
      const at = desk({ age: roles.maxAge + 1 });
      const task: Task = { ...(await ofSam(desk(), [IN, ANNAS])) };
      assert.equal(sees(at, task), false);
      assert.equal(sees(at, task, true), true);
      assert.equal(sees(at, await ofSam(desk(), [IN, OUT]), true), false);
    });

    it('are refused like one that isn’t there', async () => {
      const at = desk();
      const real = await ofSam(at, [IN, OUT]);
      for (const task of [real.id, 'TASK-99' as TaskId]) {
        for (const type of ['halt-restart', 'cancel-restart', 'confirm-restart'] as const) {
          assert.equal(reasonOf(await at.say(LUC, { type, task })), 'task-not-found', type);
        }
      }
      const inside = await ofSam(at, [IN]);
      assert.equal(
        reasonOf(await at.say(LUC, { type: 'confirm-restart', task: inside.id })),
        'requester-only',
      );
    });
  });
});
