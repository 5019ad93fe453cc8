import { agendaMember } from '../../services/desk/agenda.js';
import type { PersonId } from '../../services/desk/ids.js';
import { readerLocale } from '../../services/desk/people/person.js';
import { placeName, type CardPlace } from '../../services/desk/places/card-address.js';
import type { Synced } from '../../services/desk/ports.js';
import { helperOf } from '../../services/desk/requests/request.js';
import type { RequestView } from '../../services/desk/views.js';
import type { Audience } from './audience.js';
import { deliver } from './deliver.js';
import { readerFor, summaryOf } from './draw.js';
import type { OutboundParts } from './parts.js';
import type { Unreachable } from './reach-words.js';
import { postInThread } from './thread.js';
import { TOLD, TOO_LATE } from './unasked.js';
import { whereaboutsOf } from './whereabouts.js';

const SYNCED: Synced = { kind: 'synced' };
const DEAD: Synced = { kind: 'dead' };
/** A chat opens a moment after the app was installed. */
const OPENS_SOON: Synced = { kind: 'wait', after: 3_000 };

interface Case {
  readonly view: RequestView;
  readonly place: Extract<CardPlace, { readonly n: number }>;
  readonly person: PersonId;
}

/**
 * Somebody must act and can't be asked. Who never had the app is given it, where that was permitted; else their
 * colleagues learn it in the request's thread, once for each card, with what they can send them.
 */
export async function unreachable(
  parts: OutboundParts,
  view: RequestView,
  place: CardPlace,
  audience: Audience,
): Promise<Synced> {
  if (audience.kind === 'channel') {
    parts.log.error({ request: view.request.id }, 'the help-desk channel is closed to us');
    return DEAD;
  }
  if (place.kind !== 'consent' && place.kind !== 'session') return DEAD;
  const about = { view, place, person: audience.id };
  if (await parts.places.card(addressOf(about))) return DEAD;
  const chat = await parts.places.personal(audience.id);
  const first = chat ? undefined : await tryToReach(parts, audience.id);
  return first ?? tell(parts, about, chat !== undefined);
}

/** Undefined: there is nothing left to try. */
async function tryToReach(parts: OutboundParts, person: PersonId): Promise<Synced | undefined> {
  if (!parts.mayInstall) return undefined;
  const reach = await parts.reaches.get(person);
  switch (reach?.kind) {
    case undefined:
    case 'installing':
      // When that is over, this card is looked at again: see `reached`.
      await parts.agenda.add(agendaMember({ kind: 'install', person }), 0);
      return DEAD;
    case 'installed':
      return (await parts.requests.now()) <= reach.until ? OPENS_SOON : undefined;
    case 'failed':
      return undefined;
  }
}

async function tell(parts: OutboundParts, about: Case, closed: boolean): Promise<Synced> {
  const { view, person } = about;
  const { request } = view;
  const words = await wordsAbout(parts, about, closed);
  const told = await postInThread(parts, request.id, ({ locale }) =>
    parts.reachWords.unreachable({ ...words, locale }),
  );
  if (told.kind === 'wait') return told;
  const { version } = request;
  const nowhere = { conversation: TOLD, activities: [], version, digest: TOLD };
  await parts.places.setCard(addressOf(about), nowhere);
  const helper = helperOf(request);
  if (about.place.kind !== 'consent') return DEAD;
  // What stands on the request's card was true only if they could be asked.
  await redrawChannel(parts, about);
  if (helper !== undefined && helper !== person) await tellHelper(parts, helper, words);
  return DEAD;
}

async function wordsAbout(
  parts: OutboundParts,
  { view, person }: Case,
  closed: boolean,
): Promise<Omit<Unreachable, 'locale'>> {
  const [reach, channel] = await Promise.all([parts.reaches.get(person), parts.places.helpDesk()]);
  const app = reach !== undefined && 'app' in reach ? reach.app : undefined;
  const known = view.people.get(person);
  return {
    name: known?.name ?? view.request.id,
    id: view.request.id,
    closed,
    theirs: known ? readerLocale(known) : (channel?.locale ?? parts.defaultLocale),
    ...(app === undefined ? {} : { app }),
  };
}

/** In their own chat too: nobody is called to a thread. The thread has it in any case, so a failure is no matter. */
async function tellHelper(
  parts: OutboundParts,
  helper: PersonId,
  words: Omit<Unreachable, 'locale'>,
): Promise<void> {
  const audience = { kind: 'person', id: helper } as const;
  const where = await whereaboutsOf(parts, audience);
  if (where.kind !== 'there') return;
  const reader = await readerFor(parts, audience);
  const notice = parts.reachWords.unreachable({ ...words, locale: reader.locale });
  const card = parts.cards.notice(notice, reader);
  const { conversation } = where;
  await deliver(parts, conversation.id, 'post', () =>
    parts.connector.send(conversation, { card, summary: summaryOf(card) }),
  );
}

/**
 * Somebody who couldn't be reached can be: the thread learns it, when the question is with them now, or ran out and can
 * be put again.
 */
export async function inReach(
  parts: OutboundParts,
  view: RequestView,
  place: CardPlace,
): Promise<Synced> {
  const { request } = view;
  if (place.kind !== 'consent' || place.n !== request.asks) return SYNCED;
  const asked = request.state === 'approved';
  if (!asked && request.state !== 'failed') return SYNCED;
  const about = { view, place, person: request.requester };
  await redrawChannel(parts, about);
  const name = view.people.get(request.requester)?.name ?? request.id;
  const told = await postInThread(parts, request.id, ({ locale }) =>
    parts.reachWords.inReach({ locale, name, id: request.id, asked }),
  );
  if (asked || told.kind === 'wait') return told;
  const { version } = request;
  const late = { conversation: TOO_LATE, activities: [], version, digest: TOO_LATE };
  await parts.places.setCard(addressOf(about), late);
  return SYNCED;
}

function addressOf({ view, place }: Pick<Case, 'view' | 'place'>) {
  return { of: 'request', id: view.request.id, place: placeName(place) } as const;
}

function redrawChannel({ agenda }: OutboundParts, { view }: Case): Promise<void> {
  const address = { of: 'request', id: view.request.id, place: 'channel' } as const;
  return agenda.add(agendaMember({ kind: 'card', address }), 0);
}
