import type { Reaches } from '../desk/ports.js';
import { HOUR } from '../desk/ids.js';
import type { StoreParts } from './store-parts.js';
import { readReach } from './values.js';

/** After this it is tried anew: the permission may have been granted, the app uploaded. */
const KEPT = HOUR;

export function createReaches({ redis, keys }: Pick<StoreParts, 'redis' | 'keys'>): Reaches {
  return {
    async get(person) {
      const json = await redis.get(keys.reach(person));
      return json === null ? undefined : readReach(json);
    },
    async set(person, reach) {
      await redis.set(keys.reach(person), JSON.stringify(reach), 'PX', KEPT);
    },
  };
}
