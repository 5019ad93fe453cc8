import { agendaMember } from '../../services/desk/agenda.js';
import type { Synced } from '../../services/desk/ports.js';
import { digestOf, readerFor } from './draw.js';
import type { OutboundParts } from './parts.js';
import { place } from './placed-card.js';
import { aheadMark } from './request-card.js';
import type { Views } from './views.js';
import { whereaboutsOf } from './whereabouts.js';

const CHANNEL = { kind: 'channel' } as const;

/** Brings the live queue card up to date, and has users' cards redrawn that tell an old place in the queue. */
export async function syncQueue(parts: OutboundParts, views: Views): Promise<Synced> {
  const where = await whereaboutsOf(parts, CHANNEL);
  if (where.kind !== 'there') return where;
  const view = await views.queue({ filter: 'open', page: 1 });
  const card = parts.cards.queue(view, await readerFor(parts, CHANNEL));
  const synced = await place(parts, {
    address: { of: 'queue' },
    conversation: where.conversation,
    card,
    digest: digestOf(card),
    // The queue has no version of its own. Desk time would do, but the demo may turn it back.
    version: 0,
    asRoot: true,
    mayRepost: true,
  });
  if (synced.kind === 'synced') await redrawPlacesInLine(parts, views);
  return synced;
}

async function redrawPlacesInLine({ places, agenda }: OutboundParts, views: Views): Promise<void> {
  const line = await views.pending();
  await Promise.all(
    line.map(async ({ id }, ahead) => {
      const address = { of: 'request', id, place: 'user' } as const;
      const placed = await places.card(address);
      if (!placed || placed.activities.length === 0) return;
      if (placed.digest.endsWith(aheadMark({ ahead }, { kind: 'user' }))) return;
      await agenda.add(agendaMember({ kind: 'card', address }), 0);
    }),
  );
}
