import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { NOTHING_TOLD, type Alert, type Alerts } from '../../../src/services/desk/alerts.js';
import { openRedis, type RedisClient } from '../../../src/services/store/redis.js';
import { createStore } from '../../../src/services/store/store.js';
import { EVA, SAM } from '../../support/cast.js';
import { startRedis, type TestRedis } from '../../support/redis.js';

const BROKEN: Alert = {
  kind: 'broken',
  connector: 'teamviewer',
  code: 'teamviewer.refused',
  params: { variable: 'TEAMVIEWER_TOKEN', days: 3 },
};
const TOLD = { connectors: { teamviewer: { failures: 2, told: true } }, secrets: {} };

describe('alerts in the store', () => {
  let server: TestRedis;
  let redis: RedisClient;
  let alerts: Alerts;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
    redis = openRedis('web', { mode: 'single', urls: [server.url] });
  });
  beforeEach(() => {
    tenants += 1;
    const tenant = `alerts-${tenants}`;
    alerts = createStore({ redis, tenant, secretsKey: randomBytes(32) }).alerts;
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });

  it('are kept with what was told, both or neither', async () => {
    const { remembered, tag } = await alerts.remembered();
    assert.deepEqual(remembered, NOTHING_TOLD);
    assert.equal(await alerts.remember(TOLD, [BROKEN], tag), true);
    assert.deepEqual((await alerts.remembered()).remembered, TOLD);
    assert.deepEqual(await alerts.waiting(), [{ key: 'broken-teamviewer' }]);
    assert.deepEqual(await alerts.get({ key: 'broken-teamviewer' }), BROKEN);
  });

  it('of two processes that looked at the same time, one counts', async () => {
    const { tag } = await alerts.remembered();
    assert.equal(await alerts.remember(TOLD, [], tag), true);
    assert.equal(await alerts.remember(NOTHING_TOLD, [BROKEN], tag), false);
    assert.deepEqual((await alerts.remembered()).remembered, TOLD);
    assert.deepEqual(await alerts.waiting(), []);
  });

  it('go to people in place of the channel, each in a letter of their own', async () => {
    const { tag } = await alerts.remembered();
    await alerts.remember(TOLD, [BROKEN], tag);
    const letter = { key: 'broken-teamviewer' };
    const letters = await alerts.readdress(letter, [EVA, SAM]);
    assert.equal(await alerts.get(letter), undefined);
    for (const one of letters) assert.deepEqual(await alerts.get(one), BROKEN);
    await alerts.sent({ ...letter, person: EVA });
    assert.deepEqual(await alerts.waiting(), [{ ...letter, person: SAM }]);
    await alerts.readdress(letter, [EVA]);
    assert.deepEqual(await alerts.waiting(), [{ ...letter, person: SAM }], 'nothing came back');
  });
});
