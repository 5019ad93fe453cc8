import assert from 'node:assert/strict';
import { ANNA, as, EVA, LUC, SAM } from '../../support/cast.js';
import { CALL, DeskFixture } from './desk-fixture.js';

describe('what the trail says of a move', () => {
  let desk: DeskFixture;
  beforeEach(() => {
    desk = new DeskFixture();
  });

  const last = () => {
    const { actor, command, outcome, subject, right } = desk.store.audit.at(-1) ?? {};
    return { actor, command, outcome, subject, right };
  };

  it('names whose request it is when somebody else acts, and the right they acted with', async () => {
    const id = await desk.open(ANNA);
    const done = 'done' as const;
    assert.deepEqual(last(), {
      ...{ actor: ANNA, command: 'open', outcome: done, subject: undefined, right: 'anyone' },
    });
    await desk.person(SAM, { type: 'approve', id });
    assert.deepEqual(last(), {
      ...{ actor: SAM, command: 'approve', outcome: done, subject: ANNA, right: 'request.approve' },
    });
    await desk.person(ANNA, { type: 'accept', id });
    assert.deepEqual([last().subject, last().right], [undefined, 'requester']);
    await desk.person(SAM, { type: 'open-for', requester: LUC, ...CALL });
    assert.deepEqual([last().subject, last().right], [LUC, 'request.work']);
  });

  it('names the person of a refusal, and no right where none was there', async () => {
    const id = await desk.open(ANNA);
    await desk.person(LUC, { type: 'take', id });
    assert.deepEqual(last(), {
      ...{ actor: LUC, command: 'take', outcome: 'refused', subject: ANNA, right: undefined },
    });
    await desk.person(LUC, { type: 'withdraw', id });
    assert.deepEqual([last().subject, last().right], [ANNA, undefined]);
    await desk.person(SAM, { type: 'deny', id, reason: 'no' });
    await desk.person(EVA, { type: 'approve', id });
    assert.deepEqual([last().outcome, last().right], ['refused', 'request.approve']);
  });

  it('names on whom the desk itself acts', async () => {
    const id = await desk.open(ANNA);
    await desk.timer({ type: 'warn', id });
    const entry = desk.store.audit.at(-1);
    assert.equal(entry?.actor === 'desk' ? entry.subject : ANNA, ANNA);
    assert.equal(entry?.actor === 'desk' ? entry.right : undefined, undefined);
  });

  it('takes over what a look says of itself', async () => {
    const about = { subject: ANNA, right: 'audit.read' };
    await desk.desk.witness({ actor: as(EVA), command: 'audit', opKey: 'w', about });
    assert.deepEqual([last().subject, last().right, last().outcome], [ANNA, 'audit.read', 'done']);
  });
});
