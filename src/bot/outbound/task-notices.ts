import type { TaskId } from '../../services/desk/ids.js';
import type { Synced } from '../../services/desk/ports.js';
import type { TaskEvent } from '../../services/desk/tasks/event.js';
import type { TaskView } from '../../services/desk/views.js';
import { asSynced, deliver } from './deliver.js';
import { readerFor, summaryOf } from './draw.js';
import type { OutboundParts } from './parts.js';
import { taskView } from './task-card.js';
import { whereaboutsOf } from './whereabouts.js';

const SYNCED: Synced = { kind: 'synced' };
/** The task's card, the root of its thread, is about to be posted. */
const ROOT_SOON = 2_000;

/**
 * Tells whoever asked where they asked: in the thread of the task's card with their name called, or in their chat. At
 * least once: after a lost answer it is sent again.
 */
export async function tellOfTask(
  parts: OutboundParts,
  { id, version }: { readonly id: TaskId; readonly version: number },
): Promise<Synced> {
  const [view, event] = await Promise.all([taskView(parts, id), parts.tasks.event(id, version)]);
  if (!view || !event) return SYNCED;
  // Whoever may no longer plan can do nothing about it: the desk can.
  const forDesk = event.type === 'missed' && event.why === 'not-allowed';
  return view.task.from === 'help-desk' || forDesk
    ? inThread(parts, view, event)
    : inChat(parts, view, event);
}

async function inChat(parts: OutboundParts, view: TaskView, event: TaskEvent): Promise<Synced> {
  const audience = { kind: 'person', id: view.task.requester } as const;
  const reader = await readerFor(parts, audience);
  const notice = parts.taskWords(reader.locale, event, view);
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

async function inThread(parts: OutboundParts, view: TaskView, event: TaskEvent): Promise<Synced> {
  const audience = { kind: 'channel' } as const;
  const reader = await readerFor(parts, audience);
  const { task, people } = view;
  const known = people.get(task.requester);
  const notice = parts.taskWords(reader.locale, event, view);
  if (!notice) return SYNCED;
  const where = await whereaboutsOf(parts, audience);
  if (where.kind !== 'there') return where;
  const root = await parts.places.card({ of: 'task', id: task.id, place: 'channel' });
  if (root?.root === undefined)
    return { kind: 'wait', after: ROOT_SOON, failure: 'the thread has no root yet' };
  const mention = known ? [{ id: task.requester, name: known.name }] : [];
  const card = parts.cards.notice({ ...notice, mention }, reader);
  const conversation = { ...where.conversation, id: root.conversation };
  const posted = await deliver(parts, conversation.id, 'reply', () =>
    parts.connector.send(conversation, { card, summary: summaryOf(card) }, root.root),
  );
  return asSynced(posted);
}
