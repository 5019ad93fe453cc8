import assert from 'node:assert/strict';
import { createRedisMock, type RedisMock } from 'js-redis-server';
import { connecting, setStage, until, type Stage } from './staging.js';

describe('jobs on the embedded Redis of the demo', function () {
  this.timeout(30_000);
  let server: RedisMock;
  let stage: Stage;

  before(async () => {
    server = await createRedisMock();
    stage = await setStage(server.url, 'demo');
  });
  after(async () => {
    await stage.jobs.stop();
    stage.close();
    await server.close();
  });

  it('make a session through BullMQ', async () => {
    const { id } = await connecting(stage);
    stage.jobs.start();
    await until('the session is made', async () => (await stage.request(id)).state === 'active');
    assert.equal(stage.sessions.count('make'), 1);
    assert.deepEqual(stage.log.error.args, []);
  });
});
