import type { PersonId } from '../../services/desk/ids.js';
import { placeName, placesOf, type CardPlace } from '../../services/desk/places/card-address.js';
import type { Request, Session } from '../../services/desk/requests/request.js';

/** Whose a card is: a person's, in their 1:1 chat, or everybody's in the help-desk channel. */
export type Audience =
  { readonly kind: 'person'; readonly id: PersonId } | { readonly kind: 'channel' };

/** Undefined when the request has no such card (any more). */
export function audienceOf(request: Request, place: CardPlace): Audience | undefined {
  const name = placeName(place);
  if (!placesOf(request).some((known) => placeName(known) === name)) return undefined;
  switch (place.kind) {
    case 'channel':
      return { kind: 'channel' };
    case 'user':
    case 'consent':
    case 'receipt':
      return { kind: 'person', id: request.requester };
    case 'session':
    case 'resolution': {
      const helper = sessionOf(request, place.n)?.helper;
      return helper === undefined ? undefined : { kind: 'person', id: helper };
    }
  }
}

export function sessionOf(request: Request, n: number): Session | undefined {
  return request.sessions.find((session) => session.n === n);
}
