import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import { createKeys } from '../../../src/services/store/keys.js';
import { createLimits } from '../../../src/services/store/limits.js';
import { openRedis, type RedisClient } from '../../../src/services/store/redis.js';
import { loadScripts } from '../../../src/services/store/scripts.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, BRAM } from './building.js';

describe('limits of a person and of all together', () => {
  let server: TestRedis;
  let redis: RedisClient;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
    redis = openRedis('web', { mode: 'single', urls: [server.url] });
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });

  function limits(more: Partial<typeof DEFAULT_POLICY.limits>) {
    const keys = createKeys(`limits-${(tenants += 1)}`);
    const policy = { ...DEFAULT_POLICY.limits, ...more };
    return createLimits({ redis, run: loadScripts(redis), keys }, policy);
  }

  it('let a burst through, then say how long to wait, and nobody else waits for it', async () => {
    const own = limits({ commandsPerMinute: 5 });
    const command = (person: typeof ANNA) => own.command(person);
    for (let n = 0; n < 5; n += 1) assert.equal((await command(ANNA)).ok, true);
    const sixth = await command(ANNA);
    assert.ok(
      !sixth.ok && sixth.after > 10_000 && sixth.after <= 12_000,
      'one each twelve seconds',
    );
    assert.equal((await command(BRAM)).ok, true);
  });

  it('count calls for help by person and by tenant, and say whose limit it was', async () => {
    const own = limits({ requestsPerHour: 2, tenantRequestsPerHour: 3 });
    const request = (person: typeof ANNA) => own.request(person);
    assert.equal((await request(ANNA)).ok, true);
    assert.equal((await request(ANNA)).ok, true);
    const third = await request(ANNA);
    assert.equal(!third.ok && third.whose, 'person');
    assert.equal((await request(BRAM)).ok, true);
    const fourth = await request(BRAM);
    assert.equal(!fourth.ok && fourth.whose, 'tenant');
  });

  it('are shared by all replicas', async () => {
    const keys = createKeys('limits-shared');
    const policy = { ...DEFAULT_POLICY.limits, commandsPerMinute: 10 };
    const two = [1, 2].map(() => createLimits({ redis, run: loadScripts(redis), keys }, policy));
    const taken = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => two[n % 2]?.command(ANNA)),
    );
    assert.equal(taken.filter((one) => one?.ok).length, 10);
  });
});
