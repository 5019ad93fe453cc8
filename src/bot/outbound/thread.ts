import type { Reader } from '../../cards/reader.js';
import type { Notice } from '../../cards/said.js';
import { agendaMember } from '../../services/desk/agenda.js';
import type { RequestId } from '../../services/desk/ids.js';
import type { Synced } from '../../services/desk/ports.js';
import { asSynced, deliver } from './deliver.js';
import { readerFor, summaryOf } from './draw.js';
import type { OutboundParts } from './parts.js';
import { whereaboutsOf } from './whereabouts.js';

/** The request's card, the root of its thread, is about to be posted. */
const ROOT_SOON = 2_000;

/** Writes a notice into a request's thread in the channel, in the channel's language. */
export async function postInThread(
  parts: OutboundParts,
  id: RequestId,
  noticeFor: (reader: Reader) => Notice | undefined,
): Promise<Synced> {
  const audience = { kind: 'channel' } as const;
  const reader = await readerFor(parts, audience);
  const notice = noticeFor(reader);
  if (!notice) return { kind: 'synced' };
  const where = await whereaboutsOf(parts, audience);
  if (where.kind !== 'there') return where;
  const address = { of: 'request', id, place: 'channel' } as const;
  const root = await parts.places.card(address);
  if (root?.root === undefined)
    return { kind: 'wait', after: ROOT_SOON, failure: 'the thread has no root yet' };
  const card = parts.cards.notice(notice, reader);
  const conversation = { ...where.conversation, id: root.conversation };
  const posted = await deliver(parts, conversation.id, 'reply', () =>
    parts.connector.send(conversation, { card, summary: summaryOf(card) }, root.root),
  );
  // The root was deleted: the card's own sync finds that out, and begins a new thread.
  if (posted.kind === 'gone') await parts.agenda.add(agendaMember({ kind: 'card', address }), 0);
  return asSynced(posted);
}
