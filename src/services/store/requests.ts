import { z } from 'zod';
import type { RequestId } from '../desk/ids.js';
import type { Requests } from '../desk/ports.js';
import type { Request } from '../desk/requests/request.js';
import type { Keys } from './keys.js';
import { requestField } from './record-fields.js';
import { readEvent, readRequest, readWords } from './records.js';
import type { RedisClient } from './redis.js';
import type { StoreParts } from './store-parts.js';

const nowReply = z.tuple([z.coerce.number(), z.null(), z.null(), z.unknown()]);

export function createRequests({ redis, run, keys }: Omit<StoreParts, 'hash'>): Requests {
  const many = (ids: readonly string[]) => requestsByIds(redis, keys, ids);
  return {
    async now() {
      return nowReply.parse(await run('hdOpen', [keys.clockOffset, keys.freeze]))[0];
    },
    async get(id) {
      const record = await redis.hget(keys.record(id), 'j');
      return record === null ? undefined : readRequest(record);
    },
    many,
    async events(id, last) {
      if (last < 1) return [];
      return (await redis.lrange(keys.events(id), -last, -1)).map(readEvent);
    },
    async event(id, version) {
      if (version < 1) return undefined;
      const json = await redis.lindex(keys.events(id), version - 1);
      return json === null ? undefined : readEvent(json);
    },
    async words(id) {
      const found = Object.entries(await redis.hgetall(keys.words(id)));
      return new Map(found.map(([ref, json]) => [ref, readWords(json)]));
    },
    async open() {
      return many(await redis.zrange(keys.open, 0, '-1'));
    },
    async of(person, most) {
      if (most < 1) return [];
      return many(await redis.zrevrange(keys.requestsOf(person), 0, most - 1));
    },
  };
}

/** In the order of the ids; unknown ones are left out. */
export async function requestsByIds(
  redis: RedisClient,
  keys: Keys,
  ids: readonly string[],
): Promise<Request[]> {
  const records = await Promise.all(ids.map((id) => redis.hget(keys.record(asId(id)), 'j')));
  return records.filter((record) => record !== null).map(readRequest);
}

function asId(text: string): RequestId {
  return requestField.parse(text);
}
