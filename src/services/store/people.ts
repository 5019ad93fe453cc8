import type { PersonId } from '../desk/ids.js';
import type { Person } from '../desk/people/person.js';
import type { People } from '../desk/ports.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis.js';
import { readLocale, readMet } from './values.js';

export function createPeople({ redis, keys }: { redis: RedisClient; keys: Keys }): People {
  const get = async (id: PersonId): Promise<Person | undefined> => {
    const [met, chosen] = await redis.hmget(keys.person(id), 'met', 'chosen');
    return met
      ? { ...readMet(met), ...(chosen && { chosenLocale: readLocale(chosen) }) }
      : undefined;
  };
  return {
    get,
    async many(ids) {
      const found = await Promise.all([...new Set(ids)].map(get));
      return new Map(
        found.filter((person) => person !== undefined).map((person) => [person.id, person]),
      );
    },
    async met({ chosenLocale: _kept, ...person }) {
      await redis.hset(keys.person(person.id), 'met', JSON.stringify(person));
      const chosen = await redis.hget(keys.person(person.id), 'chosen');
      return { ...person, ...(chosen !== null && { chosenLocale: readLocale(chosen) }) };
    },
    async chooseLocale(id, locale) {
      if (locale === undefined) await redis.hdel(keys.person(id), 'chosen');
      else await redis.hset(keys.person(id), 'chosen', locale);
    },
  };
}
