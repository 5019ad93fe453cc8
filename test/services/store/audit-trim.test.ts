import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyFile } from '../../../scripts/audit-verify.js';
import { createKeys } from '../../../src/services/store/keys.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { audited, NOON_ISH, openStore, type OpenedStore } from './building.js';
import { KEY, order, textOf } from './exporting.js';

const SECOND = 1_000;

describe('removing the beginning of the trail', () => {
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

  function storeOf(tenant: string, auditKey?: Uint8Array): OpenedStore {
    const one = openStore(server.url, tenant, undefined, auditKey);
    opened.push(one);
    return one;
  }

  /** Entry n is from n seconds after the beginning. */
  async function trailOf(entries: number, auditKey: Uint8Array | null = KEY) {
    const tenant = `trim-${(tenants += 1)}`;
    const at = storeOf(tenant, auditKey ?? undefined);
    for (let n = 1; n <= entries; n += 1) await at.store.desk.commit({ audit: entryOf(n) });
    while ((await at.store.audit.seal(500)) > 0);
    return { ...at, tenant, keys: createKeys(tenant) };
  }

  function entryOf(n: number) {
    return audited(`op-${n}`, { at: NOON_ISH + n * SECOND });
  }

  it('leaves an export that verifies offline, and tells where it begins', async () => {
    const at = await trailOf(30);
    const folder = await mkdtemp(join(tmpdir(), 'deskside-trim-'));
    try {
      assert.equal(await at.store.retention.trail(NOON_ISH + 11 * SECOND), 10);
      const file = join(folder, 'trail.jsonl');
      const text = await textOf(at, await order(at, 'jsonl'));
      await writeFile(file, text);
      const env = { AUDIT_KEY: KEY.toString('base64') };
      const whole = await verifyFile([file], env);
      assert.equal(whole.code, 0, whole.text);
      assert.match(whole.text, /11\.\.30/);
      await writeFile(file, text.split('\n').toSpliced(1, 1).join('\n'));
      assert.match((await verifyFile([file], env)).text, /^Broken at entry 11 /);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('goes on after any batch, and two at once take nothing twice', async () => {
    const one = await trailOf(1_300);
    const other = storeOf(one.tenant, KEY);
    const before = NOON_ISH + 1_201 * SECOND;
    const went: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      went.push(
        ...(await Promise.all([
          one.store.retention.trail(before),
          other.store.retention.trail(before),
        ])),
      );
      assert.equal((await one.store.audit.verify({})).kind, 'whole', `after round ${round}`);
    }
    assert.equal(
      went.reduce((sum, count) => sum + count, 0),
      1_200,
    );
    assert.ok(Math.max(...went) <= 500);
  });

  it('signs over no cut: what doesn’t follow from the beginning stays, and verifying names it', async () => {
    const { store, redis, keys } = await trailOf(20);
    // Entries 1 to 6 vanish, and 7 now looks old enough to end the removed part.
    await redis.xtrim(keys.audit, 'MINID', '7-0');
    await redis.xtrim(keys.auditSeals, 'MINID', '7-0');
    assert.equal(await store.retention.trail(NOON_ISH + 15 * SECOND), 0);
    assert.equal(await redis.get(keys.auditTrimmed), null);
    const verdict = await store.audit.verify({});
    assert.deepEqual(verdict.kind === 'broken' && verdict.broken, { kind: 'missing', seq: 1 });
  });

  it('believes no date that somebody wrote over', async () => {
    const { store, redis, keys } = await trailOf(6);
    const forged = JSON.stringify(entryOf(-100));
    const entries = await redis.xrange(keys.audit, '-', '+');
    await redis.del(keys.audit);
    for (const [id, fields] of entries)
      await redis.xadd(keys.audit, id, 'entry', id === '3-0' ? forged : (fields[1] ?? ''));
    assert.equal(await store.retention.trail(NOON_ISH + 5 * SECOND), 2, 'what is right goes');
    const verdict = await store.audit.verify({});
    assert.deepEqual(verdict.kind === 'broken' && verdict.broken, { kind: 'edited', seq: 3 });
  });

  it('needs no key, and a key that comes later seals what is there by then', async () => {
    const { store, tenant } = await trailOf(12, null);
    assert.equal(await store.retention.trail(NOON_ISH + 5 * SECOND), 4);
    const keyed = storeOf(tenant, KEY);
    assert.equal(await keyed.store.audit.seal(500), 8);
    const verdict = await keyed.store.audit.verify({});
    assert.equal(verdict.kind, 'whole');
    assert.equal(verdict.kind === 'whole' && verdict.checked, 8);
    assert.equal(await keyed.store.retention.trail(NOON_ISH + 9 * SECOND), 4);
    assert.equal((await keyed.store.audit.verify({})).kind, 'whole');
  });

  it('may take all there is, and goes on behind it', async () => {
    const { store } = await trailOf(5);
    assert.equal(await store.retention.trail(NOON_ISH + 9 * SECOND), 5);
    assert.equal((await store.audit.verify({})).kind, 'whole');
    await store.desk.commit({ audit: entryOf(6) });
    assert.equal(await store.audit.seal(500), 1);
    const verdict = await store.audit.verify({});
    assert.equal(verdict.kind === 'whole' && verdict.checked, 1);
  });
});
