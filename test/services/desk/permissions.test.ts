import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { MINUTE } from '../../../src/services/desk/ids.js';
import { EVA, GUS, LUC, PRIYA, SAM, SNAPSHOT } from '../../support/cast.js';
import { CALL, DeskFixture, idOf, reasonOf } from './desk-fixture.js';

describe('who may', () => {
  it('nobody approves their own request, also an admin (I8)', async () => {
    const desk = new DeskFixture();
    for (const self of [SAM, EVA]) {
      const id = await desk.open(self);
      for (const type of ['approve', 'take', 'try-again', 'ask-again'] as const) {
        assert.equal(reasonOf(await desk.person(self, { type, id })), 'own-request');
      }
    }
  });

  it('a foreign request reads like one that does not exist', async () => {
    const desk = new DeskFixture();
    const id = await desk.open();
    const missing = idOf(await desk.person(LUC, { type: 'open', ...CALL }));
    for (const type of [
      'withdraw',
      'accept',
      'decline',
      'later',
      'reopen',
      'end-session',
    ] as const) {
      const answer = await desk.person(LUC, { type, id });
      assert.equal(reasonOf(answer), 'not-found', type);
    }
    assert.notEqual(missing, id);
  });

  it('guests may do nothing, and everyone is refused operator commands when roles are too old', async () => {
    const desk = new DeskFixture();
    const id = await desk.open();
    assert.equal(reasonOf(await desk.person(GUS, { type: 'open', ...CALL })), 'guest');
    desk.store.roles = { ...SNAPSHOT, age: 5 * MINUTE + 1 };
    assert.equal(reasonOf(await desk.person(SAM, { type: 'approve', id })), 'roles-too-old');
    assert.equal(reasonOf(await desk.person(LUC, { type: 'open', ...CALL })), 'done');
  });

  it('ending is never blocked by roles that are too old', async () => {
    const desk = new DeskFixture();
    const id = await desk.active();
    desk.store.roles = { ...SNAPSHOT, age: 60 * MINUTE };
    assert.equal(reasonOf(await desk.person(SAM, { type: 'end-session', id })), 'done');
  });

  it('an effect is not begun for a helper who lost the role meanwhile', async () => {
    const desk = new DeskFixture();
    const { id, n } = await desk.connecting();
    desk.store.roles = { ...SNAPSHOT, operators: new Set([PRIYA]) };
    assert.equal(reasonOf(await desk.effect({ type: 'begin-effect', id, n })), 'role-needed');
  });

  it('operators act in the channel or their own chat, nowhere else', async () => {
    const desk = new DeskFixture();
    const id = await desk.open();
    const answer = await desk.desk.execute({
      command: { type: 'approve', id },
      actor: { kind: 'person', id: SAM, place: { kind: 'elsewhere' } },
      opKey: 'x',
    });
    assert.equal(reasonOf(answer), 'wrong-place');
  });

  it('refusals are audited and bind no op key', async () => {
    const desk = new DeskFixture();
    const id = await desk.open();
    await desk.person(LUC, { type: 'approve', id }, 'same-op');
    assert.equal(desk.store.audit.at(-1)?.outcome, 'refused');
    desk.store.roles = { ...SNAPSHOT, operators: new Set([LUC]) };
    assert.equal(reasonOf(await desk.person(LUC, { type: 'approve', id }, 'same-op')), 'done');
  });

  it('what is no move of a request is in the trail too, done or refused, and binds nothing', async () => {
    const desk = new DeskFixture();
    const actor = { kind: 'person', id: SAM, place: { kind: 'help-desk' } } as const;
    await desk.desk.witness({ actor, command: 'setup', opKey: 'w' });
    const refusal = { code: 'HD-201', reason: 'role-needed', role: 'admin' } as const;
    await desk.desk.witness({ actor, command: 'setup', opKey: 'w', refusal });
    assert.deepEqual(
      desk.store.audit.map(({ command, outcome, code }) => [command, outcome, code]),
      [
        ['setup', 'done', undefined],
        ['setup', 'refused', 'HD-201 role-needed'],
      ],
    );
    assert.equal(desk.store.requests.size, 0);
  });
});
