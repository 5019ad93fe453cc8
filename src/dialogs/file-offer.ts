import { z } from 'zod';
import {
  MINUTE,
  parseChangeId,
  parsePersonId,
  parseRequestId,
  type Instant,
} from '../services/desk/ids.js';
import type { AuditQuery, ExportOrder } from '../services/desk/ports.js';
import { slot, type Slots } from './slot.js';

/** How long somebody has to say yes to a file. */
const VALID = 10 * MINUTE;

const query = z
  .object({
    about: z.string().optional(),
    person: z.string().optional(),
    device: z.string().optional(),
    since: z.number().optional(),
    denied: z.boolean().optional(),
  })
  .transform(({ about = '', person = '', device, since, denied }): AuditQuery => {
    const id = parseChangeId(about) ?? parseRequestId(about);
    const who = parsePersonId(person);
    return {
      ...(id ? { about: id } : {}),
      ...(who ? { person: who } : {}),
      ...(device === undefined ? {} : { device }),
      ...(since === undefined ? {} : { since }),
      ...(denied === undefined ? {} : { denied }),
    };
  });
const order = z.object({
  format: z.enum(['jsonl', 'csv']),
  query,
  filter: z.record(z.string(), z.string()),
  at: z.number(),
  head: z.object({ seq: z.number(), mac: z.string() }),
}) satisfies z.ZodType<ExportOrder>;
const schema = z.object({
  nonce: z.string(),
  name: z.string(),
  order,
  until: z.number(),
  taken: z.literal(true).optional(),
});

/** A file that was offered. The newest offer counts. */
export type OpenOffer = z.infer<typeof schema>;

export async function rememberOffer(
  slots: Slots,
  offer: Pick<OpenOffer, 'nonce' | 'name' | 'order'>,
  now: Instant,
): Promise<void> {
  await slot(slots, 'file-offer', schema).write({ ...offer, until: now + VALID });
}

export type TakenOffer =
  | { readonly kind: 'offer'; readonly offer: OpenOffer }
  /** The same answer once more. */
  | { readonly kind: 'taken' }
  /** It was never made here, or is too old. */
  | { readonly kind: 'over' };

/** An offer is answered once. */
export async function takeOffer(slots: Slots, nonce: string, now: Instant): Promise<TakenOffer> {
  const kept = slot(slots, 'file-offer', schema);
  const offer = await kept.read();
  if (offer?.nonce !== nonce) return { kind: 'over' };
  if (offer.taken) return { kind: 'taken' };
  await kept.write({ ...offer, taken: true });
  return offer.until >= now ? { kind: 'offer', offer } : { kind: 'over' };
}
