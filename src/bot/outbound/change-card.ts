import type { Reader } from '../../cards/reader.js';
import type { CardJson } from '../../cards/render.js';
import { agendaMember } from '../../services/desk/agenda.js';
import { OPEN_CHANGE_STATES, type Change } from '../../services/desk/changes/change.js';
import { peopleOf } from '../../services/desk/changes/people.js';
import { parsePersonId, type ChangeId, type PersonId } from '../../services/desk/ids.js';
import { holders } from '../../services/desk/people/giving.js';
import type { CardAddress, Synced } from '../../services/desk/ports.js';
import type { ChangeView } from '../../services/desk/views.js';
import { rightFor } from '../../services/desk/changes/authorise-change.js';
import type { Audience } from './audience.js';
import { digestOf, readerFor } from './draw.js';
import type { OutboundParts } from './parts.js';
import { place } from './placed-card.js';
import { whereaboutsOf } from './whereabouts.js';

type ChangeAddress = Extract<CardAddress, { readonly of: 'change' }>;

const SYNCED: Synced = { kind: 'synced' };
const CHANNEL = 'channel';
const PERSON = 'person-';

/** Undefined when there is no such change. */
export async function changeView(
  { changes, people, requests }: Pick<OutboundParts, 'changes' | 'people' | 'requests'>,
  id: ChangeId,
): Promise<ChangeView | undefined> {
  const change = await changes.get(id);
  if (!change) return undefined;
  const [words, now] = await Promise.all([changes.words(id), requests.now()]);
  return { change, words, people: await people.many(peopleOf(change)), now };
}

/**
 * Brings a change's card up to date. It lies in the help desk's channel; where there is none, or it is closed to us,
 * each of those who may agree has one in their own chat.
 */
export async function syncChangeCard(
  parts: OutboundParts,
  address: ChangeAddress,
): Promise<Synced> {
  const view = await changeView(parts, address.id);
  const audience = audienceAt(address.place);
  if (!view || !audience) return SYNCED;
  if (audience.kind === 'person') return draw(parts, address, { view, audience });
  const channel = await parts.places.helpDesk();
  const shown = channel ? await draw(parts, address, { view, audience }) : undefined;
  await eachToThemselves(parts, view.change, shown === undefined || shown.kind === 'dead');
  return shown ?? SYNCED;
}

export function audienceAt(name: string): Audience | undefined {
  if (name === CHANNEL) return { kind: 'channel' };
  const id = name.startsWith(PERSON) ? parsePersonId(name.slice(PERSON.length)) : undefined;
  return id && { kind: 'person', id };
}

export async function drawChange(
  parts: OutboundParts,
  id: ChangeId,
  reader: Reader,
): Promise<CardJson | undefined> {
  const view = await changeView(parts, id);
  return view && parts.cards.change(view, reader);
}

async function draw(
  parts: OutboundParts,
  address: ChangeAddress,
  { view, audience }: { readonly view: ChangeView; readonly audience: Audience },
): Promise<Synced> {
  const where = await whereaboutsOf(parts, audience);
  if (where.kind !== 'there') return where;
  const card = parts.cards.change(view, await readerFor(parts, audience));
  return place(parts, {
    address,
    conversation: where.conversation,
    card,
    digest: digestOf(card),
    version: view.change.version,
    asRoot: audience.kind === 'channel',
    mayRepost: OPEN_CHANGE_STATES.has(view.change.state),
  });
}

/** `wanted`: there is no channel to see it in. Cards that were sent so are kept true even when there is one later. */
async function eachToThemselves(
  { roles, policy, places, agenda }: OutboundParts,
  change: Change,
  wanted: boolean,
): Promise<void> {
  const facts = { policy, roles: await roles.current() };
  for (const person of holders(facts, rightFor(change.subject))) {
    const address = { of: 'change', id: change.id, place: `${PERSON}${person}` } as const;
    const isTheirs = wanted && concerns(change, person);
    const placed = isTheirs ? undefined : await places.card(address);
    if (isTheirs || (placed && placed.activities.length > 0))
      await agenda.add(agendaMember({ kind: 'card', address }), 0);
  }
}

/** Nobody is asked for what is over. */
function concerns({ state, requester, breakGlass }: Change, person: PersonId): boolean {
  const open = state === 'waiting' || (breakGlass !== undefined && !breakGlass.reviewed);
  return open && requester !== person;
}
