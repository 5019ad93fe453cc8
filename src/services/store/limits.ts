import { z } from 'zod';
import { HOUR, MINUTE, type Millis, type PersonId } from '../desk/ids.js';
import type { Policy } from '../desk/policy.js';
import type { Limits } from '../desk/ports.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis.js';
import type { RunScript } from './scripts.js';

const waitReply = z.number();

/** Somebody who was told to wait isn't told again before this. */
const QUIET: Millis = MINUTE;

interface LimitParts {
  readonly redis: RedisClient;
  readonly run: RunScript;
  readonly keys: Keys;
}

/** Token buckets on the same script as the send budget: a burst at once, then one at a time. */
export function createLimits({ redis, run, keys }: LimitParts, policy: Policy['limits']): Limits {
  const take = async (key: string, most: number, span: Millis) =>
    waitReply.parse(await run('hdBudget', [key], 'window', most, span / most));
  const isFirst = async (what: string, person: PersonId) =>
    (await redis.set(keys.limit(`told-${what}`, person), '1', 'PX', QUIET, 'NX')) !== null;
  return {
    async command(person) {
      const after = await take(keys.limit('commands', person), policy.commandsPerMinute, MINUTE);
      if (after === 0) return { ok: true };
      return { ok: false, after, first: await isFirst('commands', person) };
    },
    async request(person) {
      const held = async (after: Millis, whose: 'person' | 'tenant') => ({
        ...{ ok: false as const, after, whose },
        first: await isFirst('requests', person),
      });
      const own = await take(keys.limit('requests', person), policy.requestsPerHour, HOUR);
      if (own > 0) return held(own, 'person');
      const tenant = keys.limit('requests', 'tenant');
      const all = await take(tenant, policy.tenantRequestsPerHour, HOUR);
      return all > 0 ? held(all, 'tenant') : { ok: true };
    },
  };
}
