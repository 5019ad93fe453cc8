import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { openStore, type OpenedStore } from './building.js';

const LIMITS = [
  { name: 'short', most: 7, window: 1_000 },
  { name: 'short', most: 8, window: 2_000 },
  { name: 'middle', most: 60, window: 30_000 },
] as const;

describe('the budget of a conversation', function () {
  this.timeout(60_000);
  let server: TestRedis;
  let at: OpenedStore;

  before(async () => {
    server = await startRedis();
    at = openStore(server.url, 'budget');
  });
  after(async () => {
    at.redis.disconnect();
    await server.stop();
  });

  it('never lets more through than Teams allows, however hard one tries', async () => {
    const sent: number[] = [];
    const until = performance.now() + 6_000;
    while (performance.now() < until) {
      const takes = await Promise.all(
        Array.from({ length: 5 }, () => at.store.budget.take('19:busy')),
      );
      const now = performance.now();
      sent.push(...takes.filter((take) => take.ok).map(() => now));
      await sleep(5);
    }
    assert.ok(sent.length >= 10, `only ${sent.length} were sent in 6 s`);
    assert.ok(mostWithin(sent, 1_000) <= 7);
    assert.ok(mostWithin(sent, 2_000) <= 8);
  });

  it('stays below each limit over an hour of trying, by its own numbers', async () => {
    // The hour is played by shifting the stored moments back instead of waiting.
    const key = '{hd:budget}:budget:19:hour';
    const sent: number[] = [];
    let played = 0;
    while (played < 3_600_000) {
      const take = await at.store.budget.take('19:hour');
      if (take.ok) {
        sent.push(played);
        continue;
      }
      played += take.after;
      for (const [name, moment] of Object.entries(await at.redis.hgetall(key))) {
        await at.redis.hset(key, name, Number(moment) - take.after);
      }
    }
    for (const { most, window } of LIMITS) {
      assert.ok(mostWithin(sent, window) <= most, `${mostWithin(sent, window)} in ${window} ms`);
    }
    assert.ok(sent.length > 1_000 && sent.length <= 1_800, `${sent.length} in an hour`);
  });

  it('says how long to wait, and is right about it', async () => {
    let take = await at.store.budget.take('19:wait');
    while (take.ok) take = await at.store.budget.take('19:wait');
    assert.ok(take.after > 0 && take.after <= 667, `${take.after} ms`);
    await sleep(take.after + 5);
    assert.deepEqual(await at.store.budget.take('19:wait'), { ok: true });
  });

  it('keeps conversations apart', async () => {
    let take = await at.store.budget.take('19:one');
    while (take.ok) take = await at.store.budget.take('19:one');
    assert.deepEqual(await at.store.budget.take('19:other'), { ok: true });
  });

  it('sends nothing while paused, and never cuts a pause short', async () => {
    const { budget } = at.store;
    await budget.pause('19:paused', 30_000);
    await budget.pause('19:paused', 10);
    const take = await budget.take('19:paused');
    assert.ok(!take.ok && take.after > 29_000 && take.after <= 30_000);

    await budget.pause('19:short', 30);
    assert.equal((await budget.take('19:short')).ok, false);
    await sleep(40);
    assert.deepEqual(await budget.take('19:short'), { ok: true });
  });

  it('is forgotten once it is full again', async () => {
    await at.store.budget.take('19:rare');
    const left = await at.redis.pttl('{hd:budget}:budget:19:rare');
    assert.ok(left > 0 && left < 10_000, `${left} ms`);
  });
});

/** The most moments within any window of this many ms. */
function mostWithin(moments: readonly number[], window: number): number {
  let first = 0;
  let most = 0;
  moments.forEach((moment, last) => {
    while (moment - (moments[first] ?? moment) >= window) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}
