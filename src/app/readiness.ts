import type { Readiness } from '../bot/server.js';
import type { Policy } from '../services/desk/policy.js';
import { redisHealth } from '../services/store/health.js';
import type { RedisClient } from '../services/store/redis.js';
import type { Store } from '../services/store/store.js';

export interface ReadinessParts {
  readonly redis: RedisClient;
  readonly store: Pick<Store, 'agenda' | 'roles'>;
  readonly policy: Pick<Policy, 'roles'>;
  readonly draining: () => boolean;
}

/** An entry overdue for longer: this replica, or all of them, don't keep up. */
const LATE = 120_000;

/**
 * Whether requests should be sent here. Old roles are a warning only: operators can do nothing then, but people can
 * still ask for help.
 */
export async function readinessOf(parts: ReadinessParts): Promise<Readiness> {
  if (parts.draining()) return { ready: false, problems: ['draining'] };
  const redis = await redisHealth(parts.redis);
  if (!redis.ok) return { ready: false, problems: redis.problems };
  const [{ oldest }, warnings] = await Promise.all([parts.store.agenda.lag(), warningsOf(parts)]);
  const problems = oldest > LATE ? [`the agenda is ${inSeconds(oldest)} behind`] : [];
  return {
    ready: problems.length === 0,
    problems,
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

async function warningsOf({ store, policy }: ReadinessParts): Promise<string[]> {
  const roles = await store.roles.current();
  if (!roles) return ['the role groups were never read'];
  if (roles.age <= policy.roles.maxAge) return [];
  return [`the role groups were last read ${inSeconds(roles.age)} ago`];
}

function inSeconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
