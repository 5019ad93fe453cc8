import type { PersonId, RequestId } from '../../services/desk/ids.js';
import type { Synced } from '../../services/desk/ports.js';
import type { Audience as NoticeAudience } from '../../services/desk/requests/notices.js';
import { helperOf, type Request } from '../../services/desk/requests/request.js';
import { asSynced, deliver } from './deliver.js';
import { readerFor, summaryOf } from './draw.js';
import type { OutboundParts } from './parts.js';
import { postInThread } from './thread.js';
import type { Views } from './views.js';
import { whereaboutsOf } from './whereabouts.js';

export interface NoticeWish {
  readonly id: RequestId;
  readonly version: number;
  readonly audience: NoticeAudience;
}

const SYNCED: Synced = { kind: 'synced' };

/** Sends the message that an event calls for. At least once: after a lost answer it is sent again. */
export async function sendNotice(
  parts: OutboundParts,
  views: Views,
  wish: NoticeWish,
): Promise<Synced> {
  const [view, event] = await Promise.all([
    views.request(wish.id),
    parts.requests.event(wish.id, wish.version),
  ]);
  if (!view || !event) return SYNCED;
  if (wish.audience === 'thread') {
    return postInThread(parts, wish.id, ({ locale }) =>
      parts.noticeText({ locale, event, view, audience: 'thread' }),
    );
  }
  const person = personOf(view.request, wish.audience);
  if (person === undefined) return SYNCED;
  const audience = { kind: 'person', id: person } as const;
  const reader = await readerFor(parts, audience);
  const notice = parts.noticeText({ locale: reader.locale, event, view, audience: wish.audience });
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

/** The helper of that moment may have handed the request back since: then nobody is told. */
function personOf(request: Request, audience: 'user' | 'helper'): PersonId | undefined {
  return audience === 'user' ? request.requester : helperOf(request);
}
