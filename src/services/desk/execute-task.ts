import type { Instant, PersonId, TaskId } from './ids.js';
import { taskId } from './ids.js';
import type { Actor } from './people/actor.js';
import type { Policy } from './policy.js';
import type { AuditEntry, Commit, DeskStore, FoundPc, LocalTime, Opened, Roles } from './ports.js';
import type { AnyOutcome, Refusal, TaskAnswer, TaskOutcome } from './refusal.js';
import { wordsRef } from './requests/event.js';
import { advance } from './tasks/advance.js';
import { mostOf } from './tasks/check.js';
import { authoriseTask, rightForTask } from './tasks/authorise-task.js';
import { TASK_COMMANDS, type DeskTaskCommand, type TaskCommand } from './tasks/command.js';
import { decideRestart, decideTask } from './tasks/decide.js';
import { decideTaskForDesk } from './tasks/decide-desk.js';
import type { TaskDecision } from './tasks/decision.js';
import type { TaskEvent, TaskEventBody } from './tasks/event.js';
import { evolveTask } from './tasks/evolve.js';
import type { TaskFacts } from './tasks/facts.js';
import { isOver } from './tasks/item.js';
import { meantBy } from './tasks/meant.js';
import { pcChanges, usersOf } from './tasks/pcs.js';
import { taskReactions } from './tasks/reactions.js';
import type { Task } from './tasks/task.js';
import { beneficiaryOfTask } from './tasks/tiers.js';
import { auditEntry, witnessAt, type TrailObserver } from './trail.js';

export interface TaskPorts {
  readonly store: DeskStore;
  readonly roles: Roles;
  readonly policy: Policy;
  readonly localTime: LocalTime;
  readonly frozen?: boolean;
  readonly observer?: TrailObserver;
}

export interface TaskInput {
  readonly command: TaskCommand | DeskTaskCommand;
  readonly actor: Actor;
  /** As for requests: the same op gives the same answer. */
  readonly opKey: string;
}

type Accepted = Extract<TaskDecision, { kind: 'accepted' }>;

/** One read, one decision with all that follows from it, one commit. Undefined: somebody else committed in between. */
export async function attemptTask(
  ports: TaskPorts,
  input: TaskInput,
): Promise<TaskAnswer | undefined> {
  const { command } = input;
  const id = 'task' in command ? command.task : undefined;
  const [opened, roles] = await Promise.all([
    ports.store.open(input.opKey, id),
    ports.roles.current(),
  ]);
  if (opened.outcome) return replayed(opened.outcome);
  const task = opened.kept?.of === 'task' ? opened.kept.record : undefined;
  const facts = await factsFor(ports, input, { opened, task, roles });
  const decision = decideFor(input, task, facts);
  switch (decision.kind) {
    case 'refused':
      return refuse(ports, input, { refusal: decision.refusal, now: facts.now, id });
    case 'already':
      if (!task) throw new Error(`${command.type}: already done on nothing`);
      return already(ports, input, task, facts.now);
    case 'accepted':
      // A plan's turn is a task of its own; the plan stays as it is.
      return commit(ports, input, {
        decision,
        task: command.type === 'begin-turn' ? undefined : task,
        facts,
      });
  }
}

function isPersonal(command: TaskInput['command']): command is TaskCommand {
  return command.type in TASK_COMMANDS;
}

async function factsFor(
  { store, policy, localTime, frozen }: TaskPorts,
  { command }: TaskInput,
  read: {
    readonly opened: Opened;
    readonly task: Task | undefined;
    readonly roles: TaskFacts['roles'];
  },
): Promise<TaskFacts> {
  const { opened, task, roles } = read;
  const checked =
    command.type === 'task-checked' && task
      ? checkable(meantBy(task, command.found.targets, { policy, roles }).pcs, policy)
      : undefined;
  const sessions = checked !== undefined || command.type === 'begin-restart';
  const pcs = checked ?? (task?.items ?? []).filter((item) => !isOver(item));
  const devices = pcs.flatMap(({ device }) => (device === undefined ? [] : [device]));
  const known = await store.pcFacts({ devices, users: usersOf(checked, task, policy), sessions });
  const freeze = frozen ? 'environment' : opened.freeze;
  return { now: opened.now, policy, roles, localTime, freeze, ...known };
}

/** Of more than anybody may agree to nothing else matters. */
function checkable(pcs: readonly FoundPc[], policy: Policy): readonly FoundPc[] {
  return pcs.length > mostOf({ policy }) ? [] : pcs;
}

function decideFor(
  { command, actor }: TaskInput,
  task: Task | undefined,
  facts: TaskFacts,
): TaskDecision {
  if (!isPersonal(command)) {
    if (actor.kind !== 'desk') throw new Error(`${command.type} is the desk's own`);
    if (!task) return notFound(command.task);
    if (command.type !== 'advance-task') return decideTaskForDesk(task, command, facts);
    const due = advance(task, facts);
    return due ? { kind: 'accepted', event: due } : { kind: 'already' };
  }
  if (actor.kind !== 'person') throw new Error(`${command.type} needs a person`);
  const refusal = authoriseTask(command, actor, task, facts);
  if (refusal) return { kind: 'refused', refusal };
  if (command.type === 'restart') {
    const from = actor.place.kind === 'help-desk' ? 'help-desk' : 'personal';
    return decideRestart(command, from, facts);
  }
  return task ? decideTask(task, command, actor.id, facts) : notFound(command.task);
}

function notFound(task: TaskId): TaskDecision {
  return { kind: 'refused', refusal: { code: 'HD-103', reason: 'task-not-found', task } };
}

/** The event that was decided on, and everything that is due because of it. */
function eventsOf(
  first: TaskEventBody,
  made: { readonly task: Task | undefined; readonly id: TaskId; readonly by: PersonId | 'desk' },
  facts: TaskFacts,
): { readonly events: readonly TaskEvent[]; readonly after: Task } {
  const { id, by } = made;
  const events: TaskEvent[] = [];
  const append = (body: TaskEventBody, task: Task | undefined, who: PersonId | 'desk') => {
    const event: TaskEvent = { ...body, v: (task?.version ?? 0) + 1, id, at: facts.now, by: who };
    events.push(event);
    return evolveTask(task, event);
  };
  let after = append(first, made.task, by);
  for (let due = advance(after, facts); due; due = advance(after, facts)) {
    after = append(due, after, 'desk');
  }
  return { events, after };
}

async function commit(
  ports: TaskPorts,
  input: TaskInput,
  made: { readonly decision: Accepted; readonly task: Task | undefined; readonly facts: TaskFacts },
): Promise<TaskAnswer | undefined> {
  const { decision, task, facts } = made;
  const { now } = facts;
  const id = task?.id ?? taskId(await ports.store.nextNumber('task'));
  const by = input.actor.kind === 'person' ? input.actor.id : 'desk';
  const { events, after } = eventsOf(decision.event, { task, id, by }, facts);
  const { version } = after;
  const outcome: TaskOutcome = {
    of: 'task',
    kind: 'done',
    command: nameOf(input),
    task: id,
    version,
  };
  const speaker = by === 'desk' && task === undefined ? after.requester : by;
  const words = decision.words !== undefined && speaker !== 'desk';
  const ref = wordsRef((task?.version ?? 0) + 1);
  const whole: Commit = {
    op: { key: input.opKey, outcome },
    change: {
      after: { of: 'task', record: after },
      expected: task?.version ?? 0,
      events,
      words: words ? [{ ref, by: speaker, text: decision.words }] : [],
      ...(decision.notAfter === undefined ? {} : { notAfter: decision.notAfter }),
      agenda: taskReactions(task, events, after, ports.policy.restart.watchEvery),
      pcs: pcChanges(task, after, decision, facts),
    },
    audit: auditEntry(toldOf(input), now, {
      request: id,
      version,
      outcome: 'done',
      ...on(after, input),
    }),
  };
  const result = await ports.store.commit(whole);
  switch (result.kind) {
    case 'committed':
      ports.observer?.({ entry: whole.audit, events });
      return { ...outcome, replayed: false };
    case 'replayed':
      return replayed(result.outcome);
    case 'conflict':
      return undefined;
    case 'late': {
      const deadline = decision.notAfter ?? now;
      const refusal = { code: 'HD-301', reason: 'deadline-passed', deadline } as const;
      return refuse(ports, input, { refusal, now, id });
    }
  }
}

/** Success without a change: binds the op and is audited, but for timers that found nothing due. */
async function already(
  ports: TaskPorts,
  input: TaskInput,
  { id, version }: Task,
  now: Instant,
): Promise<TaskAnswer> {
  const command = nameOf(input);
  const outcome: TaskOutcome = {
    of: 'task',
    kind: 'done',
    command,
    task: id,
    version,
    already: true,
  };
  if (input.actor.kind === 'desk') return { ...outcome, replayed: false };
  const audit = auditEntry(toldOf(input), now, { request: id, version, outcome: 'done' });
  const result = await ports.store.commit({ op: { key: input.opKey, outcome }, audit });
  return result.kind === 'replayed' ? replayed(result.outcome) : { ...outcome, replayed: false };
}

/** Audited, but for timers that came too late to matter; binds no key. */
async function refuse(
  ports: TaskPorts,
  input: TaskInput,
  no: { readonly refusal: Refusal; readonly now: Instant; readonly id: TaskId | undefined },
): Promise<TaskAnswer> {
  const { refusal, now, id } = no;
  const answer: TaskAnswer = {
    of: 'task',
    kind: 'refused',
    command: nameOf(input),
    ...(id ? { task: id } : {}),
    refusal,
    replayed: false,
  };
  if (input.actor.kind === 'desk') return answer;
  await witnessAt(ports, { ...toldOf(input), refusal, about: id ? { request: id } : {} }, now);
  return answer;
}

function replayed(outcome: AnyOutcome): TaskAnswer {
  if (!('of' in outcome) || outcome.of !== 'task')
    throw new Error(`${outcome.command}: this op key belongs to something else`);
  return { ...outcome, replayed: true };
}

function nameOf({ command }: TaskInput): TaskOutcome['command'] {
  return isPersonal(command) ? command.type : 'desk';
}

/** Whose PCs these are, when it is one person, and the right it was done with. */
function on(task: Task, { command, actor }: TaskInput): Pick<AuditEntry, 'subject' | 'right'> {
  const subject = beneficiaryOfTask(task);
  const right = isPersonal(command) ? (rightForTask(command, task) ?? 'requester') : undefined;
  const other = subject !== undefined && (actor.kind === 'desk' || actor.id !== subject);
  return {
    ...(other ? { subject } : {}),
    ...(actor.kind === 'desk' || right === undefined ? {} : { right }),
  };
}

/** What the trail calls it: that nobody is asked first stands there by itself. */
function toldOf({ actor, command, opKey }: TaskInput) {
  const forced = command.type === 'restart' && command.wish.force;
  return { actor, command: forced ? 'restart-forced' : command.type, opKey };
}
