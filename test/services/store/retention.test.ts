import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeId, DAY, HOUR, requestId } from '../../../src/services/desk/ids.js';
import type { Request } from '../../../src/services/desk/requests/request.js';
import { createKeys } from '../../../src/services/store/keys.js';
import { dumpOf } from '../../support/redis-dump.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, NOON_ISH, openStore, opening, pending, type OpenedStore } from './building.js';
import { asked, keep, ofChange } from './keeping.js';

const KEPT = 90 * DAY;
const NOW = NOON_ISH + 400 * DAY;
const BEFORE = NOW - KEPT;

describe('what is kept for long enough', () => {
  let server: TestRedis;
  const opened: OpenedStore[] = [];
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  after(async () => {
    for (const { redis } of opened) redis.disconnect();
    await server.stop();
  });

  function newStore(auditKey?: Uint8Array) {
    const tenant = `retention-${(tenants += 1)}`;
    const one = openStore(server.url, tenant, undefined, auditKey);
    opened.push(one);
    return { ...one, keys: createKeys(tenant) };
  }

  type Place = ReturnType<typeof newStore>;

  /** The record as it would be by now, put in place of the one that was committed. */
  async function kept({ store, redis, keys }: Place, request: Request): Promise<void> {
    await store.desk.nextNumber('request');
    await store.desk.commit(opening(request.number));
    const key = keys.record(request.id);
    const fields = { v: request.version, s: request.state, j: JSON.stringify(request) };
    await redis.hset(key, fields);
    await redis.hincrby(keys.counts, 'pending', -1);
    await redis.hincrby(keys.counts, request.state, 1);
  }

  async function sweep({ store }: Place): Promise<number> {
    let removed = 0;
    let next: number | undefined;
    do {
      const swept = await store.retention.requests(BEFORE, next);
      removed += swept.removed;
      next = swept.next;
    } while (next !== undefined);
    return removed;
  }

  it('goes exactly when it is over and can’t come back, whatever the ages and states', async () => {
    const sample = fc.array(
      fc.record({
        state: fc.constantFrom('pending', 'closed', 'withdrawn', 'expired'),
        age: fc.integer({ min: 0, max: 399 }),
        length: fc.integer({ min: 0, max: 200 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(sample, async (wishes) => {
        const place = newStore();
        // Numbers rise with time.
        const ordered = [...wishes].sort((left, right) => right.age - left.age);
        const requests = ordered.map((wish, n) => requestOf(n + 1, wish));
        for (const request of requests) await kept(place, request);
        const wanted = requests.filter((request) => isOld(request)).map(({ id }) => id);
        assert.equal(await sweep(place), wanted.length);
        for (const { id } of requests) {
          const found = await place.store.requests.get(id);
          assert.equal(found === undefined, wanted.includes(id), id);
          assert.equal((await place.store.requests.words(id)).size > 0, found !== undefined);
        }
        const left = await place.store.requests.of(ANNA, 100);
        assert.equal(left.length, requests.length - wanted.length);
        const counted = [...(await place.store.counts()).values()].reduce((a, b) => a + b, 0);
        assert.equal(counted, left.length);
      }),
      { numRuns: 25 },
    );
  });

  it('never takes one that moved since it was looked at, and numbers never come again', async () => {
    const place = newStore();
    const old = requestOf(1, { state: 'closed', age: 300, length: 1 });
    await kept(place, old);
    // Somebody brings it back between the look and the removal: the script checks the version.
    const stale = { ...old, version: old.version + 1 };
    const key = place.keys.record(old.id);
    await place.redis.hset(key, { v: stale.version });
    assert.equal(await sweep(place), 0);
    await place.redis.hset(key, { v: old.version });
    assert.equal(await sweep(place), 1);
    assert.equal(await place.store.desk.nextNumber('request'), 2);
    assert.equal(await place.redis.get(place.keys.lowest('request')), '2');
  });

  it('takes changes that are over, with their cards, and keeps what waits or wants a review', async () => {
    const place = newStore();
    const { store, keys } = place;
    const over = (n: number) => {
      const { expiresAt: _expiresAt, ...common } = asked(n, ANNA);
      return { ...common, state: 'taken-back' as const, takenBackAt: NOON_ISH };
    };
    const unseen = { ...over(3), breakGlass: { reviewAt: NOON_ISH } };
    for (const change of [over(1), asked(2, ANNA), unseen])
      await keep(place, ofChange(change), ANNA, 'because');
    const young = { type: 'taken-back', by: ANNA, at: BEFORE } as const;
    await keep(place, ofChange({ ...over(4), moved: young }), ANNA, 'because');
    for (const at of ['channel', `person-${ANNA}`])
      await store.places.setCard(
        { of: 'change', id: changeId(1), place: at },
        { conversation: '19:desk', activities: ['a1'], version: 1, digest: 'd' },
      );
    assert.deepEqual(await store.retention.changes(BEFORE), { removed: 1, next: undefined });
    assert.deepEqual(await Promise.all([1, 2, 3, 4].map(isThere)), [false, true, true, true]);
    assert.doesNotMatch(await dumpOf(server.url), new RegExp(`${keys.record(changeId(1))}\\b`));
    assert.doesNotMatch(await dumpOf(server.url), /card:CHG-1/);
    assert.equal(await store.desk.nextNumber('change'), 5);

    async function isThere(n: number): Promise<boolean> {
      return (await store.changes.get(changeId(n))) !== undefined;
    }
  });

  it('goes a few hundred at a time, and ending in between loses nothing', async () => {
    const place = newStore();
    for (let n = 1; n <= 230; n += 1)
      await kept(place, requestOf(n, { state: 'withdrawn', age: 300, length: 1 }));
    const first = await place.store.retention.requests(BEFORE);
    assert.deepEqual(first, { removed: 200, next: 201 });
    assert.equal((await place.store.requests.of(ANNA, 500)).length, 30);
    // Another process begins anew, where there may still be some.
    assert.deepEqual(await place.store.retention.requests(BEFORE), {
      removed: 30,
      next: undefined,
    });
    assert.deepEqual(await place.store.requests.of(ANNA, 500), []);
  });

  it('takes the oldest entries of the trail, and the rest still verifies; a cut by hand does not', async () => {
    const key = new Uint8Array(32).fill(7);
    const place = newStore(key);
    const { store, redis, keys } = place;
    for (let n = 1; n <= 40; n += 1)
      await store.desk.commit({
        audit: {
          at: NOON_ISH + n * DAY,
          actor: ANNA,
          command: 'look',
          place: 'personal',
          opKey: `k${n}`,
          outcome: 'done',
        },
      });
    await store.audit.seal(500);
    assert.equal(await store.retention.trail(NOON_ISH + 21 * DAY), 20);
    assert.equal(await store.retention.trail(NOON_ISH + 21 * DAY), 0);
    const [first] = await store.audit.read(1, 1);
    assert.equal(first?.seq, 21);
    assert.equal((await store.audit.verify({})).kind, 'whole');
    await redis.xtrim(keys.audit, 'MINID', '26-0');
    await redis.xtrim(keys.auditSeals, 'MINID', '26-0');
    assert.equal((await store.audit.verify({})).kind, 'broken');
  });

  it('takes nothing of the trail that isn’t sealed yet', async () => {
    const { store } = newStore(new Uint8Array(32).fill(9));
    await store.desk.commit(opening(1));
    assert.equal(await store.retention.trail(NOW), 0);
  });
});

interface Wish {
  readonly state: string;
  /** Days since it was opened. */
  readonly age: number;
  /** Days that it took. */
  readonly length: number;
}

function requestOf(number: number, { state, age, length }: Wish): Request {
  const openedAt = NOW - age * DAY;
  const endedAt = Math.min(NOW, openedAt + length * DAY);
  const { limit, ...common } = pending(number, { id: requestId(number), openedAt });
  const moved = { type: 'withdrawn', by: ANNA, at: endedAt } as const;
  const base = { ...common, version: 2, moved };
  switch (state) {
    case 'closed':
      return {
        ...base,
        state: 'closed',
        closedAt: endedAt,
        closedBy: ANNA,
        ...{ helper: ANNA, consentAt: openedAt, endedAt, solved: false },
        reopenUntil: endedAt + 7 * DAY,
      };
    case 'withdrawn':
      return { ...base, state: 'withdrawn', withdrawnAt: endedAt };
    case 'expired':
      return {
        ...base,
        state: 'expired',
        expiredAt: endedAt,
        reviveUntil: endedAt + HOUR,
      };
    default:
      return { ...base, state: 'pending', limit };
  }
}

/** By hand, from the words of the policy. */
function isOld(request: Request): boolean {
  if (request.state === 'pending' || request.openedAt >= BEFORE) return false;
  const back = 'reopenUntil' in request ? request.reopenUntil : 0;
  const revive = 'reviveUntil' in request ? request.reviveUntil : 0;
  return request.moved.at < BEFORE && back < BEFORE && revive < BEFORE;
}
