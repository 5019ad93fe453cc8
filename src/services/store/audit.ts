import type { AuditEntry } from '../desk/ports.js';
import type { Keys } from './keys.js';
import { readAudit } from './records.js';
import type { RedisClient } from './redis.js';

/** The trail as it was committed. Sealing it into a chain is a later reader's work. */
export interface AuditTrail {
  /** Entries from this sequence number on (the first is 1), at most `count`, oldest first. */
  read(
    from: number,
    count: number,
  ): Promise<readonly { readonly seq: number; readonly entry: AuditEntry }[]>;
}

export function createAuditTrail({ redis, keys }: { redis: RedisClient; keys: Keys }): AuditTrail {
  return {
    async read(from, count) {
      const found = await redis.xrange(keys.audit, `${from}-0`, '+', 'COUNT', count);
      return found.map(([id, fields]) => ({
        seq: Number(id.split('-')[0]),
        entry: readAudit(fields[1] ?? ''),
      }));
    },
  };
}
