import { isProtected } from '../authorise.js';
import type { PersonId } from '../ids.js';
import type { FoundPc } from '../restart-ports.js';
import type { Found } from './command.js';
import type { TaskEventBody } from './event.js';
import type { TaskFacts } from './facts.js';
import type { Item, ItemCommon, ItemWarning, SkipReason } from './item.js';
import { isWindowsPc, meantBy } from './meant.js';
import type { Draft, DraftProblem } from './task.js';
import { quorumFor } from './tiers.js';
import type { TargetWish } from './wish.js';

type Checked = Extract<TaskEventBody, { type: 'checked' }>;

/** What the check of everything that was named comes to: each PC once, with what is wrong with it. */
export function checkedEvent(task: Draft, found: Found, facts: TaskFacts): Checked {
  const { pcs, unclear, missing, empty, unmanaged } = meantBy(task, found.targets, facts);
  const most = mostOf(facts);
  if (pcs.length > most) return problem({ kind: 'too-many', total: pcs.length, most });
  const items = [
    ...pcs.map((pc) => itemOf(pc, { task, found, facts })),
    ...unmanaged.map((name) => leftOut({ name }, 'not-managed', facts)),
    ...empty.map((target) => leftOut(calledBy(target), 'no-pcs', facts)),
    ...missing.map((target) => leftOut(calledBy(target), 'not-found', facts)),
  ].map((item, at): Item => ({ ...item, n: at + 1 }));
  const asked = items.filter(({ state }) => state === 'queued');
  if (asked.length === 0 && unclear.length === 0) return { ...problem({ kind: 'nothing' }), items };
  const isVip = asked.some(({ warnings }) => warnings.includes('vip'));
  const planned = task.wish.every ?? task.wish.plan;
  // Nobody plans restarts alone.
  const quorum = Math.max(
    planned === undefined ? 0 : 1,
    quorumFor(facts.policy, asked.length, isVip),
  );
  return { type: 'checked', items, unclear, quorum };
}

export function mostOf({ policy }: Pick<TaskFacts, 'policy'>): number {
  return policy.restart.approvals.at(-1)?.upTo ?? 0;
}

function problem(why: DraftProblem): Checked {
  return { type: 'checked', items: [], unclear: [], quorum: 0, problem: why };
}

interface Checking {
  readonly task: Draft;
  readonly found: Found;
  readonly facts: TaskFacts;
}

function itemOf(pc: FoundPc, checking: Checking): Item {
  const { facts } = checking;
  const common = commonOf(pc, facts);
  const why = whyNot(pc, checking);
  if (why === undefined) return { ...common, state: 'queued' };
  const hold = facts.pcs.get(pc.device);
  const since = why === 'resting' && hold ? { since: hold.at } : {};
  return { ...common, warnings: [], state: 'skipped', why, ...since };
}

type Called = Pick<ItemCommon, 'name' | 'owner'>;

function leftOut(called: Called, why: SkipReason, { now }: TaskFacts): Item {
  return { n: 0, ...called, warnings: [], putOff: 0, movedAt: now, state: 'skipped', why };
}

/** A person is kept by id alone. */
function calledBy(target: TargetWish): Called {
  return target.kind === 'person' ? { name: '', owner: target.id } : { name: target.name };
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

function whyNot(pc: FoundPc, { task, found, facts }: Checking): SkipReason | undefined {
  const { device, name } = pc;
  if (!isWindowsPc(pc)) return 'not-windows';
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
