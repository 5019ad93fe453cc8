import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DeskStore } from '../../../../src/services/desk/ports.js';
import { DAY } from '../../../../src/services/desk/ids.js';
import { ANNA, EVA, GUS, SAM, SNAPSHOT } from '../../../support/cast.js';
import type { MemoryStore } from '../../../support/memory-store.js';
import { ADMINS, ChangeFixture, reasonOf, UNFREEZE } from './change-fixture.js';

const [, SECOND, THIRD] = ADMINS;

describe('a change that needs a second person', () => {
  it('is done by itself once another admin agreed', async () => {
    const at = new ChangeFixture();
    const id = await at.proposed();
    assert.equal(at.change(id).state, 'waiting');
    assert.equal(reasonOf(await at.say(SECOND, { type: 'agree', change: id })), 'done');
    assert.equal(at.change(id).state, 'agreed');
    assert.ok(at.store.agenda.has(`apply:${id}`), 'nobody has to come back and press again');
    await at.tick({ type: 'change-applied', change: id });
    assert.equal(at.change(id).state, 'applied');
    assert.deepEqual(at.folded(id), at.change(id));
  });

  it('is never agreed to by whoever asked for it (I8)', async () => {
    const at = new ChangeFixture();
    const id = await at.proposed();
    assert.equal(reasonOf(await at.say(EVA, { type: 'agree', change: id })), 'own-change');
    assert.equal(at.change(id).state, 'waiting');
    assert.equal(at.store.audit.at(-1)?.code, 'HD-202 own-change');
  });

  it('is never agreed to by the person it is good for', async () => {
    const at = new ChangeFixture();
    const to = { kind: 'person', id: SECOND } as const;
    const id = await at.proposed(EVA, { kind: 'grant-role', role: 'auditor', to });
    assert.equal(reasonOf(await at.say(SECOND, { type: 'agree', change: id })), 'own-benefit');
    assert.equal(reasonOf(await at.say(THIRD, { type: 'agree', change: id })), 'done');
    assert.equal(at.store.audit.at(-1)?.subject, SECOND);
  });

  it('counts nobody twice, whatever client they use', async () => {
    const at = new ChangeFixture({ quorum: 2 });
    const id = await at.proposed();
    assert.equal(reasonOf(await at.say(SECOND, { type: 'agree', change: id })), 'done');
    assert.equal(reasonOf(await at.say(SECOND, { type: 'agree', change: id })), 'done already');
    assert.equal(at.change(id).state, 'waiting');
    await at.say(THIRD, { type: 'agree', change: id });
    assert.equal(at.change(id).state, 'agreed');
  });

  it('is for admins alone, each with the right at the time', async () => {
    const at = new ChangeFixture();
    const propose = { type: 'propose', subject: UNFREEZE, reason: 'please' } as const;
    for (const person of [ANNA, SAM])
      assert.equal(reasonOf(await at.say(person, propose)), 'role-needed');
    assert.equal(reasonOf(await at.say(GUS, propose)), 'guest');
    const id = await at.proposed();
    at.store.roles = { ...SNAPSHOT, admins: new Set([EVA]) };
    assert.equal(reasonOf(await at.say(SECOND, { type: 'agree', change: id })), 'role-needed');
    at.store.roles = { ...SNAPSHOT, admins: new Set(ADMINS), age: 6 * 60_000 };
    assert.equal(reasonOf(await at.say(SECOND, { type: 'agree', change: id })), 'roles-too-old');
    assert.equal(reasonOf(await at.say(EVA, { type: 'take-back', change: id })), 'done');
  });

  it('lapses when nobody agrees in time, and never a moment before', async () => {
    const at = new ChangeFixture();
    const id = await at.proposed();
    at.store.now += DAY;
    assert.equal(reasonOf(await at.tick({ type: 'lapse-change', change: id })), 'change-moved-on');
    at.store.now += 1;
    assert.equal(reasonOf(await at.say(SECOND, { type: 'agree', change: id })), 'deadline-passed');
    assert.equal(reasonOf(await at.tick({ type: 'lapse-change', change: id })), 'done');
    assert.equal(at.change(id).state, 'lapsed');
  });

  it('is rejected with a reason, by anybody who could agree', async () => {
    const at = new ChangeFixture();
    const id = await at.proposed();
    const no = { type: 'reject', change: id, reason: '  ' } as const;
    assert.equal(reasonOf(await at.say(SECOND, no)), 'reason-missing');
    const why = { ...no, reason: 'not before Monday' };
    assert.equal(reasonOf(await at.say(SECOND, why)), 'done');
    assert.equal(at.store.words.get(`${id}:v2`), 'not before Monday');
    assert.equal(reasonOf(await at.say(THIRD, { type: 'agree', change: id })), 'change-moved-on');
  });

  it('may be forced by one admin only where the policy says so, and is then reviewed by another', async () => {
    const force = {
      type: 'force',
      subject: UNFREEZE,
      justification: 'I am alone tonight',
    } as const;
    const strict = new ChangeFixture();
    assert.equal(reasonOf(await strict.say(EVA, force)), 'break-glass-off');
    const at = new ChangeFixture({ breakGlass: { allowed: true, reviewAfter: DAY } });
    const answer = await at.say(EVA, force);
    assert.equal(answer.kind, 'done');
    const [id] = [...at.store.changes.values()].map((change) => change.id);
    assert.ok(id);
    assert.ok(at.store.agenda.has(`apply:${id}`));
    assert.equal(at.store.agenda.get(`timer:${id}:review`)?.at, at.store.now + DAY);
    assert.equal(reasonOf(await at.say(EVA, { type: 'review', change: id })), 'own-change');
    assert.equal(reasonOf(await at.say(SECOND, { type: 'review', change: id })), 'done');
    assert.equal(at.store.agenda.has(`timer:${id}:review`), false);
  });

  it('gives the same answer to the same op (I10)', async () => {
    const at = new ChangeFixture();
    const id = await at.proposed();
    const first = await at.say(SECOND, { type: 'agree', change: id }, 'click');
    const second = await at.say(SECOND, { type: 'agree', change: id }, 'click');
    assert.deepEqual({ ...second, replayed: false }, first);
    assert.equal(second.replayed, true);
  });

  it('holds in all orders of agreeing, rejecting and taking back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 3 }),
        fc.array(
          fc.record({
            who: fc.nat(3),
            what: fc.constantFrom('agree', 'agree', 'reject', 'take-back'),
          }),
          { maxLength: 7 },
        ),
        async (scheduler, quorum, clicks) => {
          const at = new ChangeFixture({ quorum }, (own) => slow(own, scheduler));
          const proposing = at.proposed();
          await scheduler.waitFor(proposing);
          const id = await proposing;
          const all = clicks.map(({ who, what }) => {
            const by = ADMINS[who] ?? EVA;
            const more = what === 'reject' ? { reason: 'no' } : {};
            return at
              .say(by, { type: what, change: id, ...more } as never)
              .catch((error: unknown) => {
                // Losing three times in a row is an honest answer: nothing was done.
                assert.equal((error as Error).name, 'BusyError');
              });
          });
          await scheduler.waitFor(Promise.all(all));
          const change = at.change(id);
          const agreed = change.agreements.map(({ by }) => by);
          assert.equal(new Set(agreed).size, agreed.length, 'distinct people');
          assert.ok(!agreed.includes(EVA), 'never the requester');
          assert.equal(change.state === 'agreed', agreed.length >= quorum);
          assert.deepEqual(at.folded(id), change);
          assert.deepEqual(
            at.events(id).map(({ v }) => v),
            at.events(id).map((_, n) => n + 1),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

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
