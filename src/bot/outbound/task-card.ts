import type { Reader } from '../../cards/reader.js';
import type { CardJson } from '../../cards/render.js';
import type { TaskId } from '../../services/desk/ids.js';
import type { CardAddress, Synced } from '../../services/desk/ports.js';
import { peopleOfTask } from '../../services/desk/tasks/attention.js';
import { pcOfPlace } from '../../services/desk/tasks/reactions.js';
import { isOpenTask, type Task } from '../../services/desk/tasks/task.js';
import type { TaskView } from '../../services/desk/views.js';
import type { Audience } from './audience.js';
import { digestOf, readerFor } from './draw.js';
import type { OutboundParts } from './parts.js';
import { place } from './placed-card.js';
import { freezeOf } from './views.js';
import { whereaboutsOf } from './whereabouts.js';

type TaskAddress = Extract<CardAddress, { readonly of: 'task' }>;
export type TaskParts = Pick<OutboundParts, 'tasks' | 'people' | 'requests' | 'freezes' | 'frozen'>;

const SYNCED: Synced = { kind: 'synced' };

/** Undefined when there is no such task. */
export async function taskView(parts: TaskParts, id: TaskId): Promise<TaskView | undefined> {
  const task = await parts.tasks.get(id);
  return task && viewOfTask(parts, task);
}

export async function viewOfTask(parts: TaskParts, task: Task): Promise<TaskView> {
  const { tasks, people, requests } = parts;
  const [words, now, known, freeze] = await Promise.all([
    tasks.words(task.id),
    requests.now(),
    people.many(peopleOfTask(task)),
    freezeOf(parts),
  ]);
  return { task, words, now, people: known, ...(freeze ? { freeze } : {}) };
}

/** For whom a card of a task is; undefined when there is none of that name. */
export function taskAudience(task: Task, name: string): Audience | undefined {
  if (name === 'channel') return { kind: 'channel' };
  if (name === 'chat') return { kind: 'person', id: task.requester };
  const owner = task.items[(pcOfPlace(name) ?? 0) - 1]?.owner;
  return owner && { kind: 'person', id: owner };
}

/** The task as a whole, or the question to the user of one PC. */
export function drawTask(
  parts: Pick<OutboundParts, 'cards' | 'policy'>,
  view: TaskView,
  name: string,
  reader: Reader,
): CardJson | undefined {
  const n = pcOfPlace(name);
  if (n === undefined) return parts.cards.task(view, reader);
  const item = view.task.items[n - 1];
  const { notToday } = parts.policy.restart.ask;
  return item && parts.cards.pcUser({ ...view, item, notToday }, reader);
}

/** Brings one card of a task up to date. */
export async function syncTaskCard(parts: OutboundParts, address: TaskAddress): Promise<Synced> {
  const view = await taskView(parts, address.id);
  const audience = view && taskAudience(view.task, address.place);
  if (!view || !audience) return SYNCED;
  const where = await whereaboutsOf(parts, audience);
  if (where.kind !== 'there') return where;
  const card = drawTask(parts, view, address.place, await readerFor(parts, audience));
  if (!card) return SYNCED;
  return place(parts, {
    address,
    conversation: where.conversation,
    card,
    digest: digestOf(card),
    version: view.task.version,
    asRoot: audience.kind === 'channel',
    mayRepost: isOpenTask(view.task),
  });
}

/** The card as it is, for the answer of a click. */
export async function currentTask(
  parts: OutboundParts,
  address: TaskAddress,
  reader: Reader,
): Promise<CardJson | undefined> {
  const view = await taskView(parts, address.id);
  if (!view || !taskAudience(view.task, address.place)) return undefined;
  return drawTask(parts, view, address.place, reader);
}
