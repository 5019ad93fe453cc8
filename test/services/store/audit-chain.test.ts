import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createKeys } from '../../../src/services/store/keys.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, audited, BRAM, NOON_ISH, openStore, type OpenedStore } from './building.js';

const KEY = randomBytes(32);

describe('the chain of the audit trail', function () {
  let server: TestRedis;
  let at: OpenedStore;
  let keys: ReturnType<typeof createKeys>;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  after(() => server.stop());

  beforeEach(() => {
    const tenant = `chain-${(tenants += 1)}`;
    keys = createKeys(tenant);
    at = openStore(server.url, tenant, randomBytes(32), KEY);
  });
  afterEach(() => {
    at.redis.disconnect();
  });

  async function trail(entries: number): Promise<void> {
    for (let n = 1; n <= entries; n += 1)
      await at.store.desk.commit({
        audit: audited(`op-${n}`, { code: `HD-201 n${n}`, outcome: 'refused' }),
      });
    while ((await at.store.audit.seal(7)) > 0);
  }

  it('seals what was committed, in order, and verifies (I11)', async () => {
    await trail(23);
    const verdict = await at.store.audit.verify();
    assert.equal(verdict.kind, 'whole');
    assert.equal(verdict.kind === 'whole' && verdict.checked, 23);
    assert.equal(await at.store.audit.unsealed(), 0);
  });

  it('is never forked by two sealers at once', async () => {
    for (let n = 1; n <= 40; n += 1) await at.store.desk.commit({ audit: audited(`op-${n}`) });
    const other = openStore(server.url, `chain-${tenants}`, randomBytes(32), KEY);
    const seals = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 ? at : other).store.audit.seal(5)),
    );
    while ((await at.store.audit.seal(5)) + (await other.store.audit.seal(5)) > 0);
    other.redis.disconnect();
    assert.ok(seals.includes(0), 'somebody was slower');
    const verdict = await at.store.audit.verify();
    assert.equal(verdict.kind === 'whole' && verdict.checked, 40);
  });

  it('goes on after a process died between commit and seal', async () => {
    await trail(3);
    await at.store.desk.commit({ audit: audited('late') });
    assert.equal(await at.store.audit.unsealed(), 1);
    const other = openStore(server.url, `chain-${tenants}`, randomBytes(32), KEY);
    assert.equal(await other.store.audit.seal(10), 1);
    other.redis.disconnect();
    assert.equal((await at.store.audit.verify()).kind, 'whole');
  });

  it('names the first bad entry for an edit, a deletion, a swap and a cut, 100 times out of 100', async function () {
    this.timeout(60_000);
    await trail(30);
    const entries = await at.redis.xrange(keys.audit, '-', '+');
    const seals = await at.redis.xrange(keys.auditSeals, '-', '+');
    for (let round = 0; round < 100; round += 1) {
      const seq = 1 + ((round * 7) % 29);
      await spoil(KINDS[round % KINDS.length] ?? 'edit', seq);
      const verdict = await at.store.audit.verify();
      assert.ok(verdict.kind === 'broken', `round ${round} was not noticed`);
      assert.equal(verdict.broken.seq, seq, `round ${round}: ${verdict.broken.kind}`);
      await restore(entries, seals);
      assert.equal((await at.store.audit.verify()).kind, 'whole');
    }
  });

  const KINDS = ['edit', 'delete', 'swap', 'cut', 'seal'] as const;

  async function spoil(kind: (typeof KINDS)[number], seq: number): Promise<void> {
    const all = await at.redis.xrange(keys.audit, '-', '+');
    const texts = all.map(([, fields]) => fields[1] ?? '');
    const own = texts[seq - 1] ?? '';
    if (kind === 'edit') texts[seq - 1] = own.replace('refused', 'done');
    if (kind === 'swap') [texts[seq - 1], texts[seq]] = [texts[seq] ?? '', own];
    if (kind === 'seal') await at.redis.xdel(keys.auditSeals, `${seq}-0`);
    if (kind === 'delete') await at.redis.xdel(keys.audit, `${seq}-0`);
    if (kind === 'cut')
      for (let n = seq; n <= texts.length; n += 1) {
        await at.redis.xdel(keys.audit, `${n}-0`);
        await at.redis.xdel(keys.auditSeals, `${n}-0`);
      }
    if (kind === 'edit' || kind === 'swap') {
      await at.redis.del(keys.audit);
      for (const [n, text] of texts.entries())
        await at.redis.xadd(keys.audit, `${n + 1}-0`, 'entry', text);
    }
  }

  async function restore(
    entries: readonly [string, string[]][],
    seals: readonly [string, string[]][],
  ): Promise<void> {
    await at.redis.del(keys.audit, keys.auditSeals);
    for (const [id, fields] of entries) await at.redis.xadd(keys.audit, id, ...fields);
    for (const [id, fields] of seals) await at.redis.xadd(keys.auditSeals, id, ...fields);
  }

  it('knows of a cut that took the stored head along, by a head from outside', async () => {
    await trail(10);
    const head = await at.store.audit.head();
    assert.ok(head);
    const entries = await at.store.audit.sealed(1, 10);
    for (const seq of [9, 10]) {
      await at.redis.xdel(keys.audit, `${seq}-0`);
      await at.redis.xdel(keys.auditSeals, `${seq}-0`);
    }
    await at.redis.hset(keys.auditHead, 'seq', 8, 'mac', entries[7]?.mac ?? '');
    assert.equal((await at.store.audit.verify()).kind, 'whole', 'Redis alone tells nothing');
    const verdict = await at.store.audit.verify({ known: head });
    assert.deepEqual(verdict.kind === 'broken' && verdict.broken, { kind: 'cut', seq: 9 });
  });

  it('says so when there is no key, or another one', async () => {
    await trail(2);
    const without = openStore(server.url, `chain-${tenants}`);
    assert.equal((await without.store.audit.verify()).kind, 'no-key');
    assert.equal(await without.store.audit.seal(10), 0);
    const other = openStore(server.url, `chain-${tenants}`, randomBytes(32), randomBytes(32));
    assert.equal((await other.store.audit.verify()).kind, 'other-key');
    for (const store of [without, other]) store.redis.disconnect();
  });

  it('is searched by who, on whom, about what, since when and refusals alone, newest first', async () => {
    const { desk, audit } = at.store;
    await desk.commit({ audit: audited('1', { actor: ANNA }) });
    await desk.commit({ audit: audited('2', { actor: BRAM, subject: ANNA, at: NOON_ISH + 5 }) });
    await desk.commit({
      audit: audited('3', { actor: BRAM, outcome: 'refused', at: NOON_ISH + 9 }),
    });
    const ops = async (query: Parameters<typeof audit.search>[0], most = 10) => {
      const { entries, more } = await audit.search(query, most);
      return [entries.map(({ entry }) => entry.opKey).join(), more];
    };
    assert.deepEqual(await ops({}), ['3,2,1', false]);
    assert.deepEqual(await ops({}, 2), ['3,2', true]);
    assert.deepEqual(await ops({ person: ANNA }), ['2,1', false]);
    assert.deepEqual(await ops({ denied: true }), ['3', false]);
    assert.deepEqual(await ops({ since: NOON_ISH + 5 }), ['3,2', false]);
  });
});
