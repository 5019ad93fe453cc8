import { believedRights, frozenRefusal, holds, rolesTooOld } from '../authorise.js';
import type { AuthorisationFacts } from '../authorise.js';
import type { PersonId } from '../ids.js';
import type { Actor } from '../people/actor.js';
import { reaches, type Target } from '../people/rights.js';
import type { Right } from '../people/right-names.js';
import type { Refusal } from '../refusal.js';
import type { TaskCommand, TaskCommandType } from './command.js';
import type { Item } from './item.js';
import type { Task } from './task.js';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** Undefined when `actor` may do this; else why not. A task one may not see reads as not found. */
export function authoriseTask(
  command: TaskCommand,
  actor: PersonActor,
  task: Task | undefined,
  facts: AuthorisationFacts,
): Refusal | undefined {
  if (facts.roles?.guests.has(actor.id)) return { code: 'HD-201', reason: 'guest' };
  if (command.type === 'answer-restart') return notYours(command, actor, task);
  if (actor.place.kind === 'elsewhere') return { code: 'HD-203', reason: 'wrong-place' };
  const right = RIGHT_FOR[command.type];
  const ends = ENDS.has(command.type);
  if (!believedRights(facts, actor.id, ends).has(right)) {
    return rolesTooOld(facts)
      ? { code: 'HD-201', reason: 'roles-too-old' }
      : { code: 'HD-201', reason: 'role-needed', role: ROLE_FOR[right] };
  }
  if ('task' in command && (!task || !maySeeTask(facts, actor.id, task, ends)))
    return { code: 'HD-103', reason: 'task-not-found', task: command.task };
  const plans = believedRights(facts, actor.id, ends).has('restart.plan');
  if (isPlanning(command, task) && !plans)
    return { code: 'HD-201', reason: 'role-needed', role: 'admin' };
  // Nobody sits before the card of a plan's turn: whoever may plan may help it on.
  if (plans && task?.wish.plan !== undefined && HELPS_ON.has(command.type)) return undefined;
  return standing(command, actor, task) ?? frozen(command, facts);
}

const HELPS_ON: ReadonlySet<TaskCommandType> = new Set(['pick-pc', 'check-again']);

/** To plan restarts, and to end a plan. */
function isPlanning(command: TaskCommand, task: Task | undefined): boolean {
  if (command.type === 'restart') return command.wish.every !== undefined;
  return command.type === 'cancel-restart' && task?.wish.every !== undefined;
}

type RestartRight = Extract<Right, 'restart' | 'restart.approve'>;

const RIGHT_FOR: Record<Exclude<TaskCommandType, 'answer-restart'>, RestartRight> = {
  restart: 'restart',
  'pick-pc': 'restart',
  'check-again': 'restart',
  'confirm-restart': 'restart',
  'agree-restart': 'restart.approve',
  'reject-restart': 'restart.approve',
  'cancel-restart': 'restart',
  'halt-restart': 'restart',
  'look-again': 'restart',
  'settle-restart': 'restart',
};
const ROLE_FOR: Record<RestartRight, 'operator' | 'admin'> = {
  restart: 'operator',
  'restart.approve': 'admin',
};
/** What stops something is never held up by roles that are too old. */
const ENDS: ReadonlySet<TaskCommandType> = new Set(['cancel-restart', 'halt-restart']);

/** The right that a command goes by; undefined for the answer of a PC's user. */
export function rightForTask(
  command: TaskCommand,
  task: Task | undefined,
): RestartRight | 'restart.plan' | undefined {
  if (command.type === 'answer-restart') return undefined;
  return isPlanning(command, task) ? 'restart.plan' : RIGHT_FOR[command.type];
}

/** Their own, or one of which every PC and person lies in their reach; who may agree sees all. */
export function maySeeTask(
  facts: AuthorisationFacts,
  person: PersonId,
  task: Task,
  ends = false,
): boolean {
  if (task.requester === person) return true;
  const rights = believedRights(facts, person, ends);
  if (rights.has('restart.approve')) return true;
  const reach = rights.get('restart');
  if (reach === undefined || reach === 'any') return reach === 'any';
  if (task.items.some(isNobodys)) return false;
  const about = targetsOf(task);
  return about.length > 0 && about.every((target) => reaches(reach, target, facts.roles));
}

/** Of a device that no source manages nobody knows where it belongs. */
function isNobodys(item: Item): boolean {
  return item.state === 'skipped' && item.why === 'not-managed' && item.device === undefined;
}

/** All that a task's card names besides what was typed. */
function targetsOf(task: Task): readonly Target[] {
  const offered = task.state === 'draft' ? task.unclear.flatMap((one) => one.candidates) : [];
  return [...task.items, ...offered]
    .filter(({ device, owner }) => device !== undefined || owner !== undefined)
    .map(targetOfPc);
}

/** What a right to restart a PC must reach: the PC or its user. */
export function targetOfPc({ owner, device }: Pick<Item, 'owner' | 'device'>): Target {
  return {
    ...(owner === undefined ? {} : { person: owner }),
    ...(device === undefined ? {} : { device }),
  };
}

/** Whether a PC of the task may be restarted now, by those who asked and agreed: each still has the right. */
export function stillAllowed(task: Task, item: Item, facts: AuthorisationFacts): boolean {
  return (
    holds(facts, task.requester, 'restart', targetOfPc(item)) &&
    lostApprovers(task, facts).length === 0
  );
}

/** Who agreed and mayn't any more. */
export function lostApprovers(task: Task, facts: AuthorisationFacts): readonly PersonId[] {
  return task.approvals
    .map(({ by }) => by)
    .filter((person) => !holds(facts, person, 'restart.approve'));
}

/** The asker alone picks, checks and confirms; what ends or settles something is anybody's who may see it. */
function standing(
  command: TaskCommand,
  { id }: PersonActor,
  task: Task | undefined,
): Refusal | undefined {
  const own = task?.requester === id;
  switch (command.type) {
    case 'pick-pc':
    case 'check-again':
    case 'confirm-restart':
      return own ? undefined : { code: 'HD-201', reason: 'requester-only' };
    case 'restart':
    case 'agree-restart':
    case 'reject-restart':
    case 'cancel-restart':
    case 'halt-restart':
    case 'answer-restart':
    case 'look-again':
    case 'settle-restart':
      return undefined;
  }
}

/** Only the user of the PC answers; to everybody else there is no such question. */
function notYours(
  { task: id, n }: Extract<TaskCommand, { type: 'answer-restart' }>,
  actor: PersonActor,
  task: Task | undefined,
): Refusal | undefined {
  const item = task?.items.find((candidate) => candidate.n === n);
  return item?.owner === actor.id
    ? undefined
    : { code: 'HD-103', reason: 'task-not-found', task: id };
}

/** What leads to a restart is stopped; looking, and what ends something, isn't. */
function frozen(
  { type }: TaskCommand,
  { freeze }: Pick<AuthorisationFacts, 'freeze'>,
): Refusal | undefined {
  const starts = type === 'confirm-restart' || type === 'agree-restart';
  return starts && freeze ? frozenRefusal(freeze) : undefined;
}
