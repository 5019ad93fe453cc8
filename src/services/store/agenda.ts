import { z } from 'zod';
import type { Agenda, Claimed } from '../desk/ports.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis.js';
import type { RunScript } from './scripts.js';

export interface StoredAgenda extends Agenda {
  /** Everything that isn't a timer: what is due, leased, or waits for another try. */
  work(): Promise<readonly string[]>;
}

const flatClaims = z.array(z.union([z.string(), z.number()]));
const claim = z.tuple([z.string(), z.number().int(), z.number().int(), z.number().int()]);
const lagReply = z.tuple([z.number(), z.number().int()]);

interface AgendaParts {
  readonly redis: RedisClient;
  readonly run: RunScript;
  readonly keys: Keys;
}

export function createAgenda({ redis, run, keys }: AgendaParts): StoredAgenda {
  const sets = [keys.timers, keys.work, keys.agendaEntries];
  const settle = async ({ member, generation }: Claimed, how: 'done' | 'again', after: number) => {
    await run('hdSettle', sets, member, generation, how, Math.round(after));
  };
  return {
    async claim(most, lease) {
      const flat = flatClaims.parse(await run('hdClaim', [keys.clockOffset, ...sets], most, lease));
      return Array.from({ length: flat.length / 4 }, (_, index) => {
        const [member, generation, tries, age] = claim.parse(flat.slice(index * 4, index * 4 + 4));
        return { member, generation, tries, ...(age < 0 ? {} : { age }) };
      });
    },
    done: (claimed) => settle(claimed, 'done', 0),
    again: (claimed, after) => settle(claimed, 'again', after),
    async add(member, after) {
      await run('hdAdd', [...sets, keys.agendaSeq], member, Math.round(after));
    },
    work: () => redis.zrange(keys.work, 0, '-1'),
    async lag() {
      const [oldest, due] = lagReply.parse(
        await run('hdLag', [keys.clockOffset, keys.timers, keys.work]),
      );
      return { oldest, due };
    },
  };
}
