import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import { createDesk } from '../../../src/services/desk/execute.js';
import { ANNA, as, EFFECT, EVA, SAM, SNAPSHOT } from '../../support/cast.js';
import { ALWAYS_OPEN, UTC } from '../../support/memory-store.js';
import { DeskFixture, reasonOf } from './desk-fixture.js';

describe('a freeze', () => {
  const freeze = (at: DeskFixture, by = EVA, reason = 'an account was stolen') =>
    at.desk.freeze({
      reason,
      actor: { kind: 'person', id: by, place: { kind: 'help-desk' } },
      opKey: `f-${by}`,
    });

  it('stops what starts something, and never what ends it', async () => {
    const at = new DeskFixture();
    const [waiting, other] = [await at.open(), await at.approved()];
    const active = await at.active();
    await freeze(at);
    assert.equal(reasonOf(await at.person(SAM, { type: 'approve', id: waiting })), 'frozen');
    assert.equal(reasonOf(await at.person(ANNA, { type: 'accept', id: other })), 'frozen');
    assert.equal(reasonOf(await at.person(SAM, { type: 'connect', id: active })), 'frozen');
    assert.equal(reasonOf(await at.person(ANNA, { type: 'decline', id: other })), 'done');
    assert.equal(reasonOf(await at.person(ANNA, { type: 'end-session', id: active })), 'done');
    assert.equal(reasonOf(await at.person(ANNA, { type: 'withdraw', id: waiting })), 'done');
  });

  it('stops an effect that was on its way, and lets a session be closed', async () => {
    const at = new DeskFixture();
    const { id, n } = await at.connecting();
    const active = await at.active();
    await freeze(at);
    assert.equal(reasonOf(await at.effect({ type: 'begin-effect', id, n })), 'frozen');
    await at.person(ANNA, { type: 'end-session', id: active });
    const closing = { type: 'begin-effect', id: active, n: at.effectOf(active) } as const;
    assert.equal(reasonOf(await at.effect(closing)), 'done');
  });

  it('is for admins, needs a reason, and says who did it', async () => {
    const at = new DeskFixture();
    const no = await freeze(at, SAM);
    assert.ok(no.kind === 'refused' && no.refusal.reason === 'role-needed');
    const empty = await freeze(at, EVA, ' ');
    assert.ok(empty.kind === 'refused' && empty.refusal.reason === 'reason-missing');
    const yes = await freeze(at);
    assert.ok(yes.kind === 'frozen' && !yes.before);
    const again = await freeze(at, EVA, 'me too');
    assert.ok(again.kind === 'frozen' && again.before);
    assert.equal(again.freeze.reason, 'an account was stolen');
    assert.deepEqual(
      at.store.audit.map(({ outcome, right }) => right ?? outcome),
      ['refused', 'refused', 'freeze', 'freeze'],
    );
  });

  it('works with roles that are too old: stopping is never held up', async () => {
    const at = new DeskFixture();
    at.store.roles = { ...SNAPSHOT, age: 60 * 60_000 };
    assert.equal((await freeze(at)).kind, 'frozen');
  });

  it('comes from the environment too, and nobody in Teams can lift that one', async () => {
    const at = new DeskFixture();
    const id = await at.open();
    const desk = createDesk({
      store: at.store,
      roles: at.store,
      calendar: ALWAYS_OPEN,
      localTime: UTC,
      policy: DEFAULT_POLICY,
      frozen: true,
    });
    const answer = await desk.execute({
      command: { type: 'approve', id },
      actor: as(SAM, 'help-desk'),
      opKey: 'a',
    });
    assert.ok(answer.kind === 'refused' && answer.refusal.reason === 'frozen');
    assert.ok('by' in answer.refusal && answer.refusal.by === 'environment');
    await desk.change({
      command: { type: 'change-applied', change: 'CHG-1' as never },
      actor: EFFECT,
      opKey: 'x',
    });
    assert.equal(at.store.frozen, undefined);
  });
});
