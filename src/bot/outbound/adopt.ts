import { CHANGE_RIGHTS } from '../../services/desk/changes/authorise-change.js';
import { holds, maySee } from '../../services/desk/authorise.js';
import type { PersonId } from '../../services/desk/ids.js';
import { parseCardPlace } from '../../services/desk/places/card-address.js';
import type { CardAddress, Conversation } from '../../services/desk/ports.js';
import type { Sighting } from '../orphans.js';
import { audienceOf, type Audience } from './audience.js';
import { audienceAt } from './change-card.js';
import type { OutboundParts } from './parts.js';

type AdoptParts = Pick<OutboundParts, 'places' | 'requests' | 'roles' | 'policy' | 'log'>;

/**
 * Takes in a card that was sent without our knowing (the answer to the send was lost): it is kept true from now on.
 * Only in the conversation where this card belongs, and in the channel on the word of somebody who may see it anyway,
 * since what a click says about itself proves nothing; a forwarded card stays a stranger. True when it was taken in.
 */
export async function adopt(
  parts: AdoptParts,
  address: CardAddress,
  seen: Sighting,
): Promise<boolean> {
  const placed = await parts.places.card(address);
  if (placed?.activities.includes(seen.messageId)) return false;
  const home = placed?.activities.length ? placed.conversation : (await homeOf(parts, address))?.id;
  if (home !== seen.conversation || !(await mayVouch(parts, address, seen.by))) return false;
  // "Open" on the queue shows a request's card in the queue's own message, to one person.
  const queue = address.of === 'queue' ? undefined : await parts.places.card({ of: 'queue' });
  if (queue?.activities.includes(seen.messageId)) return false;
  await parts.places.addCopy(address, seen.conversation, seen.messageId);
  parts.log.warn({ address, orphan: true }, 'a card that nobody knew of was adopted');
  return true;
}

/** A made-up click would put any request's card before everybody, in place of another. */
async function mayVouch(parts: AdoptParts, address: CardAddress, by: PersonId): Promise<boolean> {
  const facts = { policy: parts.policy, roles: await parts.roles.current() };
  if (address.of === 'queue') return holds(facts, by, 'queue.read');
  if (address.of === 'change') return CHANGE_RIGHTS.some((right) => holds(facts, by, right));
  if (address.of !== 'request' || address.place !== 'channel') return true;
  const request = await parts.requests.get(address.id);
  return request !== undefined && holds(facts, by, 'request.work') && maySee(facts, by, request);
}

async function homeOf(parts: AdoptParts, address: CardAddress): Promise<Conversation | undefined> {
  const audience = await belongsTo(parts, address);
  if (!audience) return undefined;
  return audience.kind === 'channel' ? parts.places.helpDesk() : parts.places.personal(audience.id);
}

async function belongsTo(
  { requests }: AdoptParts,
  address: CardAddress,
): Promise<Audience | undefined> {
  if (address.of === 'queue') return { kind: 'channel' };
  if (address.of === 'change') return audienceAt(address.place);
  if (address.of !== 'request') return undefined;
  const place = parseCardPlace(address.place);
  const request = place && (await requests.get(address.id));
  return request && audienceOf(request, place);
}
