import { ConnectorFailure } from '../desk/failures.js';
import type { DeviceId, TaskId } from '../desk/ids.js';
import { parseLocale } from '../desk/people/person.js';
import type { FoundPc, GroupOfPcs } from '../desk/ports.js';
import { mostOf } from '../desk/tasks/check.js';
import type { Found, FoundTarget } from '../desk/tasks/command.js';
import { isLooking } from '../desk/tasks/decide-desk.js';
import { isWindowsPc, meantBy, type Meant } from '../desk/tasks/meant.js';
import { lastMoment } from '../desk/tasks/plan.js';
import type { TargetWish, Task } from '../desk/tasks/task.js';
import { DONE, EFFECT, type Parts, type Verdict } from './parts.js';

/** Whoever asked waits for it: after so many tries they are told that nobody answers. */
const TRIES = 5;

/**
 * Looks up everything that was named, and what the far end says of it; the desk decides what that means. Throws
 * ConnectorFailure.
 */
export async function checkPcs(parts: Parts, id: TaskId, tries: number): Promise<Verdict> {
  const task = await parts.tasks.get(id);
  if (!task || !isLooking(task)) return DONE;
  const op = `preflight:${id}:${task.version}`;
  try {
    const found = await findAll(parts, task);
    await parts.desk.task({
      command: { type: 'task-checked', task: id, found },
      actor: EFFECT,
      opKey: op,
    });
    return DONE;
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || !(await isHopeless(parts, task, tries, error)))
      throw error;
    parts.log.warn({ task: id, ...error.details }, 'PCs could not be looked up');
    await parts.desk.task({
      command: { type: 'task-not-checked', task: id },
      actor: EFFECT,
      opKey: op,
    });
    return DONE;
  }
}

/** Nobody waits for a plan's turn: it is tried for as long as it may begin. */
async function isHopeless(
  { requests, policy }: Parts,
  { wish }: Task,
  tries: number,
  { details }: ConnectorFailure,
): Promise<boolean> {
  if (!details.retryable) return true;
  if (wish.plan === undefined) return tries >= TRIES;
  return (await requests.now()) > lastMoment(wish, { policy });
}

/** All that was named; of what is meant by it, who the users are and what is restarting already. */
async function findAll(parts: Parts, task: Task): Promise<Found> {
  const { roles, policy } = parts;
  const targets = await Promise.all(task.wish.targets.map((target) => find(parts, target)));
  const meant = meantBy(task, targets, { policy, roles: await roles.current() });
  // More than anybody may agree to aren't asked about one by one.
  if (meant.pcs.length > mostOf({ policy })) return { targets, restarting: [] };
  await meetUsers(parts, meant);
  return { targets, restarting: await restarting(parts, meant.pcs) };
}

async function find({ finder }: Parts, target: TargetWish): Promise<FoundTarget> {
  switch (target.kind) {
    case 'pc':
      return managed(await finder.named(target.name));
    case 'device':
      return managed(await finder.known([target.id]));
    case 'person':
      return managed(await finder.ofPerson(target.id));
    case 'group':
      return group(await finder.ofGroup(target.id ?? target.name));
  }
}

function group(found: GroupOfPcs | undefined): FoundTarget {
  return found ? { ...found, known: true } : managed([]);
}

function managed(pcs: readonly FoundPc[]): FoundTarget {
  return { pcs, unmanaged: [] };
}

/** Of people who never wrote to us the name and language are remembered, so that they can be written to in it. */
async function meetUsers(
  { people, finder, defaultLocale }: Parts,
  { pcs, unclear, missing }: Meant,
): Promise<void> {
  const found = [...pcs, ...unclear.flatMap(({ candidates }) => candidates)];
  const users = [
    ...found.flatMap(({ owner }) => (owner === undefined ? [] : [owner])),
    ...missing.flatMap((target) => (target.kind === 'person' ? [target.id] : [])),
  ];
  const known = await people.many([...new Set(users)]);
  const strangers = [...new Set(users)].filter((user) => !known.has(user));
  if (strangers.length === 0) return;
  for (const { id, name, language } of await finder.people(strangers)) {
    await people.met({ id, name, locale: parseLocale(language) ?? defaultLocale });
  }
}

async function restarting(
  { restarts }: Parts,
  pcs: readonly FoundPc[],
): Promise<readonly DeviceId[]> {
  const able = pcs.filter((pc) => pc.managed && isWindowsPc(pc));
  if (able.length === 0) return [];
  const sights = await restarts.look(able);
  return [...sights].flatMap(([device, { state }]) =>
    state === 'pending' || state === 'active' ? [device] : [],
  );
}
