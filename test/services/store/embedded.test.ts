import assert from 'node:assert/strict';
import { createRedisMock, type RedisMock } from 'js-redis-server';
import { requestId } from '../../../src/services/desk/ids.js';
import { redisHealth } from '../../../src/services/store/health.js';
import { ANNA, BRAM, opening, openStore, pending, taking, type OpenedStore } from './building.js';
import { NO_ROLES } from '../../support/cast.js';

describe('the store on the embedded Redis of the demo', () => {
  let server: RedisMock;
  let at: OpenedStore;

  before(async () => {
    server = await createRedisMock();
    at = openStore(server.url, 'demo');
  });
  after(async () => {
    at.redis.disconnect();
    await server.close();
  });

  it('commits, replays and refuses a stale version', async () => {
    const { desk, requests } = at.store;
    assert.deepEqual(
      await desk.commit(
        opening(1, { agenda: [{ kind: 'work', member: 'card:REQ-1:user', after: 0 }] }),
      ),
      { kind: 'committed' },
    );
    assert.equal((await desk.commit(opening(1))).kind, 'replayed');
    assert.equal((await desk.commit(taking(1, BRAM, 'a'))).kind, 'committed');
    assert.equal((await desk.commit(taking(1, BRAM, 'b'))).kind, 'conflict');
    assert.equal((await requests.events(requestId(1), 9)).length, 2);
    assert.equal((await at.store.audit.read(1, 9)).length, 2);
    assert.deepEqual(await requests.of(ANNA, 5), [pending(1, { version: 2, assignee: BRAM })]);
  });

  it('claims and settles, timers of desk time included', async () => {
    const { agenda, requests } = at.store;
    const [card] = await agenda.claim(10, 10_000);
    assert.equal(card?.member, 'card:REQ-1:user');
    assert.ok(card);
    await agenda.done(card);
    const due = (await requests.now()) + 3_600_000;
    await at.store.desk.commit(
      opening(2, { agenda: [{ kind: 'timer', member: 'timer:REQ-2:deadline', at: due }] }),
    );
    assert.deepEqual(await agenda.claim(10, 10_000), []);
    await at.store.setClockOffset(3_700_000);
    assert.ok((await agenda.lag()).oldest >= 99_000);
    assert.deepEqual(
      (await agenda.claim(10, 10_000)).map(({ member }) => member),
      ['timer:REQ-2:deadline'],
    );
  });

  it('keeps a budget, cards, roles and conversation state', async () => {
    const { budget, places, roles, conversationStorage } = at.store;
    const taken = [];
    for (let n = 0; n < 6; n += 1) taken.push((await budget.take('19:a')).ok);
    assert.deepEqual(taken, [true, true, true, true, false, false]);
    await places.setCard(
      { of: 'queue' },
      { conversation: '19:a', activities: ['1'], version: 3, digest: 'd' },
    );
    assert.equal((await places.card({ of: 'queue' }))?.version, 3);
    await roles.replace({
      ...NO_ROLES,
      operators: new Set([ANNA]),
    });
    assert.ok((await roles.current())?.operators.has(ANNA));
    await conversationStorage.write({ a: { n: 1 } });
    assert.equal((await conversationStorage.read(['a'])).a?.n, 1);
  });

  it('is healthy when nobody asks it for its role or policy', async () => {
    assert.deepEqual(await redisHealth(at.redis, { embedded: true }), { ok: true, problems: [] });
  });

  it('keeps alerts, and hands them to other readers', async () => {
    const { alerts } = at.store;
    const { remembered, tag } = await alerts.remembered();
    const works = { kind: 'works', connector: 'graph' } as const;
    assert.equal(await alerts.remember(remembered, [works], tag), true);
    assert.equal(await alerts.remember(remembered, [works], tag), false);
    await alerts.readdress({ key: 'works-graph' }, [ANNA]);
    assert.deepEqual(await alerts.waiting(), [{ key: 'works-graph', person: ANNA }]);
  });

  it('seals the trail, removes its beginning, and forgets a person', async () => {
    const sealed = openStore(server.url, 'demo-sealed', undefined, new Uint8Array(32).fill(3));
    const { desk, audit, retention, forgetting, requests, people, freezes } = sealed.store;
    try {
      for (const number of [1, 2, 3]) await desk.commit(opening(number));
      assert.equal(await audit.seal(100), 3);
      assert.equal(await retention.trail(Date.UTC(2100, 0, 1)), 3);
      await desk.commit(opening(4));
      await audit.seal(100);
      assert.equal((await audit.verify({})).kind, 'whole');
      assert.equal((await retention.requests(Date.UTC(2100, 0, 1))).removed, 0, 'all are open');
      await people.met({ id: BRAM, name: 'Bram', locale: 'nl' });
      await forgetting.forget(BRAM);
      assert.equal(await people.get(BRAM), undefined);
      assert.equal((await requests.of(ANNA, 9)).length, 4);
      assert.equal(await freezes.current(), undefined);
    } finally {
      sealed.redis.disconnect();
    }
  });
});
