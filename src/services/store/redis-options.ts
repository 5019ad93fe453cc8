import type { ClusterOptions, RedisOptions } from 'ioredis';

/** Where Redis is. `urls`: one address; or the Sentinels; or the seeds of a Cluster. */
export interface RedisConfig {
  readonly mode: 'single' | 'sentinel' | 'cluster';
  /** `redis://` or `rediss://`, with user, password and database where needed. */
  readonly urls: readonly string[];
  /** Name of the primary that the Sentinels watch. */
  readonly sentinelName?: string;
}

/**
 * `web` answers people and fails fast; `queue` feeds BullMQ and does too; `worker` is BullMQ's own and waits for
 * ever, because BullMQ throws when `maxRetriesPerRequest` isn't null.
 */
export type RedisPurpose = 'web' | 'queue' | 'worker';

interface Address {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly db: number;
  readonly tls: boolean;
}

/** @throws Error when it isn't a redis:// or rediss:// URL; the message holds no password. */
export function parseRedisUrl(text: string, defaultPort = 6379): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '') {
    throw new Error('a Redis address must be redis://host:port or rediss://host:port');
  }
  const db = Number(url.pathname.slice(1) || '0');
  if (!Number.isInteger(db) || db < 0)
    throw new Error(`the database in a Redis address must be a number (${url.host})`);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? defaultPort : Number(url.port),
    db,
    tls: url.protocol === 'rediss:',
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
  };
}

/**
 * Options by purpose. A lost reply is re-sent by default (every write therefore carries an op key), and by
 * default a Redis that is down keeps a command for 73 s; people wait for neither.
 */
export function optionsFor(purpose: RedisPurpose): RedisOptions {
  const common: RedisOptions = {
    connectionName: `deskside-${purpose}`,
    connectTimeout: 3_000,
    enableAutoPipelining: false,
    // A fail-over makes our primary a replica: reconnect and send the command again.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
  };
  if (purpose === 'worker') {
    return {
      ...common,
      maxRetriesPerRequest: null,
      blockingTimeout: 30_000,
      retryStrategy: capped(1_000),
    };
  }
  return {
    ...common,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    enableOfflineQueue: true,
    retryStrategy: capped(500),
  };
}

/** Doubles from 50 ms up to `most` ms. */
function capped(most: number): (times: number) => number {
  return (times) => Math.min(most, 50 * 2 ** Math.min(times - 1, 10));
}

function login(address: Address): Pick<RedisOptions, 'username' | 'password' | 'tls'> {
  return {
    ...(address.username !== undefined && { username: address.username }),
    ...(address.password !== undefined && { password: address.password }),
    ...(address.tls && { tls: { servername: address.host } }),
  };
}

export function singleOptions(purpose: RedisPurpose, config: RedisConfig): RedisOptions {
  const address = parseRedisUrl(theOnly(config.urls));
  return {
    ...optionsFor(purpose),
    ...login(address),
    host: address.host,
    port: address.port,
    db: address.db,
  };
}

/** User and password of the first URL are used for the Sentinels and for Redis itself. */
export function sentinelOptions(purpose: RedisPurpose, config: RedisConfig): RedisOptions {
  if (config.sentinelName === undefined) throw new Error('Sentinel needs the name of the primary');
  const sentinels = config.urls.map((url) => parseRedisUrl(url, 26379));
  const [first] = sentinels;
  if (first === undefined) throw new Error('Sentinel needs at least one address');
  return {
    ...optionsFor(purpose),
    ...login(first),
    // A primary is found by address: there is no one name to check its certificate against but its own.
    ...(first.tls && {
      tls: {},
      sentinelTLS: { servername: first.host },
      enableTLSForSentinelMode: true,
    }),
    ...(first.username !== undefined && { sentinelUsername: first.username }),
    ...(first.password !== undefined && { sentinelPassword: first.password }),
    sentinels: sentinels.map(({ host, port }) => ({ host, port })),
    name: config.sentinelName,
    db: first.db,
    role: 'master',
    failoverDetector: true,
  };
}

export interface ClusterSettings {
  readonly seeds: readonly { readonly host: string; readonly port: number }[];
  readonly options: ClusterOptions;
}

export function clusterSettings(purpose: RedisPurpose, config: RedisConfig): ClusterSettings {
  const seeds = config.urls.map((url) => parseRedisUrl(url));
  const [first] = seeds;
  if (first === undefined) throw new Error('a Cluster needs at least one address');
  if (seeds.some((seed) => seed.db !== 0)) throw new Error('a Cluster has only database 0');
  return {
    seeds: seeds.map(({ host, port }) => ({ host, port })),
    options: {
      redisOptions: { ...optionsFor(purpose), ...login(first), ...(first.tls && { tls: {} }) },
      clusterRetryStrategy: capped(1_000),
      retryDelayOnClusterDown: 200,
      retryDelayOnFailover: 200,
      slotsRefreshTimeout: 1_000,
      scaleReads: 'master',
      maxRedirections: 16,
    },
  };
}

function theOnly(urls: readonly string[]): string {
  const [url, ...others] = urls;
  if (url === undefined || others.length > 0)
    throw new Error('one Redis needs exactly one address');
  return url;
}
