import { z } from 'zod';
import {
  ChainWalk,
  isSame,
  keyName,
  notWalked,
  signatureOf,
  type Walked,
} from '../audit-file/chain.js';
import type { AuditHead, AuditVerdict, VerifyWish } from '../desk/ports.js';
import { BATCH, headOf, sealedFrom, startOf, type AuditParts } from './audit-reading.js';

/** Follows the chain to its end, or until the time is up. */
export async function verify(parts: AuditParts, wish: VerifyWish = {}): Promise<AuditVerdict> {
  const { auditKey } = parts;
  if (!auditKey) return { kind: 'no-key' };
  const [head, start] = await Promise.all([headOf(parts), startOf(parts)]);
  if (head && head.key !== keyName(auditKey)) return { kind: 'other-key', key: head.key };
  const resumed = wish.resume === undefined ? undefined : resumedFrom(auditKey, wish.resume);
  // What was checked before may have been removed on purpose meanwhile.
  const from = resumed && resumed.at.seq >= start.seq ? resumed : notWalked(start);
  const walk = new ChainWalk(auditKey, from, wish.known);
  const whole = await follow(parts, walk, until(wish.within));
  if (whole === 'late') return unfinished(auditKey, walk.walked, head, start.seq);
  const { broken, ...verdict } = walk.end(head);
  return broken
    ? { kind: 'broken', checked: verdict.checked, broken }
    : { kind: 'whole', ...verdict };
}

function until(within: number | undefined): number {
  return within === undefined ? Infinity : performance.now() + within;
}

async function follow(
  parts: AuditParts,
  walk: ChainWalk,
  deadline: number,
): Promise<'ended' | 'late'> {
  for (let from = walk.walked.at.seq + 1; ;) {
    const piece = await sealedFrom(parts, from, BATCH);
    const right = piece.every((entry) => walk.step(entry));
    const last = piece.at(-1);
    if (!right || !last) return 'ended';
    if (performance.now() > deadline) return 'late';
    from = last.seq + 1;
  }
}

const PURPOSE = 'audit verified up to';
const point = z.strictObject({ seq: z.number().int(), mac: z.string() });
const walked = z.strictObject({
  checked: z.number().int(),
  at: point,
  losses: z.array(z.strictObject({ at: z.number().int(), lost: point })),
});
const resume = z.strictObject({ walked, signature: z.string() });

/** Signed: it lies where the trail lies, and whoever can spoil that must not be able to skip a part. */
function unfinished(
  key: Uint8Array,
  at: Walked,
  head: AuditHead | undefined,
  start: number,
): AuditVerdict {
  const plain = walked.parse(at);
  const signature = signatureOf(key, PURPOSE, JSON.stringify(plain));
  return {
    kind: 'unfinished',
    checked: at.checked,
    of: Math.max(at.checked, (head?.seq ?? 0) - start),
    resume: JSON.stringify({ walked: plain, signature }),
  };
}

function resumedFrom(key: Uint8Array, json: string): Walked | undefined {
  const { walked: plain, signature } = resume.parse(JSON.parse(json));
  return isSame(signature, signatureOf(key, PURPOSE, JSON.stringify(plain))) ? plain : undefined;
}
