import { z } from 'zod';
import { isSame, signatureOf, type ChainPoint } from '../audit-file/chain.js';

/** Up to where the trail was removed on purpose, signed: a cut at the beginning can't pass for it. */
export type TrimPoint = ChainPoint;

const record = z.strictObject({ seq: z.number().int(), mac: z.string(), signature: z.string() });

const PURPOSE = 'audit trimmed up to';

/** Undefined when it wasn't signed with this key: then the chain must begin at its beginning. */
export function trimPoint(key: Uint8Array, json: string): TrimPoint | undefined {
  const { seq, mac, signature } = record.parse(JSON.parse(json));
  return isSame(signature, signatureOf(key, PURPOSE, `${seq}\n${mac}`)) ? { seq, mac } : undefined;
}

export function signedTrimPoint(key: Uint8Array, { seq, mac }: TrimPoint): string {
  return JSON.stringify({ seq, mac, signature: signatureOf(key, PURPOSE, `${seq}\n${mac}`) });
}
