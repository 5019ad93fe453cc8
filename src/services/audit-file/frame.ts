import { z } from 'zod';
import { isSame, signatureOf } from './chain.js';
import { parsedJson } from './loss.js';

export const FORMATS = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof FORMATS)[number];

const point = z.strictObject({ seq: z.number().int().nonnegative(), mac: z.string() });

const fields = {
  deskside: z.literal('audit'),
  version: z.literal(1),
  format: z.enum(FORMATS),
  tenant: z.string(),
  /** ISO 8601, desk time. */
  at: z.string(),
  /** Where the trail began when the file was made: older entries had been removed on purpose. */
  from: point,
  /** Where the chain led to. */
  head: point,
  /** Name of the key, not the key. */
  key: z.string(),
  /** What was asked for; empty: all there was. */
  filter: z.record(z.string(), z.string()),
  /** Numbers of the entries that follow, as `1-500,502`. */
  numbers: z.string(),
  /** CSV: titles of the columns that are for people to read. */
  columns: z.array(z.string()),
};

/** What an export says of itself, in its first line. */
const frame = z.strictObject(fields);
const signedFrame = z.strictObject({ ...fields, signature: z.string() });
export type Frame = Readonly<z.infer<typeof frame>>;

const PURPOSE = 'audit export';

export function frameText(wanted: Frame, key: Uint8Array): string {
  const plain = frame.parse(wanted);
  const signature = signatureOf(key, PURPOSE, JSON.stringify(plain));
  return JSON.stringify({ ...plain, signature });
}

export type ReadFrame =
  | { readonly kind: 'frame'; readonly frame: Frame }
  /** The file begins with something else. */
  | { readonly kind: 'no-export' }
  | { readonly kind: 'other-key'; readonly key: string }
  /** Somebody changed the first line. */
  | { readonly kind: 'changed' };

export function readFrame(text: string, key: Uint8Array, ownKeyName: string): ReadFrame {
  const parsed = signedFrame.safeParse(parsedJson(text));
  if (!parsed.success) return { kind: text.includes('deskside') ? 'changed' : 'no-export' };
  const { signature, ...plain } = parsed.data;
  const right = signatureOf(key, PURPOSE, JSON.stringify(plain));
  if (isSame(signature, right))
    return frameText(plain, key) === text ? { kind: 'frame', frame: plain } : { kind: 'changed' };
  return plain.key === ownKeyName ? { kind: 'changed' } : { kind: 'other-key', key: plain.key };
}
