import { ConnectorFailure } from '../desk/failures.js';
import { parsePersonId, type DeviceId, type TaskId } from '../desk/ids.js';
import type { FoundPc, PcFinder } from '../desk/ports.js';
import type { Found } from '../desk/tasks/command.js';
import { mostOf } from '../desk/tasks/check.js';
import { parseLocale } from '../desk/people/person.js';
import { isLooking } from '../desk/tasks/decide-desk.js';
import type { TargetWish, Unclear } from '../desk/tasks/task.js';
import { DONE, EFFECT, type Parts, type Verdict } from './parts.js';

/** Whoever asked waits for it: after so many tries they are told that nobody answers. */
const TRIES = 5;
/** People of the same name that are offered. */
const MOST_PEOPLE = 6;

/**
 * Looks up everything that was named, and what the far end says of it; the desk decides what that means. Throws
 * ConnectorFailure.
 */
export async function checkPcs(parts: Parts, id: TaskId, tries: number): Promise<Verdict> {
  const task = await parts.tasks.get(id);
  if (!task || !isLooking(task)) return DONE;
  const op = `preflight:${id}:${task.version}`;
  try {
    const found = await findAll(parts, task.wish.targets);
    await meetUsers(parts, found);
    await parts.desk.task({
      command: { type: 'task-checked', task: id, found },
      actor: EFFECT,
      opKey: op,
    });
    return DONE;
  } catch (error) {
    const hopeless =
      error instanceof ConnectorFailure && (tries >= TRIES || !error.details.retryable);
    if (!hopeless) throw error;
    parts.log.warn({ task: id, ...error.details }, 'PCs could not be looked up');
    await parts.desk.task({
      command: { type: 'task-not-checked', task: id },
      actor: EFFECT,
      opKey: op,
    });
    return DONE;
  }
}

/** Of people who never wrote to us the name and language are remembered, so that they can be written to in it. */
async function meetUsers(parts: Parts, { pcs, unclear }: Found): Promise<void> {
  const { people, finder, policy, defaultLocale } = parts;
  const all = [...pcs, ...unclear.flatMap(({ candidates }) => candidates.map(({ pc }) => pc))];
  const owners = [...new Set(all.flatMap(({ owner }) => (owner === undefined ? [] : [owner])))];
  if (owners.length > mostOf({ policy })) return;
  const known = await people.many(owners);
  const strangers = owners.filter((owner) => !known.has(owner));
  if (strangers.length === 0) return;
  for (const { id, name, language } of await finder.people(strangers)) {
    await people.met({ id, name, locale: parseLocale(language) ?? defaultLocale });
  }
}

interface Looked {
  readonly pcs: readonly FoundPc[];
  readonly unclear?: Unclear;
  readonly missing?: string;
  readonly unmanaged?: readonly string[];
}

async function findAll(parts: Parts, targets: readonly TargetWish[]): Promise<Found> {
  const looked = await Promise.all(targets.map((target, at) => find(parts, target, at)));
  const pcs = looked.flatMap((one) => one.pcs);
  const unclear = looked.flatMap((one) => (one.unclear ? [one.unclear] : []));
  const missing = looked.flatMap((one) => (one.missing === undefined ? [] : [one.missing]));
  const unmanaged = looked.flatMap((one) => one.unmanaged ?? []);
  return { pcs, unclear, missing, unmanaged, restarting: await restarting(parts, pcs) };
}

/** More than anybody may agree to aren't asked about one by one. */
async function restarting(
  { restarts, policy }: Parts,
  pcs: readonly FoundPc[],
): Promise<readonly DeviceId[]> {
  const most = mostOf({ policy });
  const windows = pcs.filter(
    ({ operatingSystem, managed }) => managed && operatingSystem.toLowerCase() === 'windows',
  );
  if (windows.length === 0 || windows.length > most) return [];
  const sights = await restarts.look(windows);
  return [...sights].flatMap(([device, { state }]) =>
    state === 'pending' || state === 'active' ? [device] : [],
  );
}

async function find(parts: Parts, target: TargetWish, at: number): Promise<Looked> {
  const { finder } = parts;
  switch (target.kind) {
    case 'pc':
      return named(finder, target.name, at);
    case 'device': {
      const pcs = await finder.known([target.id]);
      return pcs.length > 0 ? { pcs } : { pcs: [], missing: target.name };
    }
    case 'person':
      return clearOr(await finder.ofPerson(target.id), at, target.id);
    case 'user':
      return ofUser(parts, target.text, at);
    case 'group': {
      const found = await finder.ofGroup(target.name);
      return found
        ? { pcs: found.pcs, unmanaged: found.unmanaged }
        : { pcs: [], missing: target.name };
    }
  }
}

/** Several PCs of one name, or a person's several PCs: somebody chooses. */
async function named(finder: PcFinder, name: string, at: number): Promise<Looked> {
  const pcs = await finder.named(name);
  return pcs.length === 0 ? { pcs: [], missing: name } : clearOr(pcs, at, name);
}

function clearOr(found: readonly FoundPc[], target: number, text: string): Looked {
  const pcs = found.filter(({ operatingSystem }) => operatingSystem.toLowerCase() === 'windows');
  const some = pcs.length > 0 ? pcs : found;
  if (some.length === 0) return { pcs: [], missing: text };
  if (some.length === 1) return { pcs: some };
  return { pcs: [], unclear: { target, text, candidates: some.map((pc) => ({ pc })) } };
}

async function ofUser({ finder, directory }: Parts, text: string, target: number): Promise<Looked> {
  const id = parsePersonId(text);
  if (id !== undefined) return clearOr(await finder.ofPerson(id), target, text);
  const people = (await directory.find(text, MOST_PEOPLE)).filter(({ guest }) => !guest);
  const pcs = await Promise.all(people.map((person) => finder.ofPerson(person.id)));
  return clearOr(pcs.flat(), target, text);
}
