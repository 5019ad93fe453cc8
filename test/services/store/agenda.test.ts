import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgendaChange } from '../../../src/services/desk/ports.js';
import type { Claimed } from '../../../src/services/desk/ports.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { opening, openStore, type OpenedStore } from './building.js';

const CARD = 'card:REQ-1:user';
const TIMER = 'timer:REQ-1:deadline';
const LEASE = 10_000;

describe('the agenda', () => {
  let server: TestRedis;
  let at: OpenedStore;
  let tenants = 0;
  let commits = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(() => {
    tenants += 1;
    at = openStore(server.url, `agenda-${tenants}`);
  });
  afterEach(() => at.redis.disconnect());
  after(() => server.stop());

  async function commit(...agenda: AgendaChange[]): Promise<void> {
    commits += 1;
    const result = await at.store.desk.commit(opening(commits, { agenda }));
    assert.equal(result.kind, 'committed');
  }

  async function claimOne(lease = LEASE): Promise<Claimed> {
    const [claimed, ...more] = await at.store.agenda.claim(50, lease);
    assert.ok(claimed, 'nothing is due');
    assert.deepEqual(more, []);
    return claimed;
  }

  const members = async () => (await at.store.agenda.claim(50, LEASE)).map(({ member }) => member);

  it('gives work that is due, to one claimer only', async () => {
    await commit(
      { kind: 'work', member: CARD, after: 0 },
      { kind: 'work', member: 'card:queue', after: 60_000 },
    );
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => at.store.agenda.claim(50, LEASE)),
    );
    assert.deepEqual(
      claims.flat().map(({ member, tries }) => [member, tries]),
      [[CARD, 1]],
    );
  });

  it('gives no more than asked for, the longest due first', async () => {
    for (const member of ['card:REQ-1:user', 'card:REQ-2:user', 'card:REQ-3:user']) {
      await commit({ kind: 'work', member, after: 0 });
      await sleep(2);
    }
    const first = await at.store.agenda.claim(2, LEASE);
    assert.deepEqual(
      first.map(({ member }) => member),
      ['card:REQ-1:user', 'card:REQ-2:user'],
    );
    assert.deepEqual(await members(), ['card:REQ-3:user']);
  });

  it('forgets what is done', async () => {
    await commit({ kind: 'work', member: CARD, after: 0 });
    await at.store.agenda.done(await claimOne());
    assert.deepEqual(await at.redis.keys(`{hd:agenda-${tenants}}:agenda:[tew]*`), []);
  });

  it('gives it to somebody else when the lease is over, counting the tries', async () => {
    await commit({ kind: 'work', member: CARD, after: 0 });
    const first = await claimOne(200);
    assert.deepEqual(await members(), []);
    await sleep(210);
    const second = await claimOne();
    assert.deepEqual([second.generation, second.tries], [first.generation, 2]);
  });

  it('comes due again after the span that was asked for', async () => {
    await commit({ kind: 'work', member: CARD, after: 0 });
    await at.store.agenda.again(await claimOne(), 40);
    assert.deepEqual(await members(), []);
    await sleep(50);
    assert.deepEqual(await members(), [CARD]);
  });

  it('keeps a newer wish when the older one is done, and gives it at once', async () => {
    await commit({ kind: 'work', member: CARD, after: 0 });
    const old = await claimOne();
    await commit({ kind: 'work', member: CARD, after: 0 });
    assert.deepEqual(await members(), [], 'two would send one card at once');
    await at.store.agenda.done(old);
    const newer = await claimOne();
    assert.ok(newer.generation > old.generation);
    assert.equal(newer.tries, 1);
  });

  it('keeps a newer wish when the older one asks to come again much later', async () => {
    await commit({ kind: 'work', member: CARD, after: 0 });
    const old = await claimOne();
    await commit({ kind: 'work', member: CARD, after: 0 });
    await at.store.agenda.again(old, 3_600_000);
    assert.deepEqual(await members(), [CARD]);
  });

  it("leaves somebody else's lease alone when a late worker settles", async () => {
    await commit({ kind: 'work', member: CARD, after: 0 });
    const late = await claimOne(5);
    await sleep(10);
    await commit({ kind: 'work', member: CARD, after: 0 });
    const holder = await claimOne();
    await at.store.agenda.done(late);
    await commit({ kind: 'work', member: CARD, after: 0 });
    assert.deepEqual(await members(), []);
    await at.store.agenda.done(holder);
    assert.deepEqual(await members(), [CARD]);
  });

  it('never gives one generation twice, even after an entry was forgotten', async () => {
    await commit({ kind: 'work', member: CARD, after: 0 });
    const first = await claimOne();
    await at.store.agenda.done(first);
    await commit({ kind: 'work', member: CARD, after: 0 });
    await at.store.agenda.done(first);
    assert.notEqual((await claimOne()).generation, first.generation);
  });

  it('replaces an entry by its later self, and drops a cancelled one', async () => {
    await commit({ kind: 'work', member: CARD, after: 0 });
    await commit({ kind: 'work', member: CARD, after: 60_000 });
    assert.deepEqual(await members(), []);
    await commit({ kind: 'work', member: CARD, after: 0 });
    await commit({ kind: 'cancel', member: CARD });
    assert.deepEqual(await members(), []);
  });

  it('keeps an earlier due time when work is added outside a commit', async () => {
    await at.store.agenda.add('roles', 0);
    await at.store.agenda.add('roles', 60_000);
    const held = await claimOne();
    await at.store.agenda.add('roles', 0);
    await at.store.agenda.add('roles', 60_000);
    await at.store.agenda.done(held);
    assert.deepEqual(await members(), ['roles']);
  });

  it('gives a timer when its moment of desk time has come', async () => {
    const now = await at.store.requests.now();
    await commit({ kind: 'timer', member: TIMER, at: now + 4 * 3_600_000 });
    assert.deepEqual(await members(), []);
    await at.store.setClockOffset(4 * 3_600_000);
    assert.deepEqual(await members(), [TIMER]);
  });

  it('moves a timer with its deadline, also when it was claimed already', async () => {
    const now = await at.store.requests.now();
    await commit({ kind: 'timer', member: TIMER, at: now - 1 });
    const claimed = await claimOne(20);
    await commit({ kind: 'timer', member: TIMER, at: now + 3_600_000 });
    await at.store.agenda.done(claimed);
    await sleep(30);
    assert.deepEqual(await members(), []);
    await at.store.setClockOffset(3_600_001);
    assert.deepEqual(await members(), [TIMER]);
  });

  it('leaves leases and waiting work alone when the desk clock is moved', async () => {
    await commit(
      { kind: 'work', member: CARD, after: 0 },
      { kind: 'work', member: 'card:queue', after: 60_000 },
    );
    await claimOne();
    await at.store.setClockOffset(4 * 3_600_000);
    assert.deepEqual(await members(), []);
    await at.store.setClockOffset(-4 * 3_600_000);
    assert.deepEqual(await members(), []);
  });

  it('tells how far it is behind', async () => {
    assert.deepEqual(await at.store.agenda.lag(), { oldest: 0, due: 0 });
    const now = await at.store.requests.now();
    await commit(
      { kind: 'timer', member: TIMER, at: now - 5_000 },
      { kind: 'work', member: CARD, after: 0 },
    );
    const lag = await at.store.agenda.lag();
    assert.equal(lag.due, 2);
    assert.ok(lag.oldest >= 5_000 && lag.oldest < 7_000, `${lag.oldest} ms`);
    await members();
    assert.deepEqual(await at.store.agenda.lag(), { oldest: 0, due: 0 });
  });
});
