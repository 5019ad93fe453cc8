import { parseCardPlace, type CardPlace } from '../../services/desk/places/card-address.js';
import type { CardAddress, Synced } from '../../services/desk/ports.js';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import type { RequestView } from '../../services/desk/views.js';
import { audienceOf, type Audience } from './audience.js';
import { digestOf, drawCard, readerFor } from './draw.js';
import type { OutboundParts } from './parts.js';
import { place } from './placed-card.js';
import { postInThread } from './thread.js';
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
  return synced.kind === 'dead' ? unreachable(parts, view, cardPlace, audience) : synced;
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

/** In place of a digest: the thread has been told that this card reaches nobody. */
const TOLD = 'unreachable';

/** Somebody must act and can't be asked: their colleagues learn it in the request's thread, once for each card. */
async function unreachable(
  parts: OutboundParts,
  view: RequestView,
  cardPlace: CardPlace,
  audience: Audience,
): Promise<Synced> {
  if (audience.kind === 'channel')
    parts.log.error({ request: view.request.id }, 'the help-desk channel is closed to us');
  const matters = cardPlace.kind === 'consent' || cardPlace.kind === 'session';
  if (audience.kind === 'channel' || !matters) return { kind: 'dead' };
  const address = {
    of: 'request',
    id: view.request.id,
    place: `${cardPlace.kind}-${cardPlace.n}`,
  } as const;
  const placed = await parts.places.card(address);
  if (placed) return { kind: 'dead' };
  const name = view.people.get(audience.id)?.name ?? view.request.id;
  const told = await postInThread(parts, view.request.id, ({ locale }) => ({
    sentence: parts.words.unreachable(locale, name),
  }));
  if (told.kind === 'wait') return told;
  const { version } = view.request;
  await parts.places.setCard(address, {
    conversation: TOLD,
    activities: [],
    version,
    digest: TOLD,
  });
  return { kind: 'dead' };
}
