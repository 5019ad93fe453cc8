import { createHash } from 'node:crypto';
import type { RequestExtras } from '../../cards/cards.js';
import type { Reader } from '../../cards/reader.js';
import type { CardJson } from '../../cards/render.js';
import { maySee, targetOf } from '../../services/desk/authorise.js';
import { reaches, rightsOf } from '../../services/desk/people/rights.js';
import type { CardPlace } from '../../services/desk/places/card-address.js';
import { currentSession, OPEN_STATES, type Request } from '../../services/desk/requests/request.js';
import type { RequestView } from '../../services/desk/views.js';
import { readerOf } from '../edge-words.js';
import { sessionOf, type Audience } from './audience.js';
import type { OutboundParts } from './parts.js';

export type DrawParts = Pick<
  OutboundParts,
  'cards' | 'links' | 'people' | 'places' | 'roles' | 'policy' | 'defaultLocale'
>;

/** In whose language, for whose eyes: a channel card has no one reader. */
export async function readerFor(parts: DrawParts, audience: Audience): Promise<Reader> {
  const person = audience.kind === 'person' ? await parts.people.get(audience.id) : undefined;
  if (person) return readerOf(person);
  const locale = (await parts.places.helpDesk())?.locale ?? parts.defaultLocale;
  return audience.kind === 'person' ? { locale, person: audience.id } : { locale };
}

/**
 * One card of a request. A session link is on it only for the one it is for: the user while it is active, the helper
 * once they asked to connect.
 */
export async function drawCard(
  parts: DrawParts,
  view: RequestView,
  place: CardPlace,
  reader: Reader,
): Promise<CardJson> {
  const { cards } = parts;
  switch (place.kind) {
    case 'user':
      return cards.request(view, 'user', reader, await userExtras(parts, view.request, reader));
    case 'channel':
      return cards.request(
        view,
        'channel',
        reader,
        await channelExtras(parts, view.request, reader),
      );
    case 'consent':
      return cards.consent(view, place.n, reader);
    case 'session':
      return cards.session(
        view,
        place.n,
        reader,
        await supporterLink(parts, view.request, place.n, reader),
      );
    case 'resolution':
      return cards.resolution(view, place.n, reader);
    case 'receipt':
      return cards.receipt(view, place.n, reader);
  }
}

async function userExtras(
  { links }: DrawParts,
  request: Request,
  reader: Reader,
): Promise<RequestExtras> {
  const session = currentSession(request);
  if (request.state !== 'active' || !session || reader.person !== request.requester) return {};
  const found = await links.get(request.id, session.code);
  return found ? { link: found.customer } : {};
}

/** For the session's helper alone, once they connected, and only while they may help this person. */
async function supporterLink(
  { links, roles, policy }: DrawParts,
  request: Request,
  n: number,
  reader: Reader,
): Promise<string | undefined> {
  const session = sessionOf(request, n);
  if (!session || session.endedAt !== undefined || session.replaced) return undefined;
  if (session.helperConnectedAt === undefined || reader.person !== session.helper) return undefined;
  const snapshot = await roles.current();
  const rights = rightsOf({ policy, roles: snapshot }, session.helper);
  if (!rights.has('request.work')) return undefined;
  if (!reaches(rights.get('session.start'), targetOf(request), snapshot)) return undefined;
  return (await links.get(request.id, session.code))?.supporter;
}

/** People are mentioned on the card that all see, not on one person's view of it: that would call them again. */
async function channelExtras(
  parts: DrawParts,
  request: Request,
  reader: Reader,
): Promise<RequestExtras> {
  const shared = reader.person === undefined && reader.alone === undefined;
  const mention = shared ? parts.policy.alert.mention : [];
  const operators = OPEN_STATES.has(request.state) ? await operatorsOf(parts, request) : [];
  return { mention, ...(operators.length === 0 ? {} : { operators }) };
}

/**
 * Whom the request can be assigned to: those at the desk who may see it and were met (others have no name yet), not the
 * requester. Roles that are too old change nothing here: the desk looks again.
 */
async function operatorsOf({ roles, people, policy }: DrawParts, request: Request) {
  const snapshot = await roles.current();
  if (!snapshot) return [];
  const { operators, admins, custom } = snapshot;
  const held = new Set([
    ...operators,
    ...admins,
    ...[...custom.values()].flatMap((who) => [...who]),
  ]);
  held.delete(request.requester);
  const facts = { policy, roles: snapshot };
  const ids = [...held].filter((person) => maySee(facts, person, request, true));
  const known = await people.many(ids);
  return [...known.values()]
    .map(({ id, name }) => ({ id, name }))
    .sort((left, right) => left.name.localeCompare(right.name));
}

/** One line for notifications, lists of chats and clients that draw no cards: our own words, no person's. */
export function summaryOf(card: CardJson): string {
  const { speak, fallbackText } = card;
  if (typeof speak === 'string' && speak !== '') return speak;
  return typeof fallbackText === 'string' ? fallbackText : '';
}

/** Tells drawings apart. A link on the card is hashed with the rest, so none can be read from it. */
export function digestOf(card: CardJson): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22);
}
