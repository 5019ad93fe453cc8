import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { readinessOf, type ReadinessParts } from '../../src/app/readiness.js';
import { DEFAULT_POLICY } from '../../src/services/desk/policy.js';
import type { RoleSnapshot } from '../../src/services/desk/people/person.js';
import { openRedis, type RedisClient } from '../../src/services/store/redis.js';
import { createStore, type Store } from '../../src/services/store/store.js';
import { SNAPSHOT } from '../support/cast.js';
import { startRedis, type TestRedis } from '../support/redis.js';

describe('What /ready says', () => {
  let server: TestRedis;
  let redis: RedisClient;
  let store: Store;
  before(async () => {
    server = await startRedis();
    redis = openRedis('web', { mode: 'single', urls: [server.url] });
    store = createStore({ redis, tenant: 'ready', secretsKey: new Uint8Array(32) });
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });

  const told = (
    how: { oldest?: number; roles?: RoleSnapshot; draining?: boolean },
    given: Partial<ReadinessParts> = {},
  ) =>
    readinessOf({
      redis,
      policy: DEFAULT_POLICY,
      store: {
        agenda: { ...store.agenda, lag: async () => ({ oldest: how.oldest ?? 0, due: 1 }) },
        roles: { ...store.roles, current: async () => how.roles },
      },
      draining: () => how.draining ?? false,
      ...given,
    });

  it('is yes when Redis answers, the agenda is worked off and the roles are fresh', async () => {
    assert.deepEqual(await told({ roles: SNAPSHOT }), { ready: true, problems: [] });
  });

  it('is yes with a warning when the roles are old or were never read', async () => {
    const age = DEFAULT_POLICY.roles.maxAge + 1_000;
    const old = await told({ roles: { ...SNAPSHOT, age } });
    assert.equal(old.ready, true);
    assert.deepEqual(old.warnings, [`the role groups were last read ${age / 1_000} s ago`]);
    const never = await told({});
    assert.deepEqual([never.ready, never.warnings], [true, ['the role groups were never read']]);
  });

  it('is no when the agenda is two minutes behind', async () => {
    assert.equal((await told({ oldest: 119_000, roles: SNAPSHOT })).ready, true);
    const late = await told({ oldest: 121_000, roles: SNAPSHOT });
    assert.deepEqual(late, { ready: false, problems: ['the agenda is 121 s behind'] });
  });

  it('is no on the way out, without asking anybody', async () => {
    const out = await told(
      { draining: true },
      { store: { agenda: store.agenda, roles: store.roles } },
    );
    assert.deepEqual(out, { ready: false, problems: ['draining'] });
  });

  it('is no, and says why, when Redis evicts', async () => {
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const state = await told({ roles: SNAPSHOT });
    assert.deepEqual(state, {
      ready: false,
      problems: ['maxmemory-policy is allkeys-lru, must be noeviction'],
    });
  });
});
