import { z } from 'zod';
import type { Windows } from '../desk/ports.js';
import type { PcWindow } from '../desk/restart-windows.js';
import type { Keys } from './keys.js';
import { millisField, personField } from './record-fields.js';
import { parsed } from './record-parsing.js';
import type { RedisClient } from './redis.js';

const windowRecord = z.strictObject({
  name: z.string(),
  kind: z.enum(['maintenance', 'blackout']),
  days: z.array(z.number().int().min(1).max(7)),
  from: z.string(),
  to: z.string(),
  zone: z.string().optional(),
  by: personField,
  at: millisField,
}) satisfies z.ZodType<PcWindow>;

export function createWindows({ redis, keys }: { redis: RedisClient; keys: Keys }): Windows {
  return {
    async list() {
      const stored = Object.values(await redis.hgetall(keys.windows));
      return stored
        .map((json) => parsed('window', windowRecord, json))
        .sort((left, right) => left.at - right.at);
    },
    async put(window) {
      await redis.hset(keys.windows, window.name.toLowerCase(), JSON.stringify(window));
    },
    async remove(name) {
      return (await redis.hdel(keys.windows, name.toLowerCase())) === 1;
    },
  };
}
