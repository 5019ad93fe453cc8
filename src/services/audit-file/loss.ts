import { z } from 'zod';
import { parsePoint, type ChainPoint } from './point.js';

/** Command of the entry by which the desk itself says that the end of the trail was lost. */
export const CHAIN_BROKEN = 'chain-broken';

/** Entry `at` says that others had stood in the places from `at` to `lost.seq`, up to a head of that seal. */
export interface Loss {
  readonly at: number;
  readonly lost: ChainPoint;
}

/** Only what the desk says counts: a person's command may have any name. */
const entry = z.looseObject({
  actor: z.literal('desk'),
  command: z.literal(CHAIN_BROKEN),
  code: z.string(),
});

export function lossIn(seq: number, text: string): Loss | undefined {
  if (!text.includes(CHAIN_BROKEN)) return undefined;
  const parsed = entry.safeParse(parsedJson(text));
  const lost = parsed.success ? parsePoint(parsed.data.code) : undefined;
  return lost && { at: seq, lost };
}

/** Undefined when it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
