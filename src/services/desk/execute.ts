import { authorise } from './authorise.js';
import type { Instant, RequestId } from './ids.js';
import type { Actor } from './people/actor.js';
import type { RoleSnapshot } from './people/person.js';
import type { Policy } from './policy.js';
import type { AuditEntry, Calendar, Commit, DeskStore, Roles } from './ports.js';
import type { Answer, Outcome, Refusal } from './refusal.js';
import { requestId } from './ids.js';
import type { Command, DeskCommandType, PersonCommand } from './requests/command.js';
import { decide, decideForDesk } from './requests/decide.js';
import { decideOpen, decideOpenFor } from './requests/decide-user.js';
import { refused, type Decision, type Facts } from './requests/decision.js';
import { evolve } from './requests/evolve.js';
import { wordsRef, type RequestEvent } from './requests/event.js';
import { reactions } from './requests/reactions.js';
import type { Request } from './requests/request.js';

export interface DeskPorts {
  readonly store: DeskStore;
  readonly roles: Roles;
  readonly calendar: Calendar;
  readonly policy: Policy;
  /** Told of each commit and refusal; for the demo's timeline. */
  readonly observer?: (what: {
    readonly entry: AuditEntry;
    readonly events: readonly RequestEvent[];
  }) => void;
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
  /** Puts into the trail what isn't a move of a request: a set-up, a refused look. Changes nothing else. */
  witness(seen: Witnessed): Promise<void>;
}

export interface Witnessed {
  readonly actor: Actor;
  /** What was said: `setup`, `queue`, ... */
  readonly command: string;
  readonly opKey: string;
  /** Undefined: it was done. */
  readonly refusal?: Refusal | undefined;
}

/** Two winners are impossible; this often a loser looks again before it gives up. */
const TRIES = 3;

export class BusyError extends Error {
  override readonly name = 'BusyError';
}

export function createDesk(ports: DeskPorts): Desk {
  return {
    async execute(input) {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const answer = await attemptOnce(ports, input);
        if (answer) return answer;
      }
      throw new BusyError(
        `${input.command.type}: the request changed ${TRIES} times while this was decided`,
      );
    },
    witness: (seen) => witness(ports, seen),
  };
}

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
async function attemptOnce(ports: DeskPorts, input: Input): Promise<Answer | undefined> {
  const { command } = input;
  const id = 'id' in command ? command.id : undefined;
  const [opened, roles] = await Promise.all([
    ports.store.open(input.opKey, id),
    ports.roles.current(),
  ]);
  if (opened.outcome) return { ...opened.outcome, replayed: true };
  const facts = await factsFor(ports, input, { now: opened.now, roles });
  const decision = decideFor(input, opened.request, facts);
  const commandName = isPersonCommand(command) ? command.type : 'desk';
  switch (decision.kind) {
    case 'refused':
      return refuse(ports, input, { refusal: decision.refusal, now: opened.now, id });
    case 'already': {
      if (!opened.request) throw new Error(`${command.type}: already done on nothing`);
      const { id: done, version } = opened.request;
      return finish(ports, input, {
        outcome: { kind: 'done', command: commandName, id: done, version, already: true },
        now: opened.now,
      });
    }
    case 'accepted':
      return commitDecision(ports, input, { decision, request: opened.request, now: opened.now });
  }
}

async function factsFor(
  ports: DeskPorts,
  input: Input,
  read: { now: Instant; roles: RoleSnapshot | undefined },
): Promise<Facts> {
  const { policy, calendar } = ports;
  const base = { now: read.now, policy, calendar, roles: read.roles };
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
  input: Input,
  made: {
    decision: Extract<Decision, { kind: 'accepted' }>;
    request: Request | undefined;
    now: Instant;
  },
): Promise<Answer | undefined> {
  const { decision, request, now } = made;
  const id = request?.id ?? requestId(await ports.store.nextNumber());
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
      request: after,
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
      return { ...result.outcome, replayed: true };
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
  input: Input,
  done: { outcome: Extract<Outcome, { kind: 'done' }>; now: Instant },
): Promise<Answer> {
  const { outcome, now } = done;
  const entry = auditOf(input, now, {
    request: outcome.id,
    version: outcome.version,
    outcome: 'done',
  });
  const result = await ports.store.commit({ op: { key: input.opKey, outcome }, audit: entry });
  return result.kind === 'replayed'
    ? { ...result.outcome, replayed: true }
    : { ...outcome, replayed: false };
}

/** Audited (but for timers that came too late to matter), and binds no key: the same click may succeed later. */
async function refuse(
  ports: DeskPorts,
  input: Input,
  no: { refusal: Refusal; now: Instant; id: RequestId | undefined },
): Promise<Answer> {
  const { refusal, now, id } = no;
  if (input.actor.kind === 'desk')
    return { kind: 'refused', command: 'desk', ...(id ? { id } : {}), refusal, replayed: false };
  const entry = auditOf(input, now, {
    ...(id ? { request: id } : {}),
    outcome: 'refused',
    code: `${refusal.code} ${refusal.reason}`,
  });
  await ports.store.commit({ audit: entry });
  ports.observer?.({ entry, events: [] });
  const commandName = isPersonCommand(input.command) ? input.command.type : 'desk';
  return { kind: 'refused', command: commandName, ...(id ? { id } : {}), refusal, replayed: false };
}

async function witness({ store, observer }: DeskPorts, seen: Witnessed): Promise<void> {
  const { refusal } = seen;
  const { now } = await store.open(seen.opKey, undefined);
  const entry = auditEntry(seen, now, {
    outcome: refusal ? 'refused' : 'done',
    ...(refusal ? { code: `${refusal.code} ${refusal.reason}` } : {}),
  });
  await store.commit({ audit: entry });
  observer?.({ entry, events: [] });
}

type AuditRest = Pick<AuditEntry, 'outcome'> &
  Partial<Pick<AuditEntry, 'request' | 'version' | 'code'>>;

function auditOf({ actor, command, opKey }: Input, at: Instant, rest: AuditRest): AuditEntry {
  return auditEntry({ actor, command: command.type, opKey }, at, rest);
}

function auditEntry(
  { actor, command, opKey }: Pick<Witnessed, 'actor' | 'command' | 'opKey'>,
  at: Instant,
  rest: AuditRest,
): AuditEntry {
  const [who, place] =
    actor.kind === 'person' ? [actor.id, actor.place.kind] : (['desk', 'desk'] as const);
  return { at, actor: who, command, place, opKey, ...rest };
}
