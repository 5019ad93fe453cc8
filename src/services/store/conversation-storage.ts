import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DAY } from '../desk/ids.js';
import type { Keys } from './keys.js';
import { parsed } from './record-parsing.js';
import type { RedisClient } from './redis.js';
import type { RunScript } from './scripts.js';

/** Dialogs are forgotten when nobody touched them for this long. */
const KEPT = 30 * DAY;

/** An item of conversation state: JSON, with the eTag it was read with. `*` or none: whatever is there. */
export interface StoredItem {
  readonly eTag?: string;
  readonly [field: string]: unknown;
}

/** The storage that the Bot Framework SDK asks for, in its shape; the SDK itself stays outside. */
export interface ConversationStorage {
  /** Unknown keys are left out. */
  read(keys: string[]): Promise<Record<string, StoredItem>>;
  /** @throws ConversationConflict when somebody wrote a key since it was read; the other keys are written. */
  write(changes: Record<string, StoredItem>): Promise<void>;
  delete(keys: string[]): Promise<void>;
}

/** Somebody else wrote this conversation's state since it was read. */
export class ConversationConflict extends Error {
  override readonly name = 'ConversationConflict';
  constructor(key: string) {
    super(`Storage: error writing "${key}" due to eTag conflict.`);
  }
}

const item = z.record(z.string(), z.unknown());

interface StorageParts {
  readonly redis: RedisClient;
  readonly run: RunScript;
  readonly keys: Keys;
}

export function createConversationStorage({ redis, run, keys }: StorageParts): ConversationStorage {
  return {
    async read(names) {
      if (!Array.isArray(names)) throw new ReferenceError('Keys are required when reading.');
      const found = await Promise.all(
        names.map(
          async (name) => [name, await redis.hmget(keys.conversation(name), 'j', 'e')] as const,
        ),
      );
      const known = found.flatMap(([name, [json, eTag]]) =>
        json
          ? [[name, { ...parsed('conversation state', item, json), eTag: eTag ?? '*' }] as const]
          : [],
      );
      return Object.fromEntries(known);
    },

    async write(changes) {
      if (typeof changes !== 'object' || changes === null) {
        throw new ReferenceError('Changes are required when writing.');
      }
      const writes = Object.entries(changes).map(async ([name, { eTag, ...content }]) => {
        const args = [eTag ?? '', randomUUID(), JSON.stringify(content), KEPT];
        const written = await run('hdConversationWrite', [keys.conversation(name)], ...args);
        if (written !== 1) throw new ConversationConflict(name);
      });
      const failed = (await Promise.allSettled(writes)).find(
        (write) => write.status === 'rejected',
      );
      if (failed) throw failed.reason;
    },

    async delete(names) {
      if (names.length > 0) await redis.del(...names.map((name) => keys.conversation(name)));
    },
  };
}
