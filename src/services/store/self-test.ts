import { clockFinding, finding, type Finding, type SelfTest } from '../desk/self-test.js';
import type { Agenda, Roles } from '../desk/ports.js';
import { MINUTE, SECOND, type Millis } from '../desk/ids.js';
import { readRedisFacts, type RedisFacts } from './redis-facts.js';
import { parseRedisUrl } from './redis-options.js';
import type { RedisClient } from './redis.js';

export interface StoreTestParts {
  readonly redis: RedisClient;
  readonly tenant: string;
  /** As configured; may hold a password. */
  readonly urls: readonly string[];
  readonly roles: Pick<Roles, 'current'>;
  readonly agenda: Pick<Agenda, 'lag'>;
  /** Roles that are older than this are denied (policy.roles.maxAge). */
  readonly rolesLast: Millis;
  readonly facts?: () => Promise<RedisFacts>;
}

/** Redis itself, and how far behind what lies in it is. */
export function createStoreTests(parts: StoreTestParts): readonly SelfTest[] {
  const { redis, tenant, facts = () => readRedisFacts(redis, tenant) } = parts;
  return [
    {
      check: 'redis',
      watched: false,
      run: async () => {
        const known = await unlessAway(facts);
        return known
          ? [...judge(known), tlsFinding(parts.urls)]
          : [finding('redis', 'redis.no-answer')];
      },
    },
    { check: 'roles', watched: false, run: () => orNothing(() => rolesFinding(parts)) },
    { check: 'agenda', watched: false, run: () => orNothing(() => agendaFinding(parts)) },
  ];
}

/** A Redis that is away is told once, by its own check. */
async function orNothing(look: () => Promise<Finding>): Promise<readonly Finding[]> {
  const found = await unlessAway(look);
  return found ? [found] : [];
}

async function unlessAway<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch {
    return undefined;
  }
}

const OLDEST = [6, 2] as const;
/** Part of maxmemory from which it is told; at the end of it nothing can be written. */
const NEAR = 0.8;

export function judge(facts: RedisFacts): readonly Finding[] {
  const { clockSkewMs, genuine } = facts;
  const clock = clockSkewMs === undefined ? [] : [clockFinding('redis', clockSkewMs)];
  if (!genuine) return [finding('redis', 'redis.embedded'), ...clock];
  return [
    redisFinding(facts),
    evictionFinding(facts),
    persistenceFinding(facts),
    ...memoryFindings(facts),
    ...clock,
  ];
}

function redisFinding({ version, role, refused }: RedisFacts): Finding {
  const params = { version: version ?? '' };
  if (refused.length > 0)
    return finding('redis', 'redis.acl', { ...params, commands: refused.join(', ') });
  if (role !== undefined && role !== 'master')
    return finding('redis', 'redis.replica', { ...params, role });
  return finding('redis', isOld(version) ? 'redis.old' : 'redis.fine', params);
}

function isOld(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  if (version === undefined) return false;
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

function evictionFinding({ evictionPolicy: policy }: RedisFacts): Finding {
  if (policy === undefined) return finding('eviction', 'eviction.unknown');
  const fine = policy === 'noeviction';
  return finding('eviction', fine ? 'eviction.fine' : 'eviction.wrong', { policy });
}

function persistenceFinding({ aofEnabled, appendfsync }: RedisFacts): Finding {
  if (aofEnabled === undefined) return finding('persistence', 'persistence.unknown');
  if (!aofEnabled) return finding('persistence', 'persistence.none');
  if (appendfsync === undefined) return finding('persistence', 'persistence.on');
  return finding(
    'persistence',
    appendfsync === 'always' ? 'persistence.always' : 'persistence.everysec',
    { appendfsync },
  );
}

function memoryFindings({ usedMemory, maxMemory }: RedisFacts): Finding[] {
  if (usedMemory === undefined || maxMemory === undefined) return [];
  if (maxMemory === 0) return [finding('memory', 'memory.unlimited')];
  const part = usedMemory / maxMemory;
  const params = { percent: Math.round(part * 100) };
  return [finding('memory', part >= NEAR ? 'memory.near' : 'memory.fine', params)];
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

export function tlsFinding(urls: readonly string[]): Finding {
  const places = urls.map((url) => parseRedisUrl(url));
  if (places.every(({ tls }) => tls)) return finding('tls', 'tls.on');
  const plain = places.filter(({ tls, host }) => !tls && !LOOPBACK.test(host));
  if (plain.length === 0) return finding('tls', 'tls.loopback');
  return finding('tls', 'tls.off', { hosts: plain.map(({ host }) => host).join(', ') });
}

async function rolesFinding({ roles, rolesLast }: StoreTestParts): Promise<Finding> {
  const snapshot = await roles.current();
  if (!snapshot) return finding('roles', 'roles.none');
  const params = { minutes: Math.round(snapshot.age / MINUTE) };
  return finding('roles', snapshot.age > rolesLast ? 'roles.old' : 'roles.fresh', params);
}

const LATE = 30 * SECOND;
const STUCK = 2 * MINUTE;

async function agendaFinding({ agenda }: StoreTestParts): Promise<Finding> {
  const { oldest, due } = await agenda.lag();
  const params = { seconds: Math.round(oldest / SECOND), due };
  if (oldest > STUCK) return finding('agenda', 'agenda.stuck', params);
  return finding('agenda', oldest > LATE ? 'agenda.late' : 'agenda.fine', params);
}
