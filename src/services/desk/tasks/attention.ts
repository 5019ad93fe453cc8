import type { PersonId } from '../ids.js';
import type { Item, ItemState } from './item.js';
import type { Task } from './task.js';

/** PCs that need a person first, then those that move, then those that are over. */
const ORDER: readonly ItemState[] = [
  'unknown',
  'failed',
  'not_supported',
  'asked',
  'active',
  'pending',
  'sent',
  'queued',
  'skipped',
  'cancelled',
  'done',
];

export function byAttention(items: readonly Item[]): readonly Item[] {
  return [...items].sort(
    (left, right) => ORDER.indexOf(left.state) - ORDER.indexOf(right.state) || left.n - right.n,
  );
}

/** Before anything is confirmed: what is left out first, then what has a warning. */
export function byDoubt(items: readonly Item[]): readonly Item[] {
  const doubt = ({ state, warnings }: Item): number =>
    state === 'skipped' ? 0 : warnings.length > 0 ? 1 : 2;
  return [...items].sort((left, right) => doubt(left) - doubt(right) || left.n - right.n);
}

/** How many PCs are in each state, in the order in which people count them. */
export function countsOf(items: readonly Item[]): ReadonlyMap<ItemState, number> {
  const counts = new Map<ItemState, number>();
  for (const { state } of items) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** PCs that a retry is about: certainly not restarted, and not by anybody's wish. */
export function failedOf(task: Pick<Task, 'items'>): readonly Item[] {
  return task.items.filter(
    ({ state, device }) =>
      device !== undefined && (state === 'failed' || state === 'not_supported'),
  );
}

/** Everybody whose name a card or notice of this task may show. */
export function peopleOfTask(task: Task): readonly PersonId[] {
  const ids = [
    task.requester,
    task.moved.by,
    ...task.approvals.map(({ by }) => by),
    ...(task.state === 'rejected' ? [task.rejectedBy] : []),
    ...task.wish.targets.map((target) => (target.kind === 'person' ? target.id : undefined)),
    ...task.items.map(({ owner }) => owner),
    ...(task.state === 'draft'
      ? task.unclear.flatMap(({ candidates }) => candidates.map(({ owner }) => owner))
      : []),
  ];
  return [...new Set(ids)].filter((id): id is PersonId => id !== undefined && id !== 'desk');
}
