import { randomBytes } from 'node:crypto';
import type { Config } from '../config.js';
import type { SendLimit } from '../services/store/budget.js';
import { openRedis, type RedisClient } from '../services/store/redis.js';
import type { RedisPurpose } from '../services/store/redis-options.js';
import { createStore, type Store } from '../services/store/store.js';
import type { Log } from '../services/telemetry/log.js';
import type { Measures } from './measures.js';

export interface StorageParts {
  readonly log: Log;
  readonly measures: Pick<Measures, 'redisError' | 'redisFailure'>;
  readonly sendLimits?: readonly SendLimit[] | undefined;
}

export interface Storage {
  readonly redis: Readonly<Record<RedisPurpose, RedisClient>>;
  readonly store: Store;
}

/** A Redis client for each purpose, and the desk's store on the first. They begin to connect at once. */
export function createStorage(
  config: Required<Pick<Config, 'bot' | 'redis'>> &
    Pick<Config, 'secretsKey' | 'auditKey' | 'policy'>,
  { log, measures, sendLimits }: StorageParts,
): Storage {
  const open = (purpose: RedisPurpose) =>
    openRedis(purpose, config.redis, (error) => {
      measures.redisError(purpose);
      log.warn({ err: error, purpose }, 'redis');
    });
  const web = open('web');
  const store = createStore({
    redis: web,
    tenant: config.bot.tenantId,
    secretsKey: config.secretsKey ?? randomBytes(32),
    auditKey: config.auditKey,
    limits: config.policy.limits,
    sendLimits,
    onFailure: measures.redisFailure,
  });
  return { redis: { web, queue: open('queue'), worker: open('worker') }, store };
}
