import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestId, sessionCode } from '../../../src/services/desk/ids.js';
import { UnreadableRecord } from '../../../src/services/store/record-parsing.js';
import { createStore } from '../../../src/services/store/store.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { openStore, type OpenedStore } from './building.js';

const ID = requestId(12);
const CODE = sessionCode('s06-301-144');
const LINKS = {
  customer: 'https://get.example/s06301144',
  supporter: 'https://get.example/s06301144-rKIw9AcHRFIx',
};
const KEY = '{hd:links}:links:REQ-12:s06-301-144';

describe('session links', () => {
  let server: TestRedis;
  let at: OpenedStore;

  before(async () => {
    server = await startRedis();
    at = openStore(server.url, 'links');
  });
  after(async () => {
    at.redis.disconnect();
    await server.stop();
  });

  it('come back as they were put', async () => {
    await at.store.links.put(ID, CODE, LINKS, 60_000);
    assert.deepEqual(await at.store.links.get(ID, CODE), LINKS);
  });

  it('are not readable in Redis, and never look the same twice', async () => {
    await at.store.links.put(ID, CODE, LINKS, 60_000);
    const first = await at.redis.get(KEY);
    await at.store.links.put(ID, CODE, LINKS, 60_000);
    const second = await at.redis.get(KEY);
    assert.match(first ?? '', /^v1\.[\da-f]{8}\.[\w+/=]+$/);
    assert.notEqual(first, second);
    const clear = Buffer.from(first?.split('.')[2] ?? '', 'base64').toString('latin1');
    assert.ok(!clear.includes('get.example') && !clear.includes('rKIw9AcHRFIx'));
  });

  it('are gone after their time, or once dropped', async () => {
    await at.store.links.put(ID, CODE, LINKS, 30);
    await sleep(45);
    assert.equal(await at.store.links.get(ID, CODE), undefined);
    await at.store.links.put(ID, CODE, LINKS, 60_000);
    await at.store.links.drop(ID, CODE);
    assert.equal(await at.store.links.get(ID, CODE), undefined);
  });

  it('are as good as gone for another key', async () => {
    await at.store.links.put(ID, CODE, LINKS, 60_000);
    const other = openStore(server.url, 'links', randomBytes(32));
    assert.equal(await other.store.links.get(ID, CODE), undefined);
    other.redis.disconnect();
  });

  it('are refused when one bit was changed', async () => {
    await at.store.links.put(ID, CODE, LINKS, 60_000);
    const [version, key, body = ''] = ((await at.redis.get(KEY)) ?? '').split('.');
    const bytes = Buffer.from(body, 'base64');
    for (const place of [0, 12, 28, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await at.redis.set(KEY, `${version}.${key}.${changed.toString('base64')}`);
      await assert.rejects(at.store.links.get(ID, CODE), UnreadableRecord);
    }
    await at.redis.set(KEY, `${version}.${key}.AAAA`);
    await assert.rejects(at.store.links.get(ID, CODE), UnreadableRecord);
  });

  it('are refused when they were put in the place of others', async () => {
    await at.store.links.put(ID, CODE, LINKS, 60_000);
    const sealed = (await at.redis.get(KEY)) ?? '';
    await at.redis.set('{hd:links}:links:REQ-13:s06-301-144', sealed);
    await assert.rejects(
      at.store.links.get(requestId(13), CODE),
      (error: Error) => !error.message.includes('get.example'),
    );

    const stranger = openStore(server.url, 'stranger', at.secretsKey);
    await stranger.redis.set('{hd:stranger}:links:REQ-12:s06-301-144', sealed);
    await assert.rejects(stranger.store.links.get(ID, CODE), UnreadableRecord);
    stranger.redis.disconnect();
  });

  it('need a key of 32 bytes', () => {
    const settings = { redis: at.redis, tenant: 'short', secretsKey: randomBytes(16) };
    assert.throws(() => createStore(settings), RangeError);
  });
});
