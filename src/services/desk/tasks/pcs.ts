import type { DeviceId, PersonId } from '../ids.js';
import type { Policy } from '../policy.js';
import type { FoundPc, PcChanges } from '../ports.js';
import type { TaskDecision } from './decision.js';
import type { PcHold } from '../task-ports.js';
import type { TaskFacts } from './facts.js';
import { isOver } from './item.js';
import type { Task } from './task.js';

type Accepted = Extract<TaskDecision, { kind: 'accepted' }>;

/** PCs that are taken with the fence, and let go once their restart is over or certainly never was. */
export function pcChanges(
  before: Task | undefined,
  after: Task,
  { takes }: Accepted,
  { pcs }: TaskFacts,
): PcChanges {
  const release = new Map<DeviceId, PcHold>();
  for (const item of after.items) {
    const known = before?.items[item.n - 1];
    const { device } = item;
    const hold = device === undefined ? undefined : pcs.get(device);
    if (device === undefined || !known || isOver(known) || !isOver(item)) continue;
    if (hold?.task !== after.id || hold.n !== item.n) continue;
    release.set(device, {
      ...hold,
      held: false,
      at: 'sentAt' in item && item.sentAt !== undefined ? item.sentAt : 0,
    });
  }
  const take = [...(takes ?? [])].map(
    ([device, is]) => [device, { was: pcs.get(device), is }] as const,
  );
  return { take: new Map(take), release };
}

/** Whose zone, or whether they can be written to, may matter: of all that are checked; else of those whose turn comes. */
export function usersOf(
  checked: readonly FoundPc[] | undefined,
  task: Task | undefined,
  { restart }: Policy,
): readonly PersonId[] {
  const size = task?.wish.waveSize ?? restart.waves.size;
  const waiting = task?.items.filter(({ state }) => state === 'queued' || state === 'asked') ?? [];
  const next = waiting.filter((item) => item.state === 'queued' && item.go === undefined);
  const later = new Set(next.slice(size));
  const pcs = checked ?? waiting.filter((item) => !later.has(item));
  return [...new Set(pcs.flatMap(({ owner }) => (owner === undefined ? [] : [owner])))];
}
