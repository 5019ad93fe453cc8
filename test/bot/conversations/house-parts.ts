import type { Views } from '../../../src/bot/outbound/views.js';
import type { Cards } from '../../../src/cards/cards.js';
import type { Reader } from '../../../src/cards/reader.js';
import type { CardJson } from '../../../src/cards/render.js';
import {
  parseCardPlace,
  placeName,
  placesOf,
} from '../../../src/services/desk/places/card-address.js';
import type { CardAddress, Requests } from '../../../src/services/desk/ports.js';
import { OPEN_STATES } from '../../../src/services/desk/requests/request.js';
import { ANNA } from '../../support/cast.js';
import type { MemoryStore } from '../../support/memory-store.js';

/** A request's card as it is now, without the links that only the outbound side knows. */
export async function drawn(
  { cards, views }: { readonly cards: Cards; readonly views: Views },
  address: CardAddress,
  reader: Reader,
): Promise<CardJson | undefined> {
  if (address.of !== 'request') return undefined;
  const view = await views.request(address.id);
  const place = parseCardPlace(address.place);
  if (!view || !place || !placesOf(view.request).some((one) => placeName(one) === address.place))
    return undefined;
  switch (place.kind) {
    case 'user':
    case 'channel':
      return cards.request(view, place.kind, reader);
    case 'consent':
      return cards.consent(view, place.n, reader);
    case 'session':
      return cards.session(view, place.n, reader);
    case 'resolution':
      return cards.resolution(view, place.n, reader);
    case 'receipt':
      return cards.receipt(view, place.n, reader);
  }
}

/** The reading side of the store in memory. */
export function readingFrom(store: MemoryStore): Requests {
  const all = () => [...store.requests.values()];
  return {
    now: async () => store.now,
    get: async (id) => store.requests.get(id),
    many: async (ids) => ids.flatMap((id) => store.requests.get(id) ?? []),
    events: async (id, last) => (store.events.get(id) ?? []).slice(-last),
    event: async (id, version) => store.events.get(id)?.[version - 1],
    words: async (id) => {
      const request = store.requests.get(id);
      const own = [...store.words].filter(([key]) => key.startsWith(`${id}:`));
      const by = request?.requester ?? ANNA;
      return new Map(own.map(([key, text]) => [key.slice(id.length + 1), { by, text }]));
    },
    open: async () => all().filter(({ state }) => OPEN_STATES.has(state)),
    of: async (person, most) =>
      all()
        .filter(({ requester }) => requester === person)
        .reverse()
        .slice(0, most),
  };
}
