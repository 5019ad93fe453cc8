import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { redisHealth } from '../../../src/services/store/health.js';
import {
  clusterSettings,
  optionsFor,
  parseRedisUrl,
  sentinelOptions,
  singleOptions,
} from '../../../src/services/store/redis-options.js';
import { openRedis, RedisNotReady } from '../../../src/services/store/redis.js';
import { startRedis } from '../../support/redis.js';
import { freePort } from '../../support/ports.js';

describe('the settings of Redis', () => {
  it('read an address', () => {
    assert.deepEqual(parseRedisUrl('redis://localhost'), {
      host: 'localhost',
      port: 6379,
      db: 0,
      tls: false,
    });
    assert.deepEqual(parseRedisUrl('rediss://hd:p%40ss@cache.example:6380/2'), {
      host: 'cache.example',
      port: 6380,
      db: 2,
      tls: true,
      username: 'hd',
      password: 'p@ss',
    });
    assert.equal(parseRedisUrl('redis://[::1]:7000').host, '::1');
  });

  it('refuse what is no address, without repeating a password', () => {
    for (const url of ['localhost:6379', 'http://x', 'redis://', 'redis://:secret@x/abc']) {
      assert.throws(
        () => parseRedisUrl(url),
        (error: Error) => !error.message.includes('secret'),
        url,
      );
    }
    assert.throws(() => singleOptions('web', { mode: 'single', urls: [] }), /exactly one/);
    assert.throws(
      () => singleOptions('web', { mode: 'single', urls: ['redis://a', 'redis://b'] }),
      /exactly one/,
    );
    assert.throws(
      () => sentinelOptions('web', { mode: 'sentinel', urls: ['redis://a'] }),
      /name of the primary/,
    );
    assert.throws(
      () => clusterSettings('web', { mode: 'cluster', urls: ['redis://a/1'] }),
      /only database 0/,
    );
  });

  it('let people wait two seconds, and a worker for ever', () => {
    for (const purpose of ['web', 'queue'] as const) {
      const { maxRetriesPerRequest, commandTimeout, retryStrategy } = optionsFor(purpose);
      assert.deepEqual(
        [maxRetriesPerRequest, commandTimeout, retryStrategy?.(99)],
        [1, 2_000, 500],
      );
    }
    const worker = optionsFor('worker');
    assert.deepEqual([worker.maxRetriesPerRequest, worker.commandTimeout], [null, undefined]);
  });

  it('reconnect and send again when a primary became a replica', () => {
    const { reconnectOnError } = optionsFor('web');
    assert.equal(
      reconnectOnError?.(new Error("READONLY You can't write against a read only replica.")),
      2,
    );
    assert.equal(reconnectOnError?.(new Error('WRONGTYPE')), false);
  });

  it('build TLS, Sentinel and Cluster', () => {
    assert.deepEqual(
      singleOptions('web', { mode: 'single', urls: ['rediss://cache.example'] }).tls,
      { servername: 'cache.example' },
    );

    const sentinel = sentinelOptions('queue', {
      mode: 'sentinel',
      urls: ['redis://hd:pw@s1', 'redis://s2:26380'],
      sentinelName: 'desk',
    });
    assert.deepEqual(sentinel.sentinels, [
      { host: 's1', port: 26379 },
      { host: 's2', port: 26380 },
    ]);
    assert.deepEqual(
      [
        sentinel.name,
        sentinel.role,
        sentinel.failoverDetector,
        sentinel.username,
        sentinel.sentinelPassword,
      ],
      ['desk', 'master', true, 'hd', 'pw'],
    );
    assert.equal(sentinel.host, undefined);

    const cluster = clusterSettings('web', {
      mode: 'cluster',
      urls: ['rediss://hd:pw@c1:7000', 'rediss://c2:7001'],
    });
    assert.deepEqual(cluster.seeds, [
      { host: 'c1', port: 7000 },
      { host: 'c2', port: 7001 },
    ]);
    assert.equal(cluster.options.scaleReads, 'master');
    assert.equal(cluster.options.redisOptions?.password, 'pw');
    assert.deepEqual(cluster.options.redisOptions?.tls, {});
  });
});

describe('a client of Redis', () => {
  it('answers, and does so again after Redis came back', async () => {
    const server = await startRedis({ appendfsync: 'always' });
    const errors: Error[] = [];
    const redis = openRedis('web', { mode: 'single', urls: [server.url] }, (error) =>
      errors.push(error),
    );
    await redis.set('a', '1');
    await server.kill();
    await assert.rejects(redis.get('a'));
    await server.restart();
    await sleep(1_200);
    assert.equal(await redis.get('a'), '1');
    assert.ok(errors.length > 0);
    redis.disconnect();
    await server.stop();
  });

  it('never lets anybody wait longer than its time-out, and refuses at once when Redis stays away', async () => {
    const redis = openRedis('web', {
      mode: 'single',
      urls: [`redis://127.0.0.1:${await freePort()}`],
    });
    const began = performance.now();
    await assert.rejects(redis.get('a'));
    assert.ok(performance.now() - began < 2_500);

    await sleep(Math.max(0, 2_100 - (performance.now() - began)));
    const later = performance.now();
    await assert.rejects(redis.get('a'), RedisNotReady);
    assert.ok(performance.now() - later < 50);
    redis.disconnect();
  });

  it('gives up on a Redis that hangs', async () => {
    const server = await startRedis();
    const redis = openRedis('web', { mode: 'single', urls: [server.url] });
    await redis.ping();
    server.pause();
    const began = performance.now();
    await assert.rejects(redis.get('a'), /timed out/i);
    assert.ok(performance.now() - began < 2_500);
    const health = await redisHealth(redis);
    assert.deepEqual(health, {
      ok: false,
      problems: ['Redis does not answer', 'Redis gives no INFO'],
    });
    server.resume();
    redis.disconnect();
    await server.stop();
  });

  it('keeps what was written out of its errors', async () => {
    const server = await startRedis();
    const redis = openRedis('web', { mode: 'single', urls: [server.url] });
    await redis.set('a', '1');
    await assert.rejects(redis.hset('a', 'words', 'my screen is black'), (error: Error) => {
      assert.match(error.message, /WRONGTYPE/);
      assert.ok(!inspect(error, { depth: 9 }).includes('black'));
      return true;
    });
    redis.disconnect();
    await server.stop();
  });

  it('is healthy on a primary that evicts nothing, and says what is wrong otherwise', async () => {
    const server = await startRedis();
    const redis = openRedis('web', { mode: 'single', urls: [server.url] });
    assert.deepEqual(await redisHealth(redis), { ok: true, problems: [] });
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await redis.replicaof('127.0.0.1', '1');
    assert.deepEqual((await redisHealth(redis)).problems, [
      'maxmemory-policy is allkeys-lru, must be noeviction',
      'connected to a slave, must be the primary',
    ]);
    redis.disconnect();
    await server.stop();
  });
});
