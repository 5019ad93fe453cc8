import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { HOUR, MINUTE } from '../../../src/services/desk/ids.js';
import { timersOf } from '../../../src/services/desk/requests/reactions.js';
import { ANNA, PRIYA, SAM, SNAPSHOT } from '../../support/cast.js';
import { act, checkHistory, MOVE_TYPES } from './desk-moves.js';
import { CALL, DeskFixture } from './desk-fixture.js';

describe('random lives', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...MOVE_TYPES) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(10 * MINUTE, 31 * MINUTE, 2 * HOUR, 4 * HOUR, 25 * HOUR),
    },
  );

  it('keep I1, I2, I4, I5 and I8 whatever comes in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const desk = new DeskFixture();
        const id = await desk.open();
        for (const next of steps) {
          if (typeof next === 'number') desk.store.now += next;
          else {
            const answer = await act(desk, id, next);
            if (answer.kind === 'done' && !answer.already) {
              assert.equal(
                desk.store.events.get(id)?.at(-1)?.v,
                answer.version,
                'I5: every accepted command has its event',
              );
            }
          }
        }
        checkHistory(desk, id);
      }),
      { numRuns: 400 },
    );
  });

  it('let nobody act without the role they need at that moment (I7)', async () => {
    const step = fc.tuple(fc.constantFrom(...MOVE_TYPES), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const desk = new DeskFixture();
        const id = await desk.open();
        for (const [next, holdsRole] of steps) {
          desk.store.roles = holdsRole ? SNAPSHOT : { ...SNAPSHOT, operators: new Set([PRIYA]) };
          const before = desk.request(id).version;
          await act(desk, id, next);
          const event = desk.store.events.get(id)?.at(-1);
          const samActed = desk.request(id).version > before && event?.by === SAM;
          assert.ok(!samActed || holdsRole, `${next} without the role`);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leave in the agenda exactly the timers that the state needs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 40 }), async (steps) => {
        const desk = new DeskFixture();
        const id = await desk.open();
        for (const next of steps) {
          if (typeof next === 'number') desk.store.now += next;
          else await act(desk, id, next);
        }
        const timers = [...desk.store.agenda]
          .filter(([member]) => member.startsWith(`timer:${id}:`))
          .map(([member, { at }]) => [member.split(':')[2], at]);
        assert.deepEqual(Object.fromEntries(timers), timersOf(desk.request(id)));
      }),
      { numRuns: 200 },
    );
  });

  it('never hold words, links or names in events or records (I12)', async () => {
    const canary = 'CANARY-9f2b';
    const desk = new DeskFixture();
    const answer = await desk.person(ANNA, { type: 'open', ...CALL, text: canary });
    assert.ok(answer.kind === 'done');
    const { id } = answer;
    await desk.person(SAM, { type: 'note', id, text: canary });
    await desk.person(SAM, { type: 'reply', id, text: canary });
    await desk.person(ANNA, { type: 'add-details', id, text: canary });
    await desk.person(SAM, { type: 'deny', id, reason: canary });
    const kept = JSON.stringify([
      desk.store.events.get(id),
      desk.request(id),
      desk.store.audit,
      [...desk.store.agenda.keys()],
    ]);
    assert.ok(!kept.includes(canary));
    assert.equal([...desk.store.words.values()].filter((text) => text === canary).length, 5);
  });
});
