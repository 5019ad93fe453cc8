import assert from 'node:assert/strict';
import { deviceId, MINUTE } from '../../../src/services/desk/ids.js';
import { lookUpDevices } from '../../../src/services/jobs/directory-work.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA } from '../store/building.js';
import { failure, setStage, type Stage } from './staging.js';

describe("looking up a person's PCs", () => {
  let server: TestRedis;
  let stage: Stage;

  before(async () => {
    server = await startRedis();
    stage = await setStage(server.url, 'directory');
  });
  after(async () => {
    stage.close();
    await server.stop();
  });

  const redraws = async () => (await stage.store.agenda.claim(10, 1)).map(({ member }) => member);

  it('keeps them and draws the form anew', async () => {
    const devices = [
      { id: deviceId('d-1'), name: 'PC-0042', model: 'Latitude 7440', operatingSystem: 'Windows' },
    ];
    stage.directory.devicesOf.resolves(devices);
    assert.deepEqual(await lookUpDevices(stage.parts, ANNA, 1), { kind: 'done' });
    const list = await stage.store.deviceLists.get(ANNA);
    assert.ok(list?.kind === 'known');
    assert.deepEqual(list.devices, devices);
    assert.deepEqual(await redraws(), [`card:intake:${ANNA}`]);
  });

  it('says on the form when it tries again', async () => {
    stage.directory.devicesOf.rejects(failure({ system: 'graph', status: 503 }));
    const verdict = await lookUpDevices(stage.parts, ANNA, 3);
    assert.ok(verdict.kind === 'again' && verdict.after >= 4_000 && verdict.after <= 8_000);
    const list = await stage.store.deviceLists.get(ANNA);
    assert.ok(list?.kind === 'failed');
    assert.ok(Math.abs(list.retryAt - (await stage.store.requests.now()) - verdict.after) < 500);
  });

  it('never waits longer than ten minutes, and stops when nobody can still be waiting', async () => {
    stage.directory.devicesOf.rejects(failure({ system: 'graph', status: 503 }));
    const verdict = await lookUpDevices(stage.parts, ANNA, 13);
    assert.ok(
      verdict.kind === 'again' && verdict.after >= 5 * MINUTE && verdict.after <= 10 * MINUTE,
    );
    assert.deepEqual(await lookUpDevices(stage.parts, ANNA, 14), { kind: 'done' });
  });

  it('does not swallow a bug', async () => {
    stage.directory.devicesOf.rejects(new TypeError('bug'));
    await assert.rejects(lookUpDevices(stage.parts, ANNA, 1), TypeError);
  });
});
