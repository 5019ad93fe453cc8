import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, Redis } from 'ioredis';
import { readRedisFacts, type RedisFacts } from './redis-facts.js';
import {
  clusterSettings,
  sentinelOptions,
  singleOptions,
  type RedisConfig,
} from './redis-options.js';
import type { RedisClient } from './redis.js';

/** What a look at Redis from outside found. `words` are Redis' or the system's own, such as ECONNREFUSED. */
export type RedisProbe =
  | { readonly kind: 'answers'; readonly facts: RedisFacts }
  | { readonly kind: 'unreachable'; readonly words: string }
  /** It answers, but wouldn't have us: more patience won't help. */
  | { readonly kind: 'refuses'; readonly why: Refusal; readonly words: string };

export type Refusal = 'login' | 'certificate' | 'database' | 'not-a-cluster';

const PAUSE = 500;

/**
 * Connects once more and once more until Redis answers or `patience` (ms) is over, with a connection of its own that
 * doesn't outlive the call. Never throws. No word of the answer holds an address or a password.
 */
export async function probeRedis(
  config: RedisConfig,
  tenant: string,
  patience: number,
): Promise<RedisProbe> {
  const until = performance.now() + patience;
  for (;;) {
    const found = await probeOnce(config, tenant);
    if (found.kind !== 'unreachable' || performance.now() + PAUSE >= until) return found;
    await sleep(PAUSE);
  }
}

async function probeOnce(config: RedisConfig, tenant: string): Promise<RedisProbe> {
  const heard: Error[] = [];
  const client = impatient(config);
  const listen = (error: Error) => void heard.push(error, ...causeIn(error));
  if (client instanceof Cluster) client.on('error', listen).on('node error', listen);
  else client.on('error', listen);
  try {
    await client.connect();
    // A database that isn't there is only an event; everything after it would happen in database 0.
    const refused = heard.map(refusalOf).find((refusal) => refusal !== undefined);
    return refused ?? { kind: 'answers', facts: await readRedisFacts(client, tenant) };
  } catch (error) {
    return judged([...heard, error]);
  } finally {
    client.disconnect();
  }
}

function impatient(config: RedisConfig): RedisClient {
  const once = {
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    replyMapping: 'legacy',
  } as const;
  switch (config.mode) {
    case 'single':
      return new Redis({ ...singleOptions('web', config), ...once });
    case 'sentinel':
      return new Redis({
        ...sentinelOptions('web', config),
        ...once,
        failoverDetector: false,
        sentinelRetryStrategy: () => null,
      });
    case 'cluster': {
      const { seeds, options } = clusterSettings('web', config);
      return new Cluster([...seeds], {
        ...options,
        lazyConnect: true,
        clusterRetryStrategy: () => null,
        redisOptions: { ...options.redisOptions, maxRetriesPerRequest: 0 },
      });
    }
  }
}

/** A Cluster's error says that no node would; why, the last node's own error tells. */
function causeIn(error: Error): Error[] {
  return 'lastNodeError' in error && error.lastNodeError instanceof Error
    ? [error.lastNodeError]
    : [];
}

function judged(errors: readonly unknown[]): RedisProbe {
  const refused = errors.map(refusalOf).find((refusal) => refusal !== undefined);
  if (refused) return refused;
  const said = errors.map(wordsOf).find((words) => words !== undefined);
  return { kind: 'unreachable', words: said ?? 'the connection is closed at once' };
}

const REFUSALS: readonly (readonly [RegExp, Refusal])[] = [
  [/\b(?:NOAUTH|WRONGPASS|invalid password)\b/, 'login'],
  [/\b(?:SELF_SIGNED|CERT|ERR_TLS|ERR_SSL|UNABLE_TO)/, 'certificate'],
  [/DB index is out of range|SELECT is not allowed/, 'database'],
  [/cluster support disabled/, 'not-a-cluster'],
];

function refusalOf(error: unknown): RedisProbe | undefined {
  if (!(error instanceof Error)) return undefined;
  const text = `${codeOf(error) ?? ''} ${error.message}`;
  const why = REFUSALS.find(([pattern]) => pattern.test(text))?.[1];
  return why === undefined
    ? undefined
    : { kind: 'refuses', why, words: wordsOf(error) ?? error.message.slice(0, 80) };
}

/** A code, or the first word of Redis' answer; the rest may quote an address. */
function wordsOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return (
    codeOf(error) ??
    /\b(?:NOAUTH|WRONGPASS|LOADING|CLUSTERDOWN|MASTERDOWN)\b/.exec(error.message)?.[0]
  );
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
