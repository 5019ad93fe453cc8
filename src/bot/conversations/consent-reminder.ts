import { z } from 'zod';
import { slot } from '../../dialogs/slot.js';
import { MINUTE } from '../../services/desk/ids.js';
import type { Request } from '../../services/desk/requests/request.js';
import type { CommandContext } from '../commands/context.js';
import { keepCopy } from './copies.js';

/** Somebody who writes ten lines isn't asked ten times. */
const AGAIN_AFTER = 2 * MINUTE;

const schema = z.object({ id: z.string(), asks: z.number(), at: z.number() });

/** Shows a question for consent once more when its person writes something else (S59). */
export async function remindOfConsent(context: CommandContext): Promise<void> {
  const { services, who, turn, reader, say } = context;
  const [own, now] = await Promise.all([services.requests.of(who.id, 20), services.requests.now()]);
  const waiting = own.find(isWaiting);
  if (!waiting) return;
  const shown = slot(turn.memory, 'consent-shown', schema);
  const last = await shown.read();
  const same = last?.id === waiting.id && last.asks === waiting.asks;
  if (same && now - last.at < AGAIN_AFTER) return;
  const address = { of: 'request', id: waiting.id, place: `consent-${waiting.asks}` } as const;
  const card = await services.kept.current(address, reader);
  if (!card) return;
  const activityId = await turn.send({ card, summary: say('consent.waiting') });
  if (activityId !== undefined) await keepCopy(context, address, activityId);
  await shown.write({ id: waiting.id, asks: waiting.asks, at: now });
}

/** Who said "later" is asked then, not now. */
function isWaiting(request: Request): boolean {
  return request.state === 'approved' && request.askAt === undefined;
}
