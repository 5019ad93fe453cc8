import { z } from 'zod';
import { BEGINNING, keyName, sealOf, type ChainPoint } from '../audit-file/chain.js';
import type { AuditEntry, AuditMark } from '../desk/ports.js';
import { BATCH, entriesFrom, headOf, numbered, startOf, type AuditParts } from './audit-reading.js';
import { signedTrimPoint } from './audit-trim.js';

const won = z.union([z.literal(0), z.literal(1)]);

/** The next entries in line get their seals. 0: there were none, or another sealer was faster. */
export async function seal(parts: AuditParts, most: number): Promise<number> {
  const { run, keys, auditKey } = parts;
  if (!auditKey) return 0;
  const head = await headOf(parts);
  if (head && head.key !== keyName(auditKey)) return 0;
  const from = head ?? (await firstFrom(parts, auditKey));
  const entries = await entriesFrom(parts, from.seq + 1, Math.min(most, BATCH));
  let { mac } = from;
  const seals: (string | number)[] = [];
  for (const { seq, text } of entries) {
    mac = sealOf(auditKey, mac, seq, text);
    seals.push(seq, mac);
  }
  if (seals.length === 0) return 0;
  const names = [keys.auditHead, keys.auditSeals];
  const { seq, mac: last } = head ?? BEGINNING;
  const reply = await run('hdSeal', names, seq, last, keyName(auditKey), ...seals);
  return won.parse(reply) === 1 ? entries.length : 0;
}

/**
 * Where a trail begins that nothing was sealed of yet. What was removed before there was a key could never be proven:
 * the chain begins behind it.
 */
async function firstFrom(parts: AuditParts, auditKey: Uint8Array): Promise<ChainPoint> {
  const { redis, keys } = parts;
  const [signed, [oldest]] = await Promise.all([
    redis.get(keys.auditTrimmed),
    entriesFrom(parts, 0, 1),
  ]);
  if (signed !== null || !oldest || oldest.seq === 1) return BEGINNING;
  const point = { ...BEGINNING, seq: oldest.seq - 1 };
  await redis.set(keys.auditTrimmed, signedTrimPoint(auditKey, point));
  return point;
}

export async function keyFits(parts: AuditParts): Promise<boolean> {
  const { auditKey } = parts;
  const head = await headOf(parts);
  return auditKey !== undefined && (!head || head.key === keyName(auditKey));
}

export async function unsealed(parts: AuditParts): Promise<number> {
  const [last, head] = await Promise.all([parts.redis.get(parts.keys.auditSeq), headOf(parts)]);
  return Number(last ?? 0) - (head?.seq ?? 0);
}

export async function mark(parts: AuditParts): Promise<AuditMark | undefined> {
  const [head, losses] = await Promise.all([headOf(parts), lossesOf(parts)]);
  return head && { head: { seq: head.seq, mac: head.mac }, losses };
}

/**
 * A fail-over can take the end of trail, seals and head away together: what is left verifies by itself. Only somebody
 * who saw a later head knows. Its seal must still be there, and the entry that it seals.
 */
export async function holds(parts: AuditParts, { head }: AuditMark): Promise<boolean> {
  const { redis, keys } = parts;
  const id = `${head.seq}-0`;
  const [start, seals, entries, now] = await Promise.all([
    startOf(parts),
    redis.xrange(keys.auditSeals, id, id),
    redis.xrange(keys.audit, id, id),
    headOf(parts),
  ]);
  if (head.seq <= start.seq) return true;
  const sealed = seals.some((one) => numbered(one).text === head.mac);
  return sealed && entries.length === 1 && (now?.seq ?? 0) >= head.seq;
}

/** The chain goes on from where it leads to now; the entry names the head that was lost. */
export async function noteLoss(
  parts: AuditParts,
  { head, losses }: AuditMark,
  entry: AuditEntry,
): Promise<boolean> {
  const { run, keys } = parts;
  const names = [keys.audit, keys.auditSeq, keys.auditHead, keys.auditLoss];
  return won.parse(await run('hdLoss', names, JSON.stringify(entry), head.seq, losses)) === 1;
}

async function lossesOf({ redis, keys }: AuditParts): Promise<number> {
  return Number((await redis.hget(keys.auditLoss, 'n')) ?? 0);
}
