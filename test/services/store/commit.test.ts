import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestId } from '../../../src/services/desk/ids.js';
import type { Commit } from '../../../src/services/desk/ports.js';
import type { Request } from '../../../src/services/desk/requests/request.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import {
  ANNA,
  audited,
  BRAM,
  NOON_ISH,
  opened,
  opening,
  openStore,
  pending,
  person,
  taking,
  type OpenedStore,
} from './building.js';

describe('the commit script', () => {
  let server: TestRedis;
  let at: OpenedStore;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(() => {
    tenants += 1;
    at = openStore(server.url, `commit-${tenants}`);
  });
  afterEach(() => at.redis.disconnect());
  after(() => server.stop());

  it('writes record, event, words, indexes and audit of a new request in one go', async () => {
    const { desk, requests, audit } = at.store;
    assert.deepEqual(await desk.commit(opening(12)), { kind: 'committed' });

    const id = requestId(12);
    assert.deepEqual(await requests.get(id), pending(12));
    assert.deepEqual(await requests.events(id, 5), [opened(id)]);
    assert.deepEqual(
      [...(await requests.words(id))],
      [['v1', { by: ANNA, text: 'Mijn scherm blijft zwart.' }]],
    );
    assert.deepEqual(await requests.open(), [pending(12)]);
    assert.deepEqual(await requests.of(ANNA, 10), [pending(12)]);
    assert.deepEqual(await desk.openOf(ANNA), [pending(12)]);
    assert.deepEqual(await audit.read(1, 10), [{ seq: 1, entry: opening(12).audit }]);
  });

  it('keeps empty lists lists', async () => {
    await at.store.desk.commit(opening(1));
    const read = await at.store.requests.get(requestId(1));
    assert.deepEqual(read?.effects, []);
    assert.equal(
      await at.redis.hget('{hd:commit-' + tenants + '}:r:REQ-1', 'j'),
      JSON.stringify(read),
    );
  });

  it('gives the first outcome when an op is repeated, and changes nothing', async () => {
    const { desk, requests, audit } = at.store;
    await desk.commit(opening(1));
    await desk.commit(taking(1, BRAM, 'click'));
    const again = await desk.commit({ ...taking(1, person(3), 'click'), audit: audited('click') });

    assert.deepEqual(again, {
      kind: 'replayed',
      outcome: { kind: 'done', command: 'take', id: 'REQ-1', version: 2 },
    });
    const request = await requests.get(requestId(1));
    assert.equal(request?.assignee, BRAM);
    assert.equal((await audit.read(1, 10)).length, 2);
  });

  it('says conflict on another version than the one decided on, and writes nothing', async () => {
    const { desk, requests, audit } = at.store;
    await desk.commit(opening(1));
    await desk.commit(taking(1, BRAM, 'first'));
    assert.deepEqual(await desk.commit(taking(1, ANNA, 'second')), { kind: 'conflict' });

    assert.equal((await requests.events(requestId(1), 10)).length, 2);
    assert.equal((await audit.read(1, 10)).length, 2);
    assert.equal((await desk.open('second', requestId(1))).outcome, undefined);
  });

  it('says conflict when a new request gets a number that is taken', async () => {
    await at.store.desk.commit(opening(1));
    assert.deepEqual(await at.store.desk.commit(opening(1, { opKey: 'other' })), {
      kind: 'conflict',
    });
  });

  it('lets exactly one of 50 commits on the same version win', async () => {
    const { desk, requests } = at.store;
    const other = openStore(server.url, `commit-${tenants}`);
    await desk.commit(opening(1));
    const racers = Array.from({ length: 50 }, (_, n) => ({
      by: person(100 + n),
      desk: n % 2 === 0 ? desk : other.store.desk,
    }));
    const results = await Promise.all(
      racers.map((racer) => racer.desk.commit(taking(1, racer.by, racer.by))),
    );
    other.redis.disconnect();

    const winners = racers.filter((_, n) => results[n]?.kind === 'committed');
    assert.equal(winners.length, 1);
    assert.equal(results.filter((result) => result.kind === 'conflict').length, 49);
    assert.equal((await requests.get(requestId(1)))?.assignee, winners[0]?.by);
    assert.deepEqual(
      (await requests.events(requestId(1), 100)).map((event) => event.v),
      [1, 2],
    );
  });

  it('is late one millisecond after the moment, and not before', async () => {
    const { desk, requests } = at.store;
    await desk.commit(opening(1));
    const before = await requests.now();
    const within = {
      ...taking(1, BRAM, 'in time'),
      change: { ...must(taking(1, BRAM, '')), notAfter: before + 60_000 },
    };
    const missed = {
      ...taking(1, BRAM, 'late'),
      change: { ...must(taking(1, BRAM, '')), notAfter: before - 1 },
    };

    assert.deepEqual(await desk.commit(missed), { kind: 'late' });
    assert.equal((await requests.get(requestId(1)))?.version, 1);
    assert.deepEqual(await desk.commit(within), { kind: 'committed' });
  });

  it('is still in time exactly at the moment', async () => {
    // Redis' clock can't be stopped: the exact millisecond is hit by trying; the offset stands still meanwhile.
    const { desk, requests } = at.store;
    let hits = 0;
    for (let number = 1; number <= 2_000 && hits < 1; number += 1) {
      await desk.commit(opening(number));
      const now = await requests.now();
      const commit = {
        ...taking(number, BRAM, `t${number}`),
        change: { ...must(taking(number, BRAM, '')), notAfter: now },
      };
      const { kind } = await desk.commit(commit);
      if ((await requests.now()) === now) {
        hits += 1;
        assert.equal(kind, 'committed');
      }
    }
    assert.ok(hits > 0, 'never got through a commit within one millisecond');
  });

  it('reckons with desk time, not with the clock of Redis', async () => {
    const { desk, requests } = at.store;
    await desk.commit(opening(1));
    const notAfter = (await requests.now()) + 60_000;
    await at.store.setClockOffset(60_001);
    const commit = {
      ...taking(1, BRAM, 'moved'),
      change: { ...must(taking(1, BRAM, '')), notAfter },
    };
    assert.deepEqual(await desk.commit(commit), { kind: 'late' });
  });

  it('audits a refusal without binding its op', async () => {
    const { desk, audit } = at.store;
    const refusal = audited('no', { outcome: 'refused', code: 'HD-103 not-found' });
    assert.deepEqual(await desk.commit({ audit: refusal }), { kind: 'committed' });
    assert.deepEqual(await desk.commit({ audit: refusal }), { kind: 'committed' });
    assert.deepEqual(await audit.read(1, 10), [
      { seq: 1, entry: refusal },
      { seq: 2, entry: refusal },
    ]);
    assert.equal((await desk.open('no', undefined)).outcome, undefined);
  });

  it('binds an op that changed nothing', async () => {
    const { desk, requests } = at.store;
    await desk.commit(opening(1));
    const { id } = pending(1);
    const outcome = { kind: 'done', command: 'take', id, version: 1, already: true } as const;
    await desk.commit({ op: { key: 'twice', outcome }, audit: audited('twice') });
    const found = await desk.open('twice', id);
    assert.deepEqual(found.outcome, outcome);
    assert.equal((await requests.events(id, 10)).length, 1);
  });

  it('moves a closed request out of the open ones and keeps the counts', async () => {
    const { desk, requests } = at.store;
    await desk.commit(opening(1));
    await desk.commit(opening(2));
    await desk.commit(withdrawing(1));
    assert.deepEqual(
      (await requests.open()).map(({ id }) => id),
      ['REQ-2'],
    );
    assert.deepEqual(
      (await desk.openOf(ANNA)).map(({ id }) => id),
      ['REQ-2'],
    );
    assert.deepEqual(
      (await requests.of(ANNA, 10)).map(({ id }) => id),
      ['REQ-2', 'REQ-1'],
    );
    assert.deepEqual(
      (await requests.of(ANNA, 1)).map(({ id }) => id),
      ['REQ-2'],
    );
    const counts = await at.redis.hgetall(`{hd:commit-${tenants}}:requests:counts`);
    assert.deepEqual(counts, { pending: '1', withdrawn: '1' });
  });

  it('remembers an op for seven days', async () => {
    await at.store.desk.commit(opening(1));
    const [key = ''] = await at.redis.keys(`{hd:commit-${tenants}}:op:*`);
    const left = await at.redis.pttl(key);
    assert.ok(left > 7 * 86_400_000 - 5_000 && left <= 7 * 86_400_000, `${left} ms left`);
  });

  it('refuses a change without an op, a gap in the versions and a record it could not read back', async () => {
    const { desk, requests } = at.store;
    const { op: _none, ...withoutOp } = opening(1);
    await assert.rejects(desk.commit(withoutOp), /needs an op key/);
    await assert.rejects(
      desk.commit({ ...opening(1), change: { ...must(opening(1)), expected: 4 } }),
      /don't lead from version 4/,
    );
    const odd = { ...pending(1), surprise: 1 } as Request;
    await assert.rejects(
      desk.commit({
        ...opening(1),
        change: { ...must(opening(1)), after: { of: 'request', record: odd } },
      }),
      /request can't be read/,
    );
    assert.equal(await requests.get(requestId(1)), undefined);
  });

  it('writes all or nothing when Redis is full', async () => {
    const { desk, requests, audit } = at.store;
    await desk.commit(opening(1));
    await at.redis.config('SET', 'maxmemory', '1');
    await assert.rejects(desk.commit(taking(1, BRAM, 'full')), /OOM/);
    await at.redis.config('SET', 'maxmemory', '0');
    assert.equal((await requests.get(requestId(1)))?.version, 1);
    assert.equal((await audit.read(1, 10)).length, 1);
    assert.deepEqual(await desk.commit(taking(1, BRAM, 'full')), { kind: 'committed' });
  });

  it('gives each number once', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 20 }, () => at.store.desk.nextNumber('request')),
    );
    assert.deepEqual(
      [...new Set(numbers)].sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
  });

  it('opens with desk time, and nothing for what it does not know', async () => {
    const { desk, requests } = at.store;
    const here = Date.now();
    const found = await desk.open('unknown', requestId(99));
    assert.deepEqual(Object.keys(found), ['now']);
    assert.ok(Math.abs(found.now - here) < 2_000);
    await at.store.setClockOffset(3_600_000);
    await sleep(2);
    assert.ok((await requests.now()) - found.now > 3_600_000);
    assert.equal(await requests.event(requestId(99), 1), undefined);
    assert.deepEqual(await requests.many([requestId(99)]), []);
  });
});

function must(commit: Commit): NonNullable<Commit['change']> {
  assert.ok(commit.change);
  return commit.change;
}

function withdrawing(number: number): Commit {
  const { limit: _limit, ...rest } = pending(number, { version: 2 });
  const { id } = rest;
  return {
    op: {
      key: `withdraw-${number}`,
      outcome: { kind: 'done', command: 'withdraw', id, version: 2 },
    },
    change: {
      after: { of: 'request', record: { ...rest, state: 'withdrawn', withdrawnAt: NOON_ISH } },
      expected: 1,
      events: [{ type: 'withdrawn', v: 2, id, at: NOON_ISH, by: ANNA }],
      words: [],
      agenda: [],
    },
    audit: audited(`withdraw-${number}`),
  };
}
