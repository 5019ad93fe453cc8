import { isProtected } from '../authorise.js';
import { rightsOf, reaches, type Reach } from '../people/rights.js';
import type { PersonId } from '../ids.js';
import type { FoundPc } from '../restart-ports.js';
import type { Found } from './command.js';
import type { TaskEventBody } from './event.js';
import type { TaskFacts } from './facts.js';
import type { Item, ItemCommon, ItemWarning, SkipReason } from './item.js';
import type { Draft, DraftProblem } from './task.js';
import { quorumFor } from './tiers.js';

type Checked = Extract<TaskEventBody, { type: 'checked' }>;

/**
 * What the check of everything that was named comes to: each PC once, with what is wrong with it. What lies out of the
 * asker's scope reads as not found.
 */
export function checkedEvent(task: Draft, found: Found, facts: TaskFacts): Checked {
  const { unclear } = found;
  const most = mostOf(facts);
  const all = distinct(found.pcs);
  const { part } = task.wish;
  const pcs = part === undefined ? all : partOf(all, part);
  if (pcs.length > most) return problem({ kind: 'too-many', total: pcs.length, most });
  const named = pcs.map((pc) => [pc.name, pc] as const);
  const unknown = part === undefined ? found : { missing: [], unmanaged: [] };
  const reach = rightsOf(facts, task.requester).get('restart');
  const items = [
    ...named.map(([, pc]) => itemOf(pc, { task, found, facts, reach })),
    ...unknown.unmanaged.map((name) => nothing(name, 'not-managed', facts)),
    ...unknown.missing.map((name) => nothing(name, 'not-found', facts)),
  ].map((item, at): Item => ({ ...item, n: at + 1 }));
  const asked = items.filter(({ state }) => state === 'queued');
  if (asked.length === 0 && unclear.length === 0) return { ...problem({ kind: 'nothing' }), items };
  const isVip = asked.some(({ warnings }) => warnings.includes('vip'));
  const quorum = quorumFor(facts.policy, asked.length, isVip);
  return { type: 'checked', items, unclear, quorum };
}

export function mostOf({ policy }: Pick<TaskFacts, 'policy'>): number {
  return policy.restart.approvals.at(-1)?.upTo ?? 0;
}

function problem(why: DraftProblem): Checked {
  return { type: 'checked', items: [], unclear: [], quorum: 0, problem: why };
}

function distinct(pcs: readonly FoundPc[]): readonly FoundPc[] {
  return [...new Map(pcs.map((pc) => [pc.device, pc])).values()];
}

/** Equal parts by name, so that each PC is in exactly one of them whenever it is asked. */
function partOf(
  pcs: readonly FoundPc[],
  { k, of }: { readonly k: number; readonly of: number },
): readonly FoundPc[] {
  const sorted = [...pcs].sort((left, right) => compare(keyOf(left), keyOf(right)));
  const size = Math.ceil(sorted.length / of);
  return sorted.slice((k - 1) * size, k * size);
}

function keyOf({ name, device }: FoundPc): string {
  return `${name.toLowerCase()} ${device}`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

interface Checking {
  readonly task: Draft;
  readonly found: Found;
  readonly facts: TaskFacts;
  readonly reach: Reach | undefined;
}

function itemOf(pc: FoundPc, checking: Checking): Item {
  const { facts, reach } = checking;
  const target = { device: pc.device, ...(pc.owner === undefined ? {} : { person: pc.owner }) };
  if (!reaches(reach, target, facts.roles)) return nothing(pc.name, 'not-found', facts);
  const common = commonOf(pc, facts);
  const why = whyNot(pc, checking);
  if (why === undefined) return { ...common, state: 'queued' };
  const hold = facts.pcs.get(pc.device);
  const since = why === 'resting' && hold ? { since: hold.at } : {};
  return { ...common, warnings: [], state: 'skipped', why, ...since };
}

function nothing(name: string, why: SkipReason, { now }: TaskFacts): Item {
  return { n: 0, name, warnings: [], putOff: 0, movedAt: now, state: 'skipped', why };
}

function commonOf(pc: FoundPc, facts: TaskFacts): ItemCommon {
  const { device, source, name, model, owner, lastSync } = pc;
  return {
    ...{ n: 0, name, device, source, warnings: warningsOf(pc, facts), putOff: 0 },
    movedAt: facts.now,
    ...(model === undefined ? {} : { model }),
    ...(owner === undefined ? {} : { owner }),
    ...(lastSync === undefined ? {} : { lastSync }),
  };
}

function warningsOf(pc: FoundPc, facts: TaskFacts): readonly ItemWarning[] {
  const { owner, lastSync } = pc;
  const { offlineAfter } = facts.policy.restart;
  const offline = lastSync === undefined || facts.now - lastSync > offlineAfter;
  const warnings: (ItemWarning | undefined)[] = [
    offline ? 'offline' : undefined,
    owner === undefined ? 'no-owner' : undefined,
    owner !== undefined && !reachable(facts, owner) ? 'user-unreachable' : undefined,
    owner !== undefined && facts.roles?.vips.has(owner) ? 'vip' : undefined,
  ];
  return warnings.filter((warning) => warning !== undefined);
}

function reachable({ users }: TaskFacts, owner: PersonId): boolean {
  return users.get(owner)?.reachable === true;
}

/** HoloLens says `Windows Holographic`. */
function isWindows({ operatingSystem }: FoundPc): boolean {
  return operatingSystem.toLowerCase() === 'windows';
}

function whyNot(pc: FoundPc, { task, found, facts }: Checking): SkipReason | undefined {
  const { device, name } = pc;
  if (!isWindows(pc)) return 'not-windows';
  if (!pc.managed) return 'not-managed';
  if (isProtected(facts, { kind: 'managed', id: device, name })) return 'protected';
  const session = facts.sessions.get(device);
  if (session !== undefined && session !== task.wish.request) return 'in-session';
  const busy = whyBusy(pc, facts);
  if (busy !== undefined) return busy;
  return found.restarting.includes(device) ? 'restarting-already' : undefined;
}

/** Another task is on it, or it was restarted a moment ago. */
export function whyBusy(
  { device }: Pick<FoundPc, 'device'>,
  { pcs, now, policy }: Pick<TaskFacts, 'pcs' | 'now' | 'policy'>,
): 'other-task' | 'resting' | undefined {
  const hold = pcs.get(device);
  if (hold === undefined) return undefined;
  if (hold.held) return 'other-task';
  return now - hold.at < policy.restart.coolDown ? 'resting' : undefined;
}
