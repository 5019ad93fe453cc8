import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { RedisClient } from './redis.js';

export interface RedisHealth {
  readonly ok: boolean;
  /** In words for an operator, such as `maxmemory-policy is allkeys-lru, must be noeviction`. */
  readonly problems: string[];
}

/** An answer later than this (ms) counts as none. */
const PATIENCE = 500;

/**
 * What `/ready` says about Redis: it answers, it is a primary, and it evicts nothing. `embedded`: the demo's
 * Redis in JavaScript knows neither ROLE nor a policy. Never throws.
 */
export async function redisHealth(
  client: RedisClient,
  options: { embedded?: boolean } = {},
): Promise<RedisHealth> {
  const found = await Promise.all([
    problemOf(
      client.ping().then(() => undefined),
      'Redis does not answer',
    ),
    options.embedded
      ? undefined
      : problemOf(client.info('memory').then(evictionProblem), 'Redis gives no INFO'),
    options.embedded
      ? undefined
      : problemOf(client.info('replication').then(roleProblem), 'Redis gives no INFO'),
  ]);
  const problems = [...new Set(found.filter((problem) => problem !== undefined))];
  return { ok: problems.length === 0, problems };
}

async function problemOf(
  check: Promise<string | undefined>,
  otherwise: string,
): Promise<string | undefined> {
  const stop = new AbortController();
  const late = sleep(PATIENCE, otherwise, { signal: stop.signal }).catch(() => undefined);
  try {
    return await Promise.race([check, late]);
  } catch {
    return otherwise;
  } finally {
    stop.abort();
  }
}

function evictionProblem(info: string): string | undefined {
  const policy = /^maxmemory_policy:([\w-]+)/m.exec(info)?.[1];
  if (policy === undefined || policy === 'noeviction') return undefined;
  return `maxmemory-policy is ${policy}, must be noeviction`;
}

function roleProblem(info: string): string | undefined {
  const role = /^role:(\w+)/m.exec(info)?.[1];
  return role === undefined || role === 'master'
    ? undefined
    : `connected to a ${role}, must be the primary`;
}

const counts = z.record(z.string(), z.coerce.number());

/** The hash of counters that each commit keeps: state -> how many requests are in it. */
export async function requestCounts(
  client: RedisClient,
  key: string,
): Promise<ReadonlyMap<string, number>> {
  return new Map(Object.entries(counts.parse(await client.hgetall(key))));
}
