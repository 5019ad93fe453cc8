import type { CardAddress } from '../../services/desk/ports.js';
import type { CommandContext } from '../commands/context.js';

/** One more copy of a card, posted because somebody asked to see it: it is kept true like the others. */
export async function keepCopy(
  { services, turn }: CommandContext,
  address: CardAddress,
  activityId: string,
): Promise<void> {
  const placed = await services.places.card(address);
  // Without activities it lies nowhere: nobody could be reached with it.
  const elsewhere = placed !== undefined && placed.conversation !== turn.conversation.id;
  if (elsewhere && placed.activities.length > 0) return;
  await services.places.addCopy(address, turn.conversation.id, activityId);
}
