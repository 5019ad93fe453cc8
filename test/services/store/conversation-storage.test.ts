import assert from 'node:assert/strict';
import {
  ConversationConflict,
  type ConversationStorage,
} from '../../../src/services/store/conversation-storage.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { openStore, type OpenedStore } from './building.js';

/** The cases of the SDK's own StorageBaseTests (botbuilder-core/tests), against a real Redis. */
describe('the conversation storage', () => {
  let server: TestRedis;
  let at: OpenedStore;
  let storage: ConversationStorage;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(() => {
    tenants += 1;
    at = openStore(server.url, `storage-${tenants}`);
    storage = at.store.conversationStorage;
  });
  afterEach(() => at.redis.disconnect());
  after(() => server.stop());

  /** What plain JavaScript callers may pass. */
  const nothing = null as unknown as never;

  it('leaves unknown keys out', async () => {
    assert.deepEqual(await storage.read(['unknown']), {});
    assert.deepEqual(await storage.read([]), {});
  });

  it('wants keys to read and changes to write', async () => {
    await assert.rejects(storage.read(nothing), ReferenceError);
    await assert.rejects(storage.write(nothing), ReferenceError);
    await assert.doesNotReject(storage.write({}));
  });

  it('creates items, each with an eTag', async () => {
    await storage.write({ a: { id: 1, list: [], nested: { deep: [{}] } }, b: { id: 2 } });
    const { a, b } = await storage.read(['a', 'b', 'c']);
    assert.deepEqual(
      { ...a, eTag: undefined },
      { id: 1, list: [], nested: { deep: [{}] }, eTag: undefined },
    );
    assert.equal(b?.id, 2);
    assert.ok(a?.eTag && b?.eTag && a.eTag !== b.eTag);
  });

  it('takes whatever key there is', async () => {
    const keys = [
      '!@#$%^&*()~/\\><,.?\';"`~',
      'msteams/conversations/19:a@thread.tacv2;messageid=1/',
      '{tag}:é👩‍💻',
      ' ',
      '__proto__x',
    ];
    await storage.write(Object.fromEntries(keys.map((key, n) => [key, { n }])));
    const found = await storage.read(keys);
    keys.forEach((key, n) => assert.equal(found[key]?.n, n, key));
  });

  it('writes with the right eTag, and gives a new one', async () => {
    await storage.write({ a: { count: 1 } });
    const { a } = await storage.read(['a']);
    await storage.write({ a: { ...a, count: 2 } });
    const { a: after } = await storage.read(['a']);
    assert.equal(after?.count, 2);
    assert.notEqual(after?.eTag, a?.eTag);
  });

  it('refuses a wrong eTag and writes nothing of that key, but the others of the batch', async () => {
    await storage.write({ a: { count: 1 } });
    const { a: old } = await storage.read(['a']);
    await storage.write({ a: { ...old, count: 2 } });
    await assert.rejects(
      storage.write({ a: { ...old, count: 123 }, b: { count: 7 } }),
      (error: Error) => {
        assert.ok(error instanceof ConversationConflict);
        assert.equal(error.message, 'Storage: error writing "a" due to eTag conflict.');
        return true;
      },
    );
    const { a, b } = await storage.read(['a', 'b']);
    assert.equal(a?.count, 2);
    assert.equal(b?.count, 7);
  });

  it('writes over anything with * or without an eTag', async () => {
    await storage.write({ a: { count: 1 } });
    await storage.write({ a: { count: 2, eTag: '*' } });
    assert.equal((await storage.read(['a'])).a?.count, 2);
    await storage.write({ a: { count: 3 } });
    assert.equal((await storage.read(['a'])).a?.count, 3);
  });

  it('lets one of two writers with the same eTag win', async () => {
    await storage.write({ a: { count: 0 } });
    const { a } = await storage.read(['a']);
    const writes = Array.from({ length: 20 }, (_, n) =>
      storage.write({ a: { ...a, count: n + 1 } }),
    );
    const won = (await Promise.allSettled(writes)).filter(({ status }) => status === 'fulfilled');
    assert.equal(won.length, 1);
  });

  it('deletes items, known or not', async () => {
    await storage.write({ a: { id: 1 }, b: { id: 2 }, c: { id: 3 } });
    await storage.delete(['a', 'b', 'unknown']);
    assert.deepEqual(Object.keys(await storage.read(['a', 'b', 'c'])), ['c']);
    await assert.doesNotReject(storage.delete(['unknown']));
    await assert.doesNotReject(storage.delete([]));
  });

  it('never takes an eTag of an item that was deleted and made anew', async () => {
    await storage.write({ a: { id: 1 } });
    const { a } = await storage.read(['a']);
    await storage.delete(['a']);
    await storage.write({ a: { id: 2 } });
    await assert.rejects(storage.write({ a: { ...a, id: 3 } }), ConversationConflict);
  });

  it('forgets what nobody touched for 30 days', async () => {
    await storage.write({ a: { id: 1 } });
    const left = await at.redis.pttl(`{hd:storage-${tenants}}:conversation:a`);
    assert.ok(left > 30 * 86_400_000 - 5_000 && left <= 30 * 86_400_000);
  });
});
