import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { after, before, describe, it } from 'mocha';
import { spy } from 'sinon';
import { TendedWorker } from '../../../src/services/jobs/workers.js';
import { openRedis } from '../../../src/services/store/redis.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { until } from './staging.js';

const PREFIX = '{hd:workers}:bull';

describe('a worker that is tended', () => {
  let redis: TestRedis;
  let queue: Queue;
  let connection: ReturnType<typeof openRedis>;

  before(async () => {
    redis = await startRedis();
    connection = openRedis('worker', { mode: 'single', urls: [redis.url] });
    queue = new Queue('teamviewer', { connection, prefix: PREFIX });
    queue.on('error', () => undefined);
  });
  after(async () => {
    await queue.close();
    connection.disconnect();
    await redis.stop();
  });

  /** `autorun` of the first and of all later workers. */
  function tended(first: boolean, process: () => Promise<void>) {
    const replaced = spy();
    let made = 0;
    const worker = new TendedWorker({
      system: 'teamviewer',
      concurrency: 1,
      make: (run) => {
        made += 1;
        const autorun = made === 1 ? first : true;
        const settings = { connection, prefix: PREFIX, autorun, lockDuration: 10_000 };
        const worker = new Worker('teamviewer', run, settings);
        worker.on('error', () => undefined);
        return worker;
      },
      waiting: async () => (await queue.getJobCounts('waiting')).waiting ?? 0,
      process,
      log: { info: spy(), warn: spy(), error: spy() },
      replaced,
      wedged: 300,
      lookEvery: 50,
    });
    return { worker, replaced };
  }

  it('is replaced when it takes no jobs although some are waiting', async () => {
    const done = spy(async () => undefined);
    const { worker, replaced } = tended(false, done);
    await queue.add('one', {});
    await until('the job is done by another worker', () => done.callCount === 1);
    assert.ok(replaced.calledOnceWithExactly('teamviewer'));
    await sleep(500);
    assert.equal(replaced.callCount, 1);
    await worker.close(new AbortController().signal);
  });

  it('is left alone while it is busy, and while there is nothing to do', async () => {
    const { worker, replaced } = tended(true, () => sleep(700));
    await sleep(500);
    await queue.add('two', {});
    await queue.add('three', {});
    await sleep(1_000);
    assert.equal(replaced.callCount, 0);
    await worker.close(new AbortController().signal);
  });

  it('finishes what it does before it ends', async () => {
    let finished = false;
    const { worker } = tended(true, async () => {
      await sleep(400);
      finished = true;
    });
    await queue.add('four', {});
    await until('it runs', async () => (await queue.getActiveCount()) === 1);
    await worker.close(new AbortController().signal);
    assert.ok(finished);
  });

  it('does not wait for a Redis that is away when it has nothing to do', async function () {
    this.timeout(20_000);
    const { worker } = tended(true, async () => undefined);
    await sleep(200);
    await redis.kill();
    const from = performance.now();
    await worker.close(new AbortController().signal);
    const ms = performance.now() - from;
    await redis.restart();
    assert.ok(ms < 3_500, `${Math.round(ms)} ms`);
  });
});
