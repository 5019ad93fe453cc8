import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HOUR, MINUTE } from '../../../src/services/desk/ids.js';
import { LUC, SAM } from '../../support/cast.js';
import { DeskFixture, reasonOf } from './desk-fixture.js';

describe('the four hours', () => {
  it('still count at exactly 4 h 00 m 00 s, and are over a millisecond later', async () => {
    const desk = new DeskFixture();
    const [first, second] = [await desk.open(), await desk.open(LUC)];
    desk.store.now += 4 * HOUR;
    assert.equal(reasonOf(await desk.timer({ type: 'expire', id: first })), 'moved-on');
    assert.equal(reasonOf(await desk.person(SAM, { type: 'approve', id: first })), 'done');
    desk.store.now += 1;
    assert.equal(
      reasonOf(await desk.person(SAM, { type: 'approve', id: second })),
      'deadline-passed',
    );
    assert.equal(reasonOf(await desk.timer({ type: 'expire', id: second })), 'done');
    assert.equal(desk.request(second).state, 'expired');
  });

  it('warn at 50, 75 and 90 percent, each once', async () => {
    const desk = new DeskFixture();
    const id = await desk.open();
    const said: unknown[] = [];
    for (const minute of [119, 120, 121, 180, 216, 230]) {
      desk.store.now = Date.UTC(2026, 10, 20, 9, 0, 0) + minute * MINUTE;
      await desk.timer({ type: 'warn', id });
      const last = desk.store.events.get(id)?.at(-1);
      if (last?.type === 'warned') said.push(`${minute}: ${last.percent}`);
    }
    assert.deepEqual([...new Set(said)], ['120: 50', '121: 50', '180: 75', '216: 90', '230: 90']);
    assert.equal(desk.store.events.get(id)?.length, 4);
  });

  it('are moved by extend, with the warnings that are still to come', async () => {
    const desk = new DeskFixture();
    const id = await desk.open();
    desk.store.now += 3 * HOUR + 30 * MINUTE;
    await desk.person(SAM, { type: 'extend', id });
    const request = desk.request(id);
    assert.ok(request.state === 'pending');
    assert.equal(request.limit.deadline - request.openedAt, 6 * HOUR);
    assert.deepEqual(
      request.limit.warnings.map((warning) => warning.percent),
      [75, 90],
    );
  });
});
