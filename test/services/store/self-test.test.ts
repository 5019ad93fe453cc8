import assert from 'node:assert/strict';
import { MINUTE } from '../../../src/services/desk/ids.js';
import type { Finding } from '../../../src/services/desk/self-test.js';
import type { RedisFacts } from '../../../src/services/store/redis-facts.js';
import { openRedis, type RedisClient } from '../../../src/services/store/redis.js';
import { createStoreTests, judge, tlsFinding } from '../../../src/services/store/self-test.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { NO_ROLES } from '../../support/cast.js';

const GOOD: RedisFacts = {
  version: '7.0.15',
  genuine: true,
  evictionPolicy: 'noeviction',
  role: 'master',
  aofEnabled: true,
  appendfsync: 'always',
  usedMemory: 10,
  maxMemory: 100,
  clockSkewMs: 0,
  refused: [],
};

function codes(findings: readonly Finding[]): string[] {
  return findings.map(({ code }) => code);
}

describe('the self-test of the store', () => {
  it('finds nothing wrong with a Redis as it should be', () => {
    assert.deepEqual(codes(judge(GOOD)), [
      'redis.fine',
      'eviction.fine',
      'persistence.always',
      'memory.fine',
      'clock.fine',
    ]);
  });

  const broken: readonly [string, Partial<RedisFacts>, string][] = [
    ['an old version', { version: '6.0.16' }, 'redis.old'],
    ['a replica', { role: 'slave' }, 'redis.replica'],
    ['an ACL that is too tight', { refused: ['INFO', 'keys'] }, 'redis.acl'],
    ['the one of the demo', { genuine: false }, 'redis.embedded'],
    ['a policy that throws away', { evictionPolicy: 'allkeys-lru' }, 'eviction.wrong'],
    ['a write a second', { appendfsync: 'everysec' }, 'persistence.everysec'],
    ['nothing on disk', { aofEnabled: false }, 'persistence.none'],
    ['memory that runs out', { usedMemory: 80 }, 'memory.near'],
    ['no limit of memory', { maxMemory: 0 }, 'memory.unlimited'],
    ['a clock that is off', { clockSkewMs: -9_000 }, 'clock.off'],
    ['a clock that is far off', { clockSkewMs: 90_000 }, 'clock.far'],
  ];
  for (const [what, facts, code] of broken) {
    it(`sees ${what}`, () => {
      assert.ok(codes(judge({ ...GOOD, ...facts })).includes(code), code);
    });
  }

  it('says so when a host tells nothing', () => {
    const { evictionPolicy: _policy, aofEnabled: _aof, ...silent } = GOOD;
    const found = codes(judge(silent));
    assert.ok(found.includes('eviction.unknown') && found.includes('persistence.unknown'));
  });

  it('warns of a connection in clear to another machine only', () => {
    const code = (...urls: string[]) => tlsFinding(urls).code;
    assert.equal(code('redis://127.0.0.1:6379'), 'tls.loopback');
    assert.equal(code('redis://[::1]:6379'), 'tls.loopback');
    assert.equal(code('rediss://u:secret@redis.example:6380'), 'tls.on');
    const plain = tlsFinding(['rediss://a.example', 'redis://u:secret@b.example']);
    assert.equal(plain.code, 'tls.off');
    assert.deepEqual(plain.params, { hosts: 'b.example' });
  });
});

describe('the self-test of the store on a real Redis', () => {
  let server: TestRedis;
  let redis: RedisClient;
  let age: number | undefined = 0;
  const lag = { oldest: 0, due: 0 };

  before(async () => {
    server = await startRedis({ appendfsync: 'everysec' });
    redis = openRedis('web', { mode: 'single', urls: [server.url] });
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });

  async function run(): Promise<string[]> {
    const roles = NO_ROLES;
    const tests = createStoreTests({
      redis,
      tenant: 'self-test',
      urls: [server.url],
      roles: { current: async () => (age === undefined ? undefined : { age, ...roles }) },
      agenda: { lag: async () => lag },
      rolesLast: 5 * MINUTE,
    });
    const found = await Promise.all(tests.map((test) => test.run(new AbortController().signal)));
    return codes(found.flat());
  }

  it('reads what it is, and writes nothing into it', async () => {
    const found = await run();
    for (const code of ['redis.fine', 'eviction.fine', 'persistence.everysec', 'tls.loopback'])
      assert.ok(found.includes(code), code);
    assert.equal(await redis.dbsize(), 0);
  });

  it('tells roles that were never read, or too long ago', async () => {
    assert.ok((await run()).includes('roles.fresh'));
    age = 6 * MINUTE;
    assert.ok((await run()).includes('roles.old'));
    age = undefined;
    assert.ok((await run()).includes('roles.none'));
  });

  it('tells an agenda that is behind', async () => {
    assert.ok((await run()).includes('agenda.fine'));
    lag.oldest = 40_000;
    assert.ok((await run()).includes('agenda.late'));
    lag.oldest = 3 * MINUTE;
    assert.ok((await run()).includes('agenda.stuck'));
  });

  it('tells a Redis that is away, once', async () => {
    await server.kill();
    const found = await run();
    assert.deepEqual(
      found.filter((code) => code.startsWith('redis.')),
      ['redis.no-answer'],
    );
  });
});
