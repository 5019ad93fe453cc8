import assert from 'node:assert/strict';
import { stub } from 'sinon';
import type { PersonId } from '../../../src/services/desk/ids.js';
import type { Installation } from '../../../src/services/desk/ports.js';
import { installFor } from '../../../src/services/jobs/install-work.js';
import { createJobs } from '../../../src/services/jobs/jobs.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA } from '../store/building.js';
import { failure, setStage, until, type Stage } from './staging.js';

describe('installing the app for somebody', () => {
  let server: TestRedis;
  let stage: Stage;
  let tenants = 0;
  const install = stub<[PersonId], Promise<Installation>>();

  before(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    install.reset();
    tenants += 1;
    stage = await setStage(server.url, `install-${String(tenants)}`);
  });
  afterEach(() => stage.close());
  after(() => server.stop());

  const run = (tries = 1) => installFor({ ...stage.parts, installer: { install } }, ANNA, tries);
  const reach = () => stage.store.reaches.get(ANNA);

  it('is remembered before it is called, since Teams may tell us of it first', async () => {
    install.callsFake(async () => {
      assert.deepEqual(await reach(), { kind: 'installing' });
      return { kind: 'installed', app: 'a1' };
    });
    assert.deepEqual(await run(), { kind: 'done' });
    const after = await reach();
    assert.equal(after?.kind, 'installed');
    assert.ok(stage.cardPlaces.reached.calledOnceWithExactly(ANNA));
  });

  it('that was done before is as good', async () => {
    install.resolves({ kind: 'already', app: 'a1' });
    assert.deepEqual(await run(), { kind: 'done' });
    assert.equal((await reach())?.kind, 'installed');
  });

  it('that is refused has those who wait told', async () => {
    install.resolves({ kind: 'refused', why: 'not-permitted', app: 'a1' });
    assert.deepEqual(await run(), { kind: 'done' });
    assert.deepEqual(await reach(), { kind: 'failed', why: 'not-permitted', app: 'a1' });
    assert.equal(stage.cardPlaces.reached.callCount, 1);
  });

  it('is tried again while Graph has trouble, as late as it asks, and given up after two minutes', async () => {
    install.rejects(failure({ system: 'graph', retryAfter: 9_000 }));
    assert.deepEqual(await run(), { kind: 'again', after: 9_000 });
    assert.deepEqual(await reach(), { kind: 'installing' });
    assert.equal(stage.cardPlaces.reached.callCount, 0);
    assert.deepEqual(await run(6), { kind: 'done' });
    assert.deepEqual(await reach(), { kind: 'failed', why: 'gave-up' });
    assert.equal(stage.cardPlaces.reached.callCount, 1);
  });

  it('lets a bug through, and is nothing where nobody may be given it', async () => {
    install.rejects(new TypeError('bug'));
    await assert.rejects(run(), TypeError);
    assert.deepEqual(await installFor(stage.parts, ANNA, 1), { kind: 'done' });
  });

  it('comes out of the agenda through the queue for Graph', async () => {
    const jobs = createJobs({ ...stage.parts, installer: { install } });
    install.resolves({ kind: 'installed', app: 'a1' });
    jobs.start();
    try {
      await stage.store.agenda.add(`install:${ANNA}`, 0);
      await until('it was reached', () => stage.cardPlaces.reached.callCount > 0);
      assert.equal(install.callCount, 1);
    } finally {
      await jobs.stop();
    }
  });
});
