import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { createRedisMock } from 'js-redis-server';
import { after, before, beforeEach, describe, it } from 'mocha';
import { checkStart, problemsOf } from '../../src/app/start-checks.js';
import { portProblem } from '../../src/app/start.js';
import { loadConfig, type RedisConfig } from '../../src/config.js';
import { readRedisFacts } from '../../src/services/store/redis-facts.js';
import { PRODUCTION } from '../config/settings.js';
import { freePort } from '../support/ports.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const CONFIG = loadConfig(PRODUCTION);
const { bot } = CONFIG;

function look(url: string, more: Partial<RedisConfig> = {}) {
  return checkStart({ bot, redis: { mode: 'single', urls: [url], ...more } }, 400);
}

async function wrongWith(url: string, more: Partial<RedisConfig> = {}): Promise<string> {
  const { problems } = await look(url, more);
  for (const { remedy } of problems) assert.ok(remedy.length > 10);
  return problems.map(({ name, wrong }) => `${name} ${wrong}`).join('\n');
}

async function warningsOf(url: string): Promise<string> {
  const { warnings } = await look(url);
  return warnings.map(({ wrong }) => wrong).join('\n');
}

describe('the look at Redis before the start', () => {
  let redis: TestRedis;
  let direct: Redis;

  before(async () => {
    redis = await startRedis({ appendfsync: 'always' });
    direct = new Redis(redis.url);
    // One test ends the server for a moment.
    direct.on('error', () => {});
  });
  after(async () => {
    direct.disconnect();
    await redis.stop();
  });
  beforeEach(async () => {
    await direct.config('SET', 'maxmemory-policy', 'noeviction');
    await direct.config('SET', 'appendonly', 'yes');
    await direct.config('SET', 'appendfsync', 'always');
  });

  it('finds nothing wrong with a real one that keeps what it is told', async () => {
    assert.deepEqual(await look(redis.url), { problems: [], warnings: [] });
    assert.deepEqual(await direct.keys('*'), []);
  });

  it('reads what it tells of itself', async () => {
    const facts = await readRedisFacts(direct, 'tenant');
    assert.match(facts.version ?? '', /^\d+\.\d+/);
    assert.ok((facts.usedMemory ?? 0) > 100_000);
    assert.ok(Math.abs(facts.clockSkewMs ?? Infinity) < 1_000);
    const { genuine, evictionPolicy, role, aofEnabled, appendfsync, maxMemory, refused } = facts;
    assert.deepEqual(
      [genuine, evictionPolicy, role, aofEnabled, appendfsync, maxMemory, refused],
      [true, 'noeviction', 'master', true, 'always', 0, []],
    );
  });

  it('refuses one that throws things away when it is full', async () => {
    await direct.config('SET', 'maxmemory-policy', 'allkeys-lru');
    assert.match(await wrongWith(redis.url), /maxmemory-policy is allkeys-lru/);
  });

  it('refuses a replica', async () => {
    await direct.call('REPLICAOF', '127.0.0.1', '1');
    assert.match(await wrongWith(redis.url), /names a slave, which takes no writes/);
    await direct.call('REPLICAOF', 'NO', 'ONE');
  });

  it('refuses the embedded one', async () => {
    const embedded = await createRedisMock();
    try {
      assert.match(await wrongWith(embedded.url), /the embedded Redis, which forgets everything/);
    } finally {
      await embedded.close();
    }
  });

  it('refuses one that never answers, after some patience', async () => {
    const url = `redis://user:hush@127.0.0.1:${await freePort()}`;
    const began = Date.now();
    const wrong = await wrongWith(url);
    assert.match(wrong, /doesn't answer \(ECONNREFUSED\)/);
    assert.doesNotMatch(wrong, /hush/);
    assert.ok(Date.now() - began < 3_000);
  });

  it('waits for one that starts a moment later', async () => {
    await redis.kill();
    const later = new Promise<void>((resolve, reject) => {
      setTimeout(() => void redis.restart().then(resolve, reject), 600);
    });
    const found = await checkStart({ bot, redis: { mode: 'single', urls: [redis.url] } }, 8_000);
    await later;
    assert.deepEqual(found.problems, []);
  });

  it('refuses a wrong password at once, and names the ACL’s missing commands', async () => {
    const user = ['ACL', 'SETUSER', 'desk', 'on', '>pw', `~{hd:${bot?.tenantId}}:*`] as const;
    await direct.call(...user, '+@all', '-@dangerous', '-xadd');
    const at = `127.0.0.1:${redis.port}`;
    assert.match(await wrongWith(`redis://desk:hush@${at}`), /user and password \(WRONGPASS\)/);
    assert.match(await wrongWith(`redis://desk:pw@${at}`), /may not use INFO, XADD$/);
    await direct.call(...user, '+@all', '-@dangerous', '+info');
    assert.deepEqual((await look(`redis://desk:pw@${at}`)).problems, []);
    await direct.call('ACL', 'SETUSER', 'desk', 'resetkeys', '~other:*');
    assert.match(
      await wrongWith(`redis://desk:pw@${at}`),
      /may not use keys that begin with \{hd:$/,
    );
  });

  it('refuses a database that is not there, and a single server as a Cluster', async () => {
    assert.match(await wrongWith(`${redis.url}/99`), /names a database/);
    assert.match(await wrongWith(redis.url, { mode: 'cluster' }), /is no Cluster/);
    const sentinel = { mode: 'sentinel', sentinelName: 'desk' } as const;
    assert.match(await wrongWith('redis://127.0.0.1:1', sentinel), /doesn't answer/);
  });

  it('refuses an old one, and leaves one alone that tells no version', () => {
    const facts = { genuine: true, refused: [] };
    const wrong = (version?: string) =>
      problemsOf({ kind: 'answers', facts: { ...facts, ...(version ? { version } : {}) } }).length;
    assert.deepEqual(['5.0.7', '6.0.20', '6.2.0', '8.0.1', undefined].map(wrong), [1, 1, 0, 0, 0]);
  });

  it('warns of one that loses the last moments or everything in a crash', async () => {
    await direct.config('SET', 'appendfsync', 'everysec');
    assert.match(await warningsOf(redis.url), /appendfsync everysec/);
    await direct.config('SET', 'appendonly', 'no');
    assert.match(await warningsOf(redis.url), /without an append-only file/);
  });

  it('warns of a password that goes over a public network in the clear', async () => {
    for (const host of ['10.0.0.4', '192.168.1.2', 'redis', 'cache.internal', '[::1]']) {
      assert.equal(await tlsWarning(`redis://${host}:1`), false, host);
    }
    assert.equal(await tlsWarning('rediss://cache.invalid:1'), false);
    assert.equal(await tlsWarning('redis://cache.invalid:1'), true);
  });
});

async function tlsWarning(url: string): Promise<boolean> {
  const found = await checkStart({ bot, redis: { mode: 'single', urls: [url] } }, 0);
  return found.warnings.some(({ wrong }) => wrong.includes('without TLS'));
}

describe('a port that can’t be had', () => {
  const failure = (fields: object) => Object.assign(new Error('listen'), fields);

  it('is named by its setting, with what to do', () => {
    const of = (fields: object) => portProblem(failure(fields), CONFIG)?.problems[0];
    const taken = of({ code: 'EADDRINUSE', port: 3978 });
    assert.deepEqual([taken?.name, taken?.wrong], ['PORT', '3978 is taken']);
    assert.equal(of({ code: 'EADDRINUSE', port: 9464 })?.name, 'METRICS_PORT');
    assert.match(of({ code: 'EACCES', port: 3978 })?.wrong ?? '', /may not be used/);
    assert.equal(of({ code: 'ENOTFOUND' })?.name, 'HOST');
    assert.equal(portProblem(failure({ code: 'ECONNRESET' }), CONFIG), undefined);
    assert.equal(portProblem('no error', CONFIG), undefined);
  });
});
