import type { TaskId } from '../desk/ids.js';
import { taskId } from '../desk/ids.js';
import type { Tasks } from '../desk/ports.js';
import type { Task } from '../desk/tasks/task.js';
import type { Keys } from './keys.js';
import { taskField } from './record-fields.js';
import { readTask, readTaskEvent, readWords } from './records.js';
import type { RedisClient } from './redis.js';

/** Restarts, for cards, lists and calls. */
export function createTasks({ redis, keys }: { redis: RedisClient; keys: Keys }): Tasks {
  const get = async (id: TaskId): Promise<Task | undefined> => {
    const record = await redis.hget(keys.record(id), 'j');
    return record === null ? undefined : readTask(record);
  };
  const many = async (ids: readonly TaskId[]) => {
    const found = await Promise.all(ids.map(get));
    return found.filter((task) => task !== undefined);
  };
  return {
    get,
    async open() {
      const ids = await redis.zrange(keys.openTasks, 0, '-1');
      return many(ids.map((id) => taskField.parse(id)));
    },
    async latest(most) {
      const last = Number((await redis.get(keys.number('task'))) ?? '0');
      const count = Math.max(0, Math.min(most, last));
      return many(Array.from({ length: count }, (_, back) => taskId(last - back)));
    },
    async event(id, version) {
      if (version < 1) return undefined;
      const json = await redis.lindex(keys.events(id), version - 1);
      return json === null ? undefined : readTaskEvent(json);
    },
    async words(id) {
      const found = Object.entries(await redis.hgetall(keys.words(id)));
      return new Map(found.map(([ref, json]) => [ref, readWords(json)]));
    },
  };
}
