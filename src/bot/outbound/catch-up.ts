import { agendaMember } from '../../services/desk/agenda.js';
import { placeName, placesOf, type CardPlace } from '../../services/desk/places/card-address.js';
import type { Agenda, CardAddress, Changes, Requests } from '../../services/desk/ports.js';
import type { Request } from '../../services/desk/requests/request.js';
import { audienceOf, type Audience } from './audience.js';

/** How many of somebody's own requests are looked at, over ones included. */
const MOST = 20;

export interface CatchUpParts {
  readonly requests: Pick<Requests, 'open' | 'of'>;
  readonly changes: Pick<Changes, 'open'>;
  readonly agenda: Pick<Agenda, 'add'>;
}

/**
 * A place can be written to (again): the cards that belong there are brought up to date. What became of them while it
 * was closed to us was given up, so nothing else would. A card that is right already isn't sent.
 */
export async function catchUp(
  { requests, changes, agenda }: CatchUpParts,
  where: Audience,
): Promise<void> {
  const [open, own] = await Promise.all([
    requests.open(),
    where.kind === 'person' ? requests.of(where.id, MOST) : [],
  ]);
  const all = new Map([...own, ...open].map((request) => [request.id, request]));
  const addresses = [...all.values()].flatMap((request) => cardsAt(request, where));
  if (where.kind === 'channel') {
    addresses.push({ of: 'queue' });
    for (const { id } of await changes.open())
      addresses.push({ of: 'change', id, place: 'channel' });
  }
  for (const address of addresses) await agenda.add(agendaMember({ kind: 'card', address }), 0);
}

function cardsAt(request: Request, where: Audience): CardAddress[] {
  return placesOf(request)
    .filter((place) => isAt(audienceOf(request, place), where) && matters(request, place))
    .map((place) => ({ of: 'request', id: request.id, place: placeName(place) }));
}

/** Of several questions only the newest is asked; the older ones were never seen if they aren't there. */
function matters({ asks }: Request, place: CardPlace): boolean {
  return place.kind !== 'consent' || place.n === asks;
}

function isAt(audience: Audience | undefined, where: Audience): boolean {
  if (audience?.kind === 'person' && where.kind === 'person') return audience.id === where.id;
  return audience?.kind === where.kind;
}
