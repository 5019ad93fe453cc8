import { z } from 'zod';
import type { CardJson } from '../cards/render.js';
import type { InboundActivity } from './inbound-activity.js';
import type { OutgoingMessage } from './turn.js';

/**
 * Buttons of a whispered card say so: a message that came targeted carries `recipient.isTargeted`, but nothing
 * promises the same of a click on a targeted card. A hint like all card data: whoever makes it up is answered alone,
 * and no message of ours is changed by it.
 */
const MARK = 'whispered';

const clickedData = z
  .object({ [MARK]: z.literal(true) })
  .or(z.object({ action: z.object({ data: z.object({ [MARK]: z.literal(true) }) }) }));

const ACTIONS: ReadonlySet<unknown> = new Set(['Action.Execute', 'Action.Submit']);

/** Whether only its sender saw the activity: a slash command, or a click on a message that was whispered to them. */
export function isTargeted({ recipient, value }: InboundActivity): boolean {
  return recipient.isTargeted === true || clickedData.safeParse(value).success;
}

/** The message with buttons that tell where they lay. */
export function marked(message: OutgoingMessage): OutgoingMessage {
  return 'card' in message ? { ...message, card: markedCard(message.card) } : message;
}

function markedCard(card: CardJson): CardJson {
  return Object.fromEntries(Object.entries(card).map(([name, value]) => [name, markedPart(value)]));
}

function markedPart(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(markedPart);
  const object = asObject.safeParse(part);
  if (!object.success) return part;
  const { data } = object.data;
  const within = markedCard(object.data);
  return ACTIONS.has(object.data['type'])
    ? { ...within, data: { ...asData(data), [MARK]: true } }
    : within;
}

const asObject = z.record(z.string(), z.unknown());

function asData(data: unknown): Readonly<Record<string, unknown>> {
  return asObject.safeParse(data).data ?? {};
}

/** A click's data as the card's builder gave it. */
export function unmarked(
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { [MARK]: _mark, ...rest } = data;
  return rest;
}
