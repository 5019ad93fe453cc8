import { z } from 'zod';
import { slot, type Slot, type Slots } from './slot.js';

const schema = z.object({
  /** Where verifying goes on; the store's own words, signed. */
  resume: z.string(),
  /** The message that tells how far it is. */
  told: z
    .object({
      conversation: z.object({ id: z.string(), serviceUrl: z.string(), tenantId: z.string() }),
      activityId: z.string(),
    })
    .optional(),
});

/** A long look at the trail that somebody waits for. */
export type TrailCheck = z.infer<typeof schema>;

/** Scope of what is remembered of it: it is nobody's conversation. */
export const TRAIL_CHECK = 'audit-verify';

export function trailCheck(slots: Slots): Slot<TrailCheck> {
  return slot(slots, 'check', schema);
}
