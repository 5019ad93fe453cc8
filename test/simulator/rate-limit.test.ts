import assert from 'node:assert/strict';
import { CAST, startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { RateLimit } from '../../simulator/teams/rate-limit.js';
import { codeOf, connectorOf } from './callers.js';
import type { Answer } from './callers.js';

describe('simulated rate limit', () => {
  it('lets 7 sends a second through and says how long the eighth has to wait', () => {
    let now = 10_000;
    const rate = new RateLimit(() => now);
    const first = Array.from({ length: 7 }, () => rate.take('c'));
    assert.deepEqual(
      first,
      Array.from({ length: 7 }, () => null),
    );
    assert.equal(rate.take('c'), 1);
    now += 1_000;
    assert.equal(rate.take('c'), null);
    assert.deepEqual(
      rate.exceeded().map(({ windowMs, limit }) => [windowMs, limit]),
      [[1_000, 7]],
    );
  });

  it('lets 60 sends in 30 seconds through', () => {
    let now = 0;
    const rate = new RateLimit(() => now);
    for (let sent = 0; sent < 60; sent += 1, now += 200) assert.equal(rate.take('c'), null);
    // The first of the 60 was 12 s ago: it leaves the window in 18 s.
    assert.equal(rate.take('c'), 18);
    now += 18_000;
    assert.equal(rate.take('c'), null);
  });

  it('lets 1800 sends an hour through', () => {
    let now = 0;
    const rate = new RateLimit(() => now);
    for (let sent = 0; sent < 1_800; sent += 1, now += 1_000) assert.equal(rate.take('c'), null);
    assert.equal(rate.take('c'), 1_800);
  });

  it('keeps a budget for each conversation and remembers the busiest windows', () => {
    const rate = new RateLimit(() => 5_000);
    for (let sent = 0; sent < 6; sent += 1) rate.take('a');
    rate.take('b');
    assert.deepEqual(
      rate.busiest('a').map(({ most }) => most),
      [6, 6, 6],
    );
    assert.deepEqual(
      rate.busiest('b').map(({ most }) => most),
      [1, 1, 1],
    );
    assert.deepEqual(rate.exceeded(), []);
  });

  it('only takes notes when limits are not enforced', () => {
    const rate = new RateLimit(() => 5_000);
    rate.enforce = false;
    const waits = Array.from({ length: 9 }, () => rate.take('a'));
    assert.ok(waits.every((wait) => wait === null));
    assert.equal(rate.exceeded().length, 2);
  });

  describe('over HTTP', () => {
    let simulator: Simulator;
    before(async () => {
      // Frozen: on a slow machine the ninth send must still fall into the first second.
      const frozen = Date.now();
      simulator = await startSimulator({ now: () => frozen });
    });
    after(() => simulator.close());

    it('answers 429 Throttled with Retry-After; all threads of a channel share one budget', async () => {
      const connect = await connectorOf(simulator);
      const channel = simulator.teams.channelId;
      const post = (id: string): Promise<Answer> =>
        connect(`/conversations/${encodeURIComponent(id)}/activities`, {
          method: 'POST',
          body: { type: 'message', text: 'x' },
        });
      const root = String((await post(channel)).body['id']);
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => post(`${channel};messageid=${root}`)),
      );
      const refused = answers.filter(({ status }) => status === 429);
      assert.equal(refused.length, 2);
      const [one] = refused;
      assert.ok(one);
      assert.equal(codeOf(one), 'Throttled');
      assert.equal(one.headers.get('retry-after'), '1');
      assert.equal((await post(simulator.teams.personalChat(CAST.anna))).status, 201);
      assert.equal(simulator.teams.messages('channel').length, 7);
    });
  });
});
