import type { ChangeId } from '../desk/ids.js';
import type { Changes } from '../desk/ports.js';
import type { Keys } from './keys.js';
import { changeField } from './record-fields.js';
import { readChange, readChangeEvent, readWords } from './records.js';
import type { RedisClient } from './redis.js';

/** What takes a second person, for cards and for doing it. */
export function createChanges({ redis, keys }: { redis: RedisClient; keys: Keys }): Changes {
  const get = async (id: ChangeId) => {
    const record = await redis.hget(keys.record(id), 'j');
    return record === null ? undefined : readChange(record);
  };
  return {
    get,
    async open() {
      const ids = await redis.zrange(keys.openChanges, 0, '-1');
      const found = await Promise.all(ids.map((id) => get(changeField.parse(id))));
      return found.filter((change) => change !== undefined);
    },
    async event(id, version) {
      if (version < 1) return undefined;
      const json = await redis.lindex(keys.events(id), version - 1);
      return json === null ? undefined : readChangeEvent(json);
    },
    async words(id) {
      const found = Object.entries(await redis.hgetall(keys.words(id)));
      return new Map(found.map(([ref, json]) => [ref, readWords(json)]));
    },
  };
}
