import { agendaMember } from '../../services/desk/agenda.js';
import type { RequestId } from '../../services/desk/ids.js';
import type { Conversation, PlacedCard, Synced } from '../../services/desk/ports.js';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import { asSynced, deliver } from './deliver.js';
import { summaryOf } from './draw.js';
import type { OutboundParts } from './parts.js';

/** The new card is about to be posted: then there is something to point to. */
const SOON: Synced = { kind: 'wait', after: 2_000 };
const SYNCED: Synced = { kind: 'synced' };

type LeavingParts = Pick<OutboundParts, 'places' | 'agenda'>;

/** The desk moved: the messages of a card that stay where it was are to point to where it goes on. */
export async function leaveBehind(
  { places, agenda }: LeavingParts,
  { conversation, activities }: PlacedCard,
): Promise<void> {
  for (const activity of activities) {
    const address = { of: 'left', activity } as const;
    await places.setCard(address, { conversation, activities: [activity], version: 0, digest: '' });
    await agenda.add(agendaMember({ kind: 'card', address }), 0);
  }
}

/** Turns a message that was left behind into a signpost. It may be gone, and its channel closed to us: no matter. */
export async function syncLeft(parts: OutboundParts, activity: string): Promise<Synced> {
  const address = { of: 'left', activity } as const;
  const [left, desk, id] = await Promise.all([
    parts.places.card(address),
    parts.places.helpDesk(),
    parts.places.requestOfThread(activity),
  ]);
  if (!left || !desk) return SYNCED;
  const { root, soon } = id === undefined ? NO_THREAD : await newThread(parts, id, desk);
  if (soon) return SOON;
  const { locale } = desk;
  const notice = parts.movedWords.moved({
    locale,
    desk,
    ...(id === undefined ? {} : { id }),
    ...(root === undefined ? {} : { root }),
  });
  const card = parts.cards.notice(notice, { locale });
  const { id: _new, ...reached } = desk;
  const updated = await deliver(parts, left.conversation, 'change', () =>
    parts.connector.update({ ...reached, id: left.conversation }, activity, {
      card,
      summary: summaryOf(card),
    }),
  );
  if (updated.kind === 'wait') return updated;
  await parts.places.forgetCard(address);
  return asSynced(updated);
}

interface NewThread {
  /** Undefined when the request has none where the desk is now. */
  readonly root?: string | undefined;
  /** But it will. */
  readonly soon: boolean;
}

const NO_THREAD: NewThread = { soon: false };

async function newThread(
  { places, requests }: OutboundParts,
  id: RequestId,
  desk: Conversation,
): Promise<NewThread> {
  const [card, request] = await Promise.all([
    places.card({ of: 'request', id, place: 'channel' }),
    requests.get(id),
  ]);
  if (card?.conversation === desk.id) return { root: card.root, soon: false };
  return { soon: !desk.dead && request !== undefined && OPEN_STATES.has(request.state) };
}
