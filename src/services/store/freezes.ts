import type { Freezes } from '../desk/ports.js';
import type { Keys } from './keys.js';
import { readFreeze } from './records.js';
import type { RedisClient } from './redis.js';

export function createFreezes({ redis, keys }: { redis: RedisClient; keys: Keys }): Freezes {
  return {
    async current() {
      const json = await redis.get(keys.freeze);
      return json === null ? undefined : readFreeze(json);
    },
  };
}
