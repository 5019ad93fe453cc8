import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PersonId } from '../../../../src/services/desk/ids.js';
import type { DeskStore } from '../../../../src/services/desk/ports.js';
import { isOver } from '../../../../src/services/desk/tasks/item.js';
import { admin } from '../changes/change-fixture.js';
import { ANNA, EVA, LUC, PRIYA, SAM } from '../../../support/cast.js';
import type { MemoryStore } from '../../../support/memory-store.js';
import { pc, TaskFixture } from './task-fixture.js';

const PCS = 6;

/** Anything that people, timers, workers and the far end may do, in any order. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 900_000 }) }),
  fc.record({ kind: fc.constant('send' as const), n: fc.integer({ min: 1, max: PCS }) }),
  fc.record({ kind: fc.constant('lost' as const), n: fc.integer({ min: 1, max: PCS }) }),
  fc.record({
    kind: fc.constant('answer' as const),
    n: fc.integer({ min: 1, max: PCS }),
    answer: fc.constantFrom('now', 'in-15-min', 'tonight', 'not-today'),
  }),
  fc.record({
    kind: fc.constant('see' as const),
    n: fc.integer({ min: 1, max: PCS }),
    state: fc.constantFrom('pending', 'active', 'done', 'failed', 'none'),
  }),
  fc.record({ kind: fc.constantFrom('cancel', 'halt', 'freeze', 'thaw') }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What really reached the far end. */
class FarEnd {
  readonly told = new Map<number, number>();
  stopped = false;
  afterStop = 0;

  tell(n: number): void {
    this.told.set(n, (this.told.get(n) ?? 0) + 1);
    if (this.stopped) this.afterStop += 1;
  }
}

async function play(
  at: TaskFixture,
  task: Awaited<ReturnType<TaskFixture['running']>>,
  far: FarEnd,
  one: Step,
) {
  switch (one.kind) {
    case 'pass':
      return at.pass(one.ms, task);
    case 'send':
      if (await at.send(task, one.n)) far.tell(one.n);
      return;
    case 'lost': {
      // The call arrives, and its answer doesn't.
      const begun = await at.tick({ type: 'begin-restart', task, n: one.n, before: 1 });
      const item = at.item(task, one.n);
      if (begun.kind === 'refused' || item.state !== 'queued' || !item.attempts) return;
      far.tell(one.n);
      const retryAt = at.store.now + 5_000;
      await at.tick({ type: 'delay-restart', task, n: one.n, code: 'x', retryAt, doubt: true });
      return;
    }
    case 'answer':
      await at.say(ANNA, { type: 'answer-restart', task, n: one.n, answer: one.answer });
      return;
    case 'see': {
      const sights = new Map([[pc(one.n).device, { state: one.state, startedAt: 5 } as const]]);
      await at.tick({ type: 'restarts-seen', task, sights });
      return;
    }
    case 'cancel':
      await at.say(SAM, { type: 'cancel-restart', task });
      return;
    case 'halt':
      await at.say(EVA, { type: 'halt-restart', task });
      far.stopped ||= at.task(task).state === 'halted';
      return;
    case 'freeze':
      at.store.frozen = { by: EVA, at: at.store.now, reason: 'x' };
      return;
    case 'thaw':
      at.store.frozen = undefined;
  }
}

describe('a restart, whatever happens in whatever order', () => {
  it('tells each PC at most once (I3), nothing after a halt, and adds up with its log (I2)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const at = new TaskFixture({ waves: { size: 2, stopAbove: 50, wait: 600_000 } });
        at.reachable(ANNA);
        const pcs = Array.from({ length: PCS }, (_, n) =>
          pc(n + 1, n % 2 === 0 ? { owner: ANNA } : {}),
        );
        const task = await at.running(pcs);
        const far = new FarEnd();
        for (const one of steps) await play(at, task, far, one);
        for (const [n, times] of far.told) assert.ok(times <= 1, `PC ${n} was told ${times} times`);
        assert.equal(far.afterStop, 0);
        assert.deepEqual(at.folded(task), at.task(task));
        const now = at.task(task);
        assert.equal(now.items.length, PCS);
        if (now.state === 'finished') assert.ok(now.items.every(isOver));
        for (const { n, state } of now.items)
          if (state === 'done') assert.equal(far.told.get(n), 1, `PC ${n} is done`);
      }),
      { numRuns: 400 },
    );
  });

  it('never has more PCs of a wave on their way than a wave has', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(step, { maxLength: 40 }),
        async (size, steps) => {
          const at = new TaskFixture({ waves: { size, stopAbove: 100, wait: 600_000 } });
          const task = await at.running(Array.from({ length: PCS }, (_, n) => pc(n + 1)));
          const far = new FarEnd();
          for (const one of steps) {
            await play(at, task, far, one);
            const waves = new Map<number, number>();
            for (const { wave } of at.task(task).items)
              if (wave !== undefined) waves.set(wave, (waves.get(wave) ?? 0) + 1);
            for (const count of waves.values()) assert.ok(count <= size);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('begins with exactly as many distinct others as it takes, in all orders (I8)', async () => {
    const people = [SAM, EVA, LUC, admin('a'), admin('b')] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.shuffledSubarray([...people, ...people], { minLength: 1 }),
        fc.integer({ min: 2, max: 12 }),
        async (scheduler, order, count) => {
          const at = new TaskFixture({}, (own) => slow(own, scheduler));
          at.store.roles = { ...at.store.roles!, admins: new Set(people.slice(1)) };
          const pcs = Array.from({ length: count }, (_, n) => pc(n + 1));
          const drafted = at.drafted(pcs);
          await scheduler.waitFor(drafted);
          const task = await drafted;
          await scheduler.waitFor(at.say(SAM, { type: 'confirm-restart', task }));
          const votes = order.map((person) => at.say(person, { type: 'agree-restart', task }));
          await scheduler.waitFor(Promise.all(votes));
          const { approvals, quorum, state } = at.task(task);
          const said = approvals.map(({ by }) => by);
          assert.equal(new Set(said).size, said.length, 'nobody counts twice');
          assert.ok(!said.includes(SAM), 'not their own');
          const others = new Set<PersonId>(order.filter((person) => person !== SAM));
          assert.equal(said.length, Math.min(quorum, others.size));
          assert.equal(state, said.length >= quorum ? 'held' : 'awaiting_approval');
        },
      ),
      { numRuns: 100 },
    );
  });

  it('has one restart of a PC at a time, whoever asks (I9)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const at = new TaskFixture({}, (own) => slow(own, scheduler));
        const one = at.running([pc(1)]);
        await scheduler.waitFor(one);
        const two = at.drafted([pc(1)], {}, PRIYA);
        await scheduler.waitFor(two);
        const [first, second] = [await one, await two];
        await scheduler.waitFor(at.say(PRIYA, { type: 'confirm-restart', task: second }));
        const passed = at.pass(31_000, second);
        await scheduler.waitFor(passed);
        const begin = (task: typeof first) =>
          at.tick({ type: 'begin-restart', task, n: 1, before: 1 });
        await scheduler.waitFor(Promise.all([begin(first), begin(second)]));
        const begun = [first, second].filter((task) => {
          const item = at.item(task, 1);
          return item.state === 'queued' && item.attempts !== undefined;
        });
        assert.equal(begun.length, 1);
      }),
      { numRuns: 60 },
    );
  });
});

/** A store whose every call takes an unknown time. */
function slow(store: MemoryStore, scheduler: fc.Scheduler): DeskStore {
  return {
    open: scheduler.scheduleFunction((key, id) => store.open(key, id)),
    nextNumber: (of) => store.nextNumber(of),
    openOf: (person) => store.openOf(person),
    pcFacts: scheduler.scheduleFunction((asked) => store.pcFacts(asked)),
    freeze: (freeze, audit) => store.freeze(freeze, audit),
    thaw: (audit) => store.thaw(audit),
    commit: scheduler.scheduleFunction((commit) => store.commit(commit)),
  };
}
