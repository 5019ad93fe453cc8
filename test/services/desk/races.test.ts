import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createDesk } from '../../../src/services/desk/execute.js';
import { HOUR } from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import type { DeskStore } from '../../../src/services/desk/ports.js';
import type { RequestEvent } from '../../../src/services/desk/requests/event.js';
import { ANNA, as, EFFECT, LUC, PRIYA, SAM, TIMER } from '../../support/cast.js';
import { ALWAYS_OPEN, type MemoryStore, UTC } from '../../support/memory-store.js';
import { checkHistory, code } from './desk-moves.js';
import { CALL, DeskFixture, reasonOf } from './desk-fixture.js';

describe('races', () => {
  /** A store whose every call takes an unknown time. */
  function slow(store: MemoryStore, scheduler: fc.Scheduler): DeskStore {
    return {
      open: scheduler.scheduleFunction((key, id) => store.open(key, id)),
      nextNumber: (of) => store.nextNumber(of),
      openOf: (person) => store.openOf(person),
      pcFacts: (asked) => store.pcFacts(asked),
      freeze: (freeze, audit) => store.freeze(freeze, audit),
      thaw: (audit) => store.thaw(audit),
      commit: scheduler.scheduleFunction((commit) => store.commit(commit)),
    };
  }

  it('two who decide at once: one wins, the other reads who (I1)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const desk = new DeskFixture();
        const id = await desk.open();
        const racing = createDesk({
          store: slow(desk.store, scheduler),
          roles: desk.store,
          calendar: ALWAYS_OPEN,
          localTime: UTC,
          policy: DEFAULT_POLICY,
        });
        const runs = [
          racing.execute({ command: { type: 'approve', id }, actor: as(SAM), opKey: 'a' }),
          racing.execute({
            command: { type: 'deny', id, reason: 'no' },
            actor: as(PRIYA),
            opKey: 'b',
          }),
          racing.execute({ command: { type: 'withdraw', id }, actor: as(ANNA), opKey: 'c' }),
        ];
        await scheduler.waitFor(Promise.all(runs));
        const answers = await Promise.all(runs);
        const won = answers.filter((answer) => answer.kind === 'done');
        const approvedThenWithdrawn = desk.request(id).state === 'withdrawn' && won.length === 2;
        assert.ok(won.length === 1 || approvedThenWithdrawn, answers.map(reasonOf).join());
        checkHistory(desk, id);
      }),
      { numRuns: 500 },
    );
  });

  it('the same op three times at once: one event, the same answer (I10)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const desk = new DeskFixture();
        const racing = createDesk({
          store: slow(desk.store, scheduler),
          roles: desk.store,
          calendar: ALWAYS_OPEN,
          localTime: UTC,
          policy: DEFAULT_POLICY,
        });
        const run = () =>
          racing.execute({
            command: { type: 'open', ...CALL, anyway: true },
            actor: as(LUC),
            opKey: 'same',
          });
        const runs = [run(), run(), run()];
        await scheduler.waitFor(Promise.all(runs));
        const answers = (await Promise.all(runs)).map(
          ({ replayed: _replayed, ...answer }) => answer,
        );
        assert.deepEqual(answers[1], answers[0]);
        assert.deepEqual(answers[2], answers[0]);
        assert.equal(desk.store.requests.size, 1);
      }),
      { numRuns: 300 },
    );
  });

  it('an approval against its own deadline: approved in time or expired, never both (I4)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: -1, max: 2 }),
        async (scheduler, offset) => {
          const desk = new DeskFixture();
          const id = await desk.open();
          const racing = createDesk({
            store: slow(desk.store, scheduler),
            roles: desk.store,
            calendar: ALWAYS_OPEN,
            localTime: UTC,
            policy: DEFAULT_POLICY,
          });
          desk.store.now += 4 * HOUR + offset;
          const tick = scheduler.scheduleFunction(async () => {
            desk.store.now += 1;
          });
          const runs = [
            racing.execute({ command: { type: 'approve', id }, actor: as(SAM), opKey: 'a' }),
            tick(),
            racing.execute({ command: { type: 'expire', id }, actor: TIMER, opKey: 'b' }),
          ];
          await scheduler.waitFor(Promise.all(runs));
          checkHistory(desk, id);
          const types = (desk.store.events.get(id) ?? []).map((event: RequestEvent) => event.type);
          assert.ok(!(types.includes('approved') && types.includes('expired')), types.join());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('two workers that begin one effect: each begin is its own event, a session is taken once (I3)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const desk = new DeskFixture();
        const { id, n } = await desk.connecting();
        const racing = createDesk({
          store: slow(desk.store, scheduler),
          roles: desk.store,
          calendar: ALWAYS_OPEN,
          localTime: UTC,
          policy: DEFAULT_POLICY,
        });
        const worker = async (name: string) => {
          await racing.execute({
            command: { type: 'begin-effect', id, n },
            actor: EFFECT,
            opKey: `${name}-begin`,
          });
          await racing.execute({
            command: { type: 'session-made', id, n, code, validUntil: desk.store.now + HOUR },
            actor: EFFECT,
            opKey: `${name}-made`,
          });
        };
        await scheduler.waitFor(Promise.all([worker('one'), worker('two')]));
        assert.equal(desk.request(id).sessions.length, 1);
        checkHistory(desk, id);
      }),
      { numRuns: 300 },
    );
  });
});
