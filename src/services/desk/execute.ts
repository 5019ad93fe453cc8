import { authorise, groundFor } from './authorise.js';
import { attemptChange, type ChangeInput } from './execute-change.js';
import { attemptTask, type TaskInput } from './execute-task.js';
import { freezeAll, type FreezeAnswer, type FreezeInput } from './freezing.js';
import { requestId, type Instant, type PersonId, type RequestId } from './ids.js';
import type { Actor } from './people/actor.js';
import type { Policy } from './policy.js';
import type { AuditEntry, Calendar, Commit, DeskStore, LocalTime, Roles } from './ports.js';
import type { Answer, AnyOutcome, ChangeAnswer, Outcome, Refusal, TaskAnswer } from './refusal.js';
import type { Command, DeskCommandType, PersonCommand } from './requests/command.js';
import { decide, decideForDesk } from './requests/decide.js';
import { decideOpen, decideOpenFor } from './requests/decide-user.js';
import { refused, type Decision, type Facts } from './requests/decision.js';
import { evolve } from './requests/evolve.js';
import { wordsRef, type RequestEvent } from './requests/event.js';
import { reactions } from './requests/reactions.js';
import type { Request } from './requests/request.js';
import { untilSettled } from './settle.js';
import { auditEntry, witness, witnessAt, type TrailObserver, type Witnessed } from './trail.js';

export { BusyError } from './settle.js';
export type { ChangeInput } from './execute-change.js';
export type { TaskInput } from './execute-task.js';
export type { Witnessed } from './trail.js';

export interface DeskPorts {
  readonly store: DeskStore;
  readonly roles: Roles;
  readonly calendar: Calendar;
  readonly policy: Policy;
  readonly localTime: LocalTime;
  /** Stopped from outside, whatever Redis says. */
  readonly frozen?: boolean;
  readonly observer?: TrailObserver;
}

export interface Input {
  readonly command: Command;
  readonly actor: Actor;
  /** The same op gives the same answer: conversation + activity id, or nonce + verb + actor + inputs. */
  readonly opKey: string;
}

/** The one front door: buttons, typed commands, dialogs, timers and effects all come through here. */
export interface Desk {
  execute(input: Input): Promise<Answer>;
  /** The same for what needs a second person. */
  change(input: ChangeInput): Promise<ChangeAnswer>;
  /** The same for restarts of PCs. */
  task(input: TaskInput): Promise<TaskAnswer>;
  /** Stops every effect, at once and everywhere. */
  freeze(input: FreezeInput): Promise<FreezeAnswer>;
  /** Puts into the trail what isn't a move of a request: a set-up, a refused look. Changes nothing else. */
  witness(seen: Witnessed): Promise<void>;
}

export function createDesk(ports: DeskPorts): Desk {
  return {
    execute: (input) => untilSettled(input.command.type, () => attemptOnce(ports, input)),
    change: (input) => untilSettled(input.command.type, () => attemptChange(ports, input)),
    task: (input) => untilSettled(input.command.type, () => attemptTask(ports, input), TASK_TRIES),
    freeze: (input) => freezeAll(ports, input),
    witness: (seen) => witness(ports, seen),
  };
}

/** The PCs of a task move at the same time: losing is common, and the loser needn't wait for a person. */
const TASK_TRIES = 25;

const DESK_COMMANDS: ReadonlySet<string> = new Set<DeskCommandType>([
  'warn',
  'expire',
  'give-up-consent',
  'remind-consent',
  'auto-close',
  'end-validity',
  'begin-effect',
  'delay-effect',
  'session-made',
  'effect-failed',
  'session-closed',
  'session-seen',
  'session-measured',
]);

function isPersonCommand(command: Command): command is PersonCommand {
  return !DESK_COMMANDS.has(command.type);
}

/** Undefined: somebody else committed in between; read and decide again. */
async function attemptOnce(ports: DeskPorts, asked: Input): Promise<Answer | undefined> {
  const { command } = asked;
  const id = 'id' in command ? command.id : undefined;
  const [opened, roles] = await Promise.all([
    ports.store.open(asked.opKey, id),
    ports.roles.current(),
  ]);
  if (opened.outcome) return replayed(opened.outcome);
  const request = opened.kept?.of === 'request' ? opened.kept.record : undefined;
  const facts = await factsFor(ports, asked, {
    now: opened.now,
    roles,
    freeze: ports.frozen ? 'environment' : opened.freeze,
  });
  const input = { ...asked, seen: seenOf(asked, request, facts) };
  const decision = decideFor(input, request, facts);
  const commandName = isPersonCommand(command) ? command.type : 'desk';
  switch (decision.kind) {
    case 'refused':
      return refuse(ports, input, { refusal: decision.refusal, now: opened.now, id });
    case 'already': {
      if (!request) throw new Error(`${command.type}: already done on nothing`);
      const { id: done, version } = request;
      return finish(ports, input, {
        outcome: { kind: 'done', command: commandName, id: done, version, already: true },
        now: opened.now,
      });
    }
    case 'accepted':
      return commitDecision(ports, input, { decision, request, now: opened.now });
  }
}

/** An input with what the trail says of it besides who did what. */
type Audited = Input & { readonly seen: Pick<AuditEntry, 'subject' | 'right'> };

/** On whom, and with which right. */
function seenOf(
  { command, actor }: Input,
  request: Request | undefined,
  facts: Facts,
): Audited['seen'] {
  const asked: PersonId | undefined = command.type === 'open-for' ? command.requester : undefined;
  const whose = request?.requester ?? asked;
  const onOther = whose !== undefined && (actor.kind === 'desk' || whose !== actor.id);
  const right =
    actor.kind === 'person' && isPersonCommand(command)
      ? groundFor(command, actor, request, facts)
      : undefined;
  return { ...(onOther ? { subject: whose } : {}), ...(right === undefined ? {} : { right }) };
}

async function factsFor(
  ports: DeskPorts,
  input: Input,
  read: Pick<Facts, 'now' | 'roles' | 'freeze'>,
): Promise<Facts> {
  const { policy, calendar } = ports;
  const base = { ...read, policy, calendar };
  if (input.command.type !== 'open' || input.actor.kind !== 'person') return base;
  return { ...base, openRequests: await ports.store.openOf(input.actor.id) };
}

function decideFor(input: Input, request: Request | undefined, facts: Facts): Decision {
  const { command, actor } = input;
  if (!isPersonCommand(command)) {
    if (actor.kind !== 'desk') throw new Error(`${command.type} is the desk's own`);
    return request
      ? decideForDesk(request, command, facts)
      : refused({ code: 'HD-103', reason: 'not-found', id: command.id });
  }
  if (actor.kind !== 'person') throw new Error(`${command.type} needs a person`);
  const refusal = authorise(command, actor, request, facts);
  if (refusal) return refused(refusal);
  if (command.type === 'open') return decideOpen(command, actor.id, facts);
  if (command.type === 'open-for') return decideOpenFor(command, actor.id, facts);
  if (!request) throw new Error(`${command.type}: authorised without a request`);
  return decide(request, command, actor.id, facts);
}

async function commitDecision(
  ports: DeskPorts,
  input: Audited,
  made: {
    decision: Extract<Decision, { kind: 'accepted' }>;
    request: Request | undefined;
    now: Instant;
  },
): Promise<Answer | undefined> {
  const { decision, request, now } = made;
  const id = request?.id ?? requestId(await ports.store.nextNumber('request'));
  const by = input.actor.kind === 'person' ? input.actor.id : 'desk';
  const event: RequestEvent = {
    ...decision.event,
    v: (request?.version ?? 0) + 1,
    id,
    at: now,
    by,
  };
  const after = evolve(request, event);
  const commandName = isPersonCommand(input.command) ? input.command.type : 'desk';
  const outcome: Outcome = { kind: 'done', command: commandName, id, version: after.version };
  const commit: Commit = {
    op: { key: input.opKey, outcome },
    change: {
      after: { of: 'request', record: after },
      expected: request?.version ?? 0,
      events: [event],
      words:
        decision.words !== undefined && by !== 'desk'
          ? [{ ref: wordsRef(event.v), by, text: decision.words }]
          : [],
      ...(decision.notAfter === undefined ? {} : { notAfter: decision.notAfter }),
      agenda: reactions(request, event, after, ports),
    },
    audit: auditOf(input, now, { request: id, version: after.version, outcome: 'done' }),
  };
  const result = await ports.store.commit(commit);
  switch (result.kind) {
    case 'committed':
      ports.observer?.({ entry: commit.audit, events: [event] });
      return { ...outcome, replayed: false };
    case 'replayed':
      return replayed(result.outcome);
    case 'conflict':
      return undefined;
    case 'late':
      return refuse(ports, input, {
        refusal: { code: 'HD-301', reason: 'deadline-passed', deadline: decision.notAfter ?? now },
        now,
        id,
      });
  }
}

/** Success without a change: binds the op and is audited, so that a repeat gets the same answer. */
async function finish(
  ports: DeskPorts,
  input: Audited,
  done: { outcome: Extract<Outcome, { kind: 'done' }>; now: Instant },
): Promise<Answer> {
  const { outcome, now } = done;
  const entry = auditOf(input, now, {
    request: outcome.id,
    version: outcome.version,
    outcome: 'done',
  });
  const result = await ports.store.commit({ op: { key: input.opKey, outcome }, audit: entry });
  return result.kind === 'replayed' ? replayed(result.outcome) : { ...outcome, replayed: false };
}

/** Audited (but for timers that came too late to matter), and binds no key: the same click may succeed later. */
async function refuse(
  ports: DeskPorts,
  input: Audited,
  no: { refusal: Refusal; now: Instant; id: RequestId | undefined },
): Promise<Answer> {
  const { refusal, now, id } = no;
  if (input.actor.kind === 'desk')
    return { kind: 'refused', command: 'desk', ...(id ? { id } : {}), refusal, replayed: false };
  const { actor, command, opKey, seen } = input;
  const about = { ...(id ? { request: id } : {}), ...seen };
  await witnessAt(ports, { actor, command: command.type, opKey, refusal, about }, now);
  const commandName = isPersonCommand(input.command) ? input.command.type : 'desk';
  return { kind: 'refused', command: commandName, ...(id ? { id } : {}), refusal, replayed: false };
}

/** An op key belongs to one message or click: what it first came to can't be of another kind. */
function replayed(outcome: AnyOutcome): Answer {
  if ('of' in outcome) throw new Error(`${outcome.command}: this op key belongs to something else`);
  return { ...outcome, replayed: true };
}

function auditOf(
  { actor, command, opKey, seen }: Audited,
  at: Instant,
  rest: Parameters<typeof auditEntry>[2],
): AuditEntry {
  return auditEntry({ actor, command: command.type, opKey }, at, { ...rest, ...seen });
}
