import assert from 'node:assert/strict';
import { Queue } from 'bullmq';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, BRAM } from '../store/building.js';
import { connecting, failure, setStage, until, type Stage } from './staging.js';
import { jobIdOf } from '../../../src/services/jobs/queues.js';

describe('calls to outside systems', function () {
  this.timeout(30_000);
  let server: TestRedis;
  let stage: Stage;
  let tenants = 0;

  before(async () => {
    server = await startRedis({ appendfsync: 'always' });
  });
  beforeEach(async () => {
    tenants += 1;
    stage = await setStage(server.url, `queues-${tenants}`);
  });
  afterEach(async () => {
    await stage.jobs.stop();
    stage.close();
  });
  after(() => server.stop());

  const workKey = () => `{hd:queues-${tenants}}:agenda:work`;
  const isActive = async (id: Parameters<Stage['request']>[0]) =>
    (await stage.request(id)).state === 'active';

  async function wipeQueues(): Promise<number> {
    const keys = await stage.redis.web.keys(`{hd:queues-${tenants}}:bull:*`);
    return keys.length === 0 ? 0 : stage.redis.web.del(...keys);
  }

  it('make a session, and close it when the user ends it', async () => {
    const { id } = await connecting(stage);
    stage.jobs.start();
    await until('the session is made', () => isActive(id));
    await stage.does(ANNA, { type: 'end-session', id });
    await until('it is closed', () => stage.sessions.closed.size === 1);
    await until(
      'nothing is left to do',
      async () => (await stage.request(id)).effects.length === 0,
    );
    assert.equal(stage.sessions.count('make'), 1);
    assert.deepEqual(stage.log.error.args, []);
  });

  it('carry ids only into the queue', async () => {
    const { id, effect } = await connecting(stage);
    await stage.jobs.tick();
    const queue = new Queue('teamviewer', {
      connection: stage.redis.queue,
      prefix: `{hd:queues-${tenants}}:bull`,
    });
    const jobs = await queue.getJobs();
    await queue.close();
    const [job] = jobs.filter((found) => found.name === 'effect');
    assert.deepEqual(Object.keys(job?.data as object), ['member', 'generation', 'tries']);
    assert.match(job?.id ?? '', new RegExp(`^fx-${id}-${effect.n}-g\\d+-t1$`));
  });

  it('are rebuilt from the agenda when the queues were wiped', async () => {
    const { id, effect } = await connecting(stage);
    await stage.jobs.tick();
    assert.ok((await wipeQueues()) > 0);
    const due = Number(await stage.redis.web.zscore(workKey(), `effect:${id}:${effect.n}`));
    assert.ok(due - Date.now() > 55_000, 'comes due again in a minute');

    await stage.redis.web.zadd(workKey(), 0, `effect:${id}:${effect.n}`);
    stage.jobs.start();
    await until('the session is made', () => isActive(id));
    assert.equal(stage.sessions.count('make'), 1);
  });

  it('come again when a job failed, although its id is taken', async () => {
    const { id, effect } = await connecting(stage);
    stage.sessions.failNext('make', failure({ status: 503, retryAfter: 20 }));
    stage.sessions.failNext('find', failure({ status: 503, retryAfter: 20 }));
    stage.jobs.start();
    await until('the session is made', () => isActive(id));
    assert.deepEqual(
      stage.sessions.calls.filter((call) => call !== 'look'),
      ['make', 'find', 'find', 'make'],
    );
    assert.equal(effect.attempts, 0);
  });

  it('go on by themselves after Redis was away', async () => {
    stage.jobs.start();
    await until('the roles were read', () => stage.directory.membersOf.callCount > 0);
    await server.kill();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await server.restart();
    await until('it is worked again', async () => {
      const { id } = await connecting(stage).catch(() => ({ id: undefined }));
      return id !== undefined;
    });
    await until('a session is made', () => stage.sessions.count('make') > 0);
  });

  it('read the role groups at once, and keep guests out of them', async () => {
    stage.directory.membersOf.resolves([ANNA, BRAM]);
    stage.directory.guests.resolves([ANNA]);
    stage.jobs.start();
    await until(
      'the roles are there',
      async () => (await stage.store.roles.current())?.guests.has(ANNA) ?? false,
    );
    const roles = await stage.store.roles.current();
    assert.deepEqual([...(roles?.operators ?? [])], [BRAM]);
    assert.deepEqual(stage.directory.membersOf.args, [[['operators']]]);
    const due = Number(await stage.redis.web.zscore(workKey(), 'roles')) - Date.now();
    await until('the next refresh is two minutes away', async () => {
      const next = Number(await stage.redis.web.zscore(workKey(), 'roles')) - Date.now();
      return next > 115_000 && next <= 120_000;
    });
    assert.ok(due > 0);
  });

  it('keep the old roles when the groups cannot be read, and ask again soon', async () => {
    await stage.operators(BRAM);
    stage.directory.membersOf.rejects(failure({ system: 'graph', status: 503 }));
    stage.jobs.start();
    await until('it was tried', () => stage.directory.membersOf.callCount === 1);
    await until('it comes again', async () => {
      const next = Number(await stage.redis.web.zscore(workKey(), 'roles')) - Date.now();
      return next > 3_000 && next <= 10_000;
    });
    assert.ok((await stage.store.roles.current())?.operators.has(BRAM));
  });

  it('drain before they stop', async () => {
    let finished = false;
    stage.cardPlaces.sync.callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      finished = true;
      return { kind: 'synced' };
    });
    await stage.store.agenda.add('card:queue', 0);
    stage.jobs.start();
    await until('it was begun', () => stage.cardPlaces.sync.callCount > 0);
    await stage.jobs.stop();
    assert.equal(finished, true);
    await stage.store.agenda.add('card:REQ-1:user', 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(stage.cardPlaces.sync.callCount, 1);
  });

  it('have job ids that BullMQ takes', () => {
    const id = jobIdOf({ member: 'effect:REQ-12:3', generation: 5, tries: 2 });
    assert.equal(id, 'fx-REQ-12-3-g5-t2');
    assert.equal(jobIdOf({ member: 'roles', generation: 1, tries: 1 }), 'roles-g1-t1');
  });
});
