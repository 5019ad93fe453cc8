import { z } from 'zod';
import { tenantPrefix } from './keys.js';
import type { RedisClient } from './redis.js';

/** What a Redis tells of itself. A field that it doesn't tell is left out; nothing is judged here. */
export interface RedisFacts {
  readonly version?: string;
  /** False: the embedded Redis in JavaScript, which forgets everything. */
  readonly genuine: boolean;
  /** From INFO, else CONFIG GET; some hosts tell neither. */
  readonly evictionPolicy?: string;
  /** `master` is the primary. */
  readonly role?: string;
  readonly aofEnabled?: boolean;
  /** From CONFIG GET, which managed hosts forbid. */
  readonly appendfsync?: string;
  /** Bytes. */
  readonly usedMemory?: number;
  /** Bytes; 0 = no limit. */
  readonly maxMemory?: number;
  /** Milliseconds that Redis' clock is ahead of ours, half the round trip taken off. */
  readonly clockSkewMs?: number;
  /** Commands that the ACL doesn't let us run, in capitals; `keys` when it is our keys that we mayn't touch. */
  readonly refused: readonly string[];
}

interface Findings {
  readonly infos: ReadonlyMap<string, string>;
  readonly configured: ReadonlyMap<string, string>;
  readonly clockSkewMs?: number;
  readonly refused: readonly string[];
}

type Call = readonly [name: string, ...args: string[]];

/**
 * Asks for everything; one thing that is refused doesn't hold up the rest. Rejects when Redis doesn't answer at
 * all. Changes nothing: every write is aimed at a key that isn't there, in a form that then does nothing.
 */
export async function readRedisFacts(client: RedisClient, tenant: string): Promise<RedisFacts> {
  await client.ping();
  const [info, fsync, policy, clockSkewMs, refused] = await Promise.all([
    ask(client, ['info']),
    ask(client, ['config', 'get', 'appendfsync']),
    ask(client, ['config', 'get', 'maxmemory-policy']),
    skewOf(client),
    refusedCommands(client, tenant),
  ]);
  return factsOf({
    infos: fieldsOf(info),
    configured: new Map([...pairOf(fsync), ...pairOf(policy)]),
    refused,
    ...(clockSkewMs === undefined ? {} : { clockSkewMs }),
  });
}

function factsOf({ infos, configured, clockSkewMs, refused }: Findings): RedisFacts {
  const facts = {
    version: infos.get('redis_version'),
    evictionPolicy: infos.get('maxmemory_policy') ?? configured.get('maxmemory-policy'),
    role: infos.get('role'),
    aofEnabled: flagOf(infos.get('aof_enabled')),
    appendfsync: configured.get('appendfsync'),
    usedMemory: numberOf(infos.get('used_memory')),
    maxMemory: numberOf(infos.get('maxmemory')),
    clockSkewMs,
  };
  return {
    ...told(facts),
    // js-redis-server names itself so in INFO.
    genuine: !/mock/i.test(infos.get('os') ?? ''),
    refused,
  };
}

type Told<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function told<T extends object>(facts: T): Told<T> {
  const known: Told<T> = {};
  for (const key in facts) {
    const value = facts[key];
    if (value !== undefined) Object.assign(known, { [key]: value });
  }
  return known;
}

/**
 * One harmless call for each kind of command that our scripts, our adapters and BullMQ use. With `XX`, `NOMKSTREAM` or
 * on a key that isn't there, the writes do nothing.
 */
function harmless(tenant: string): readonly Call[] {
  const key = `${tenantPrefix(tenant)}self-test:absent`;
  return [
    ['INFO', 'server'],
    ['TIME'],
    ['EVAL', 'return 1', '0'],
    ['EVALSHA', '0'.repeat(40), '0'],
    ['GET', key],
    ['SET', key, '', 'XX'],
    ['PEXPIRE', key, '1'],
    ['PTTL', key],
    ['HGETALL', key],
    ['HDEL', key, 'f'],
    ['LRANGE', key, '0', '0'],
    ['LTRIM', key, '0', '0'],
    ['SMEMBERS', key],
    ['SREM', key, 'm'],
    ['ZRANGE', key, '0', '0'],
    ['ZADD', key, 'XX', '0', 'm'],
    ['ZREM', key, 'm'],
    ['XADD', key, 'NOMKSTREAM', '*', 'f', 'v'],
    ['XRANGE', key, '-', '+', 'COUNT', '1'],
    ['DEL', key],
  ];
}

async function refusedCommands(client: RedisClient, tenant: string): Promise<string[]> {
  const found = await Promise.all(
    harmless(tenant).map(async ([name, ...args]) => {
      try {
        await client.call(name, ...args);
        return undefined;
      } catch (error) {
        return refusalOf(name, error);
      }
    }),
  );
  return [...new Set(found.filter((name) => name !== undefined))];
}

/** NOPERM is the ACL's answer; an unknown command is one that was renamed away. NOSCRIPT and the like are fine. */
function refusalOf(name: string, error: unknown): string | undefined {
  const words = error instanceof Error ? error.message : '';
  if (words.startsWith('NOPERM')) return /\bkeys?\b/.test(words) ? 'keys' : name;
  return /^ERR unknown command/i.test(words) ? name : undefined;
}

async function ask(client: RedisClient, [name, ...args]: Call): Promise<unknown> {
  try {
    return await client.call(name, ...args);
  } catch {
    return undefined;
  }
}

const time = z.tuple([z.coerce.number(), z.coerce.number()]);

/** TIME answers `[seconds, microseconds]`; taken to be from the middle of the round trip. */
async function skewOf(client: RedisClient): Promise<number | undefined> {
  const sent = Date.now();
  const answer = await ask(client, ['time']);
  const received = Date.now();
  const parsed = time.safeParse(answer);
  if (!parsed.success) return undefined;
  const [seconds, micros] = parsed.data;
  const skew = seconds * 1_000 + micros / 1_000 - (sent + received) / 2;
  return Number.isFinite(skew) ? Math.round(skew) : undefined;
}

/** `name:value` lines. */
function fieldsOf(info: unknown): ReadonlyMap<string, string> {
  if (typeof info !== 'string') return new Map();
  return new Map(
    [...info.matchAll(/^(\w+):(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

const pairs = z.union([
  z.tuple([z.string(), z.string()]).transform(([name, value]) => [[name, value] as const]),
  z.map(z.string(), z.string()).transform((map) => [...map]),
  z.record(z.string(), z.string()).transform((record) => Object.entries(record)),
]);

/** CONFIG GET answers `[name, value]`; a RESP3 connection says the same as a map. */
function pairOf(answer: unknown): readonly (readonly [string, string])[] {
  const parsed = pairs.safeParse(answer);
  return parsed.success ? parsed.data : [];
}

function flagOf(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === '1';
}

function numberOf(value: string | undefined): number | undefined {
  const number = Number(value ?? NaN);
  return Number.isFinite(number) ? number : undefined;
}
