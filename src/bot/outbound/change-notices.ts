import type { ChangeId, PersonId } from '../../services/desk/ids.js';
import type { Synced } from '../../services/desk/ports.js';
import { changeView } from './change-card.js';
import { asSynced, deliver } from './deliver.js';
import { readerFor, summaryOf } from './draw.js';
import type { OutboundParts } from './parts.js';
import { whereaboutsOf } from './whereabouts.js';

export interface ChangeNotice {
  readonly id: ChangeId;
  readonly version: number;
  readonly to: PersonId;
}

const SYNCED: Synced = { kind: 'synced' };

/** Tells one person in their own chat. At least once: after a lost answer it is sent again. */
export async function tellOfChange(
  parts: OutboundParts,
  { id, version, to }: ChangeNotice,
): Promise<Synced> {
  const [view, event] = await Promise.all([
    changeView(parts, id),
    parts.changes.event(id, version),
  ]);
  if (!view || !event) return SYNCED;
  const audience = { kind: 'person', id: to } as const;
  const reader = await readerFor(parts, audience);
  const notice = parts.changeWords({ locale: reader.locale, event, view, to });
  if (!notice) return SYNCED;
  const where = await whereaboutsOf(parts, audience);
  if (where.kind !== 'there') return where;
  const card = parts.cards.notice(notice, reader);
  const { conversation } = where;
  const sent = await deliver(parts, conversation.id, 'post', () =>
    parts.connector.send(conversation, { card, summary: summaryOf(card) }),
  );
  return asSynced(sent);
}
