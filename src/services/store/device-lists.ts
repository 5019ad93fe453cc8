import { DAY } from '../desk/ids.js';
import type { DeviceLists } from '../desk/ports.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis.js';
import { readDeviceList } from './values.js';

/** A person's PCs are kept for as long as somebody may still be filling in a form. */
const KEPT = DAY;

export function createDeviceLists({
  redis,
  keys,
}: {
  redis: RedisClient;
  keys: Keys;
}): DeviceLists {
  return {
    async get(person) {
      const json = await redis.get(keys.devices(person));
      return json === null ? undefined : readDeviceList(json);
    },
    async set(person, list) {
      await redis.set(keys.devices(person), JSON.stringify(list), 'PX', KEPT);
    },
  };
}
