import { z } from 'zod';
import { slot, type Slots } from './slot.js';

const MOST = 20;
const schema = z.array(z.string());

/**
 * True when this activity was answered before: Teams delivers a message again when it believes that the first
 * delivery failed. Written with the rest of the turn, so a turn that broke off is run again.
 */
export async function alreadySeen(slots: Slots, activityId: string): Promise<boolean> {
  const seen = slot(slots, 'seen', schema);
  const known = (await seen.read()) ?? [];
  if (known.includes(activityId)) return true;
  await seen.write([...known, activityId].slice(-MOST));
  return false;
}
