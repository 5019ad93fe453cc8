import { parseCardPlace, type CardPlace } from '../../services/desk/places/card-address.js';
import type { CardAddress, Synced } from '../../services/desk/ports.js';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import type { RequestView } from '../../services/desk/views.js';
import { audienceOf } from './audience.js';
import { digestOf, drawCard, readerFor } from './draw.js';
import type { OutboundParts } from './parts.js';
import { place } from './placed-card.js';
import { isTold, wasUnasked } from './unasked.js';
import { inReach, unreachable } from './unreachable.js';
import type { Views } from './views.js';
import { whereaboutsOf } from './whereabouts.js';

export type RequestAddress = Extract<CardAddress, { readonly of: 'request' }>;

const SYNCED: Synced = { kind: 'synced' };

/** Brings one card of a request up to date with the record as it is now. */
export async function syncRequestCard(
  parts: OutboundParts,
  views: Views,
  address: RequestAddress,
): Promise<Synced> {
  const cardPlace = parseCardPlace(address.place);
  const view = cardPlace && (await views.request(address.id));
  const audience = view && audienceOf(view.request, cardPlace);
  if (!cardPlace || !view || !audience) return SYNCED;
  const where = await whereaboutsOf(parts, audience);
  if (where.kind === 'wait') return where;
  if (where.kind === 'dead') return unreachable(parts, view, cardPlace, audience);
  const before = await parts.places.card(address);
  const told = isTold(before);
  if (wasUnasked(before) && isOverQuestion(view, cardPlace))
    return told ? inReach(parts, view, cardPlace) : SYNCED;
  const card = await drawCard(parts, view, cardPlace, await readerFor(parts, audience));
  const synced = await place(parts, {
    address,
    conversation: where.conversation,
    card,
    digest: digestOf(card) + aheadMark(view, cardPlace),
    version: view.request.version,
    asRoot: cardPlace.kind === 'channel',
    mayRepost: OPEN_STATES.has(view.request.state),
  });
  if (synced.kind === 'dead') return unreachable(parts, view, cardPlace, audience);
  if (told && synced.kind === 'synced') await inReach(parts, view, cardPlace);
  return synced;
}

/** A question that ran out before it could be put isn't shown to whom it was meant for. */
function isOverQuestion({ request }: RequestView, cardPlace: CardPlace): boolean {
  if (cardPlace.kind !== 'consent') return false;
  return request.state !== 'approved' || cardPlace.n !== request.asks;
}

/**
 * The user's card tells their place in the queue, which other requests change. The digest says which place it showed,
 * so that the queue's sync can see whose card is behind without drawing them all.
 */
export function aheadMark(
  { ahead }: Pick<RequestView, 'ahead'>,
  { kind }: Pick<CardPlace, 'kind'>,
): string {
  return kind === 'user' && ahead !== undefined ? `~${ahead}` : '';
}
