import { z } from 'zod';
import { BEGINNING, type ChainPoint, type Sealed } from '../audit-file/chain.js';
import type { AuditEntry, AuditHead } from '../desk/ports.js';
import { trimPoint } from './audit-trim.js';
import type { Keys } from './keys.js';
import { UnreadableRecord } from './record-parsing.js';
import { readAudit } from './records.js';
import type { RedisClient } from './redis.js';
import type { RunScript } from './scripts.js';

export interface AuditParts {
  readonly redis: RedisClient;
  readonly run: RunScript;
  readonly keys: Keys;
  /** Not in Redis. Without it nothing is sealed, and nothing can be verified. */
  readonly auditKey?: Uint8Array | undefined;
}

/** Entries that are read at once. */
export const BATCH = 500;

export interface Numbered {
  readonly seq: number;
  readonly text: string;
}

const headRecord = z.object({ seq: z.coerce.number().int(), mac: z.string(), key: z.string() });

export async function headOf({
  redis,
  keys,
}: Pick<AuditParts, 'redis' | 'keys'>): Promise<AuditHead | undefined> {
  const found = await redis.hgetall(keys.auditHead);
  return Object.keys(found).length === 0 ? undefined : headRecord.parse(found);
}

/** Where the chain begins by now: older entries were removed on purpose. */
export async function startOf({ redis, keys, auditKey }: AuditParts): Promise<ChainPoint> {
  const json = await redis.get(keys.auditTrimmed);
  return (json !== null && auditKey && trimPoint(auditKey, json)) || BEGINNING;
}

export function numbered([id, fields]: readonly [string, readonly string[]]): Numbered {
  return { seq: Number(id.split('-')[0]), text: fields[1] ?? '' };
}

/** Oldest first, from this number on. */
export async function entriesFrom(
  { redis, keys }: Pick<AuditParts, 'redis' | 'keys'>,
  from: number,
  count: number,
): Promise<Numbered[]> {
  return (await redis.xrange(keys.audit, `${from}-0`, '+', 'COUNT', count)).map(numbered);
}

/** Entries and seals side by side: what has no partner is left to the walk to find. Ends where sealing has come to. */
export async function sealedFrom(
  { redis, keys }: Pick<AuditParts, 'redis' | 'keys'>,
  from: number,
  count: number,
): Promise<Sealed[]> {
  const [entries, seals] = await Promise.all([
    entriesFrom({ redis, keys }, from, count),
    redis.xrange(keys.auditSeals, `${from}-0`, '+', 'COUNT', count),
  ]);
  const macs = new Map(seals.map((seal) => [numbered(seal).seq, numbered(seal).text]));
  const last = Math.max(0, ...macs.keys());
  return entries
    .filter(({ seq }) => seq <= last)
    .map(({ seq, text }) => ({ seq, text, mac: macs.get(seq) ?? '' }));
}

/** Undefined for a text that somebody spoilt: looking goes on, verifying names it. */
export function entryIn(text: string): AuditEntry | undefined {
  try {
    return readAudit(text);
  } catch (error) {
    if (error instanceof UnreadableRecord) return undefined;
    throw error;
  }
}
