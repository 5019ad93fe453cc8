import type { Request } from '../requests/request.js';

/**
 * Cards of a request. `user`, `channel` live as long as the request. `consent-<n>` is posted anew each time the
 * user is asked, `session-<n>` for each session, `resolution-<n>` and `receipt-<n>` for each session's end:
 * a new message is what makes Teams notify people. Older ones stay true and carry no buttons.
 */
export type CardPlace =
  | { readonly kind: 'user' }
  | { readonly kind: 'channel' }
  | { readonly kind: 'consent'; readonly n: number }
  | { readonly kind: 'session'; readonly n: number }
  | { readonly kind: 'resolution'; readonly n: number }
  | { readonly kind: 'receipt'; readonly n: number };

const NUMBERED = /^(consent|session|resolution|receipt)-(\d{1,6})$/;

export function placeName(place: CardPlace): string {
  return 'n' in place ? `${place.kind}-${place.n}` : place.kind;
}

export function parseCardPlace(name: string): CardPlace | undefined {
  if (name === 'user' || name === 'channel') return { kind: name };
  const match = NUMBERED.exec(name);
  if (!match) return undefined;
  return {
    kind: match[1] as 'consent' | 'session' | 'resolution' | 'receipt',
    n: Number(match[2]),
  };
}

/**
 * Every card this request has by now, in the order in which they appear. `consent` n = 1..asks; the others
 * use the session's `n` (the version that asked for it), so that they keep their names.
 */
export function placesOf(request: Request): CardPlace[] {
  const places: CardPlace[] = [{ kind: 'user' }, { kind: 'channel' }];
  for (let n = 1; n <= request.asks; n += 1) places.push({ kind: 'consent', n });
  for (const session of request.sessions) {
    places.push({ kind: 'session', n: session.n });
    if (session.endedAt !== undefined && !session.replaced) {
      places.push({ kind: 'resolution', n: session.n });
      if (session.receipted) places.push({ kind: 'receipt', n: session.n });
    }
  }
  return places;
}
