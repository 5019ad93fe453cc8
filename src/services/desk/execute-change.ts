import { authoriseChange, rightFor } from './changes/authorise-change.js';
import { type Change } from './changes/change.js';
import { beneficiaryOf } from './changes/subject.js';
import type { ChangeCommand, DeskChangeCommand } from './changes/command.js';
import {
  decideChange,
  decideChangeForDesk,
  decideForce,
  decidePropose,
  type ChangeDecision,
  type ChangeFacts,
} from './changes/decide.js';
import type { ChangeEvent } from './changes/event.js';
import { evolveChange } from './changes/evolve.js';
import { changeReactions } from './changes/reactions.js';
import { changeId, type ChangeId, type Instant, type PersonId } from './ids.js';
import type { Actor } from './people/actor.js';
import type { Policy } from './policy.js';
import type { AuditEntry, Commit, DeskStore, Roles } from './ports.js';
import type { AnyOutcome, ChangeAnswer, ChangeOutcome, Refusal } from './refusal.js';
import { wordsRef } from './requests/event.js';
import { auditEntry, witnessAt, type TrailObserver } from './trail.js';

export interface ChangePorts {
  readonly store: DeskStore;
  readonly roles: Roles;
  readonly policy: Policy;
  readonly observer?: TrailObserver;
}

export interface ChangeInput {
  readonly command: ChangeCommand | DeskChangeCommand;
  readonly actor: Actor;
  /** As for requests: the same op gives the same answer. */
  readonly opKey: string;
}

/** One read, one decision, one commit. Undefined: somebody else committed in between. */
export async function attemptChange(
  ports: ChangePorts,
  input: ChangeInput,
): Promise<ChangeAnswer | undefined> {
  const { command } = input;
  const id = 'change' in command ? command.change : undefined;
  const [opened, roles] = await Promise.all([
    ports.store.open(input.opKey, id),
    ports.roles.current(),
  ]);
  if (opened.outcome) return replayed(opened.outcome);
  const change = opened.kept?.of === 'change' ? opened.kept.record : undefined;
  const { now } = opened;
  const decision = decideFor(input, change, { now, roles, policy: ports.policy });
  switch (decision.kind) {
    case 'refused':
      return refuse(ports, input, { refusal: decision.refusal, now, id });
    case 'already':
      if (!change) throw new Error(`${command.type}: already done on nothing`);
      return already(ports, input, change, now);
    case 'accepted':
      return commit(ports, input, { decision, change, now });
  }
}

function isPersonal(command: ChangeInput['command']): command is ChangeCommand {
  switch (command.type) {
    case 'propose':
    case 'force':
    case 'agree':
    case 'reject':
    case 'take-back':
    case 'review':
      return true;
    case 'lapse-change':
    case 'remind-review':
    case 'change-applied':
    case 'change-failed':
      return false;
  }
}

function decideFor(
  { command, actor }: ChangeInput,
  change: Change | undefined,
  facts: ChangeFacts,
): ChangeDecision {
  if (!isPersonal(command)) {
    if (actor.kind !== 'desk') throw new Error(`${command.type} is the desk's own`);
    return change ? decideChangeForDesk(change, command, facts) : notFound(command.change);
  }
  if (actor.kind !== 'person') throw new Error(`${command.type} needs a person`);
  const subject = 'subject' in command ? command.subject : change?.subject;
  const refusal = authoriseChange({ command, subject, change }, actor, facts);
  if (refusal) return { kind: 'refused', refusal };
  if (command.type === 'propose') return decidePropose(command, facts);
  if (command.type === 'force') return decideForce(command, facts);
  return change ? decideChange(change, command, actor.id, facts) : notFound(command.change);
}

function notFound(change: ChangeId): ChangeDecision {
  return { kind: 'refused', refusal: { code: 'HD-103', reason: 'change-not-found', change } };
}

async function commit(
  ports: ChangePorts,
  input: ChangeInput,
  made: {
    readonly decision: Extract<ChangeDecision, { kind: 'accepted' }>;
    readonly change: Change | undefined;
    readonly now: Instant;
  },
): Promise<ChangeAnswer | undefined> {
  const { decision, change, now } = made;
  const id = change?.id ?? changeId(await ports.store.nextNumber('change'));
  const by = input.actor.kind === 'person' ? input.actor.id : 'desk';
  const v = (change?.version ?? 0) + 1;
  const event: ChangeEvent = { ...decision.event, v, id, at: now, by };
  const after = evolveChange(change, event);
  const outcome: ChangeOutcome = {
    of: 'change',
    kind: 'done',
    command: nameOf(input),
    change: id,
    version: v,
  };
  const words = decision.words !== undefined && by !== 'desk';
  const whole: Commit = {
    op: { key: input.opKey, outcome },
    change: {
      after: { of: 'change', record: after },
      expected: change?.version ?? 0,
      events: [event],
      words: words ? [{ ref: wordsRef(v), by, text: decision.words }] : [],
      ...(decision.notAfter === undefined ? {} : { notAfter: decision.notAfter }),
      agenda: changeReactions(change, event, after),
    },
    audit: auditEntry(toldOf(input), now, {
      request: id,
      version: v,
      outcome: 'done',
      ...on(after, by),
    }),
  };
  const result = await ports.store.commit(whole);
  switch (result.kind) {
    case 'committed':
      ports.observer?.({ entry: whole.audit, events: [event] });
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

/** Success without a change: binds the op and is audited. */
async function already(
  ports: ChangePorts,
  input: ChangeInput,
  { id, version }: Change,
  now: Instant,
): Promise<ChangeAnswer> {
  const outcome: ChangeOutcome = {
    of: 'change',
    kind: 'done',
    command: nameOf(input),
    change: id,
    version,
    already: true,
  };
  const audit = auditEntry(toldOf(input), now, { request: id, version, outcome: 'done' });
  const result = await ports.store.commit({ op: { key: input.opKey, outcome }, audit });
  return result.kind === 'replayed' ? replayed(result.outcome) : { ...outcome, replayed: false };
}

/** Audited, but for timers that came too late to matter; binds no key. */
async function refuse(
  ports: ChangePorts,
  input: ChangeInput,
  no: { readonly refusal: Refusal; readonly now: Instant; readonly id: ChangeId | undefined },
): Promise<ChangeAnswer> {
  const { refusal, now, id } = no;
  const answer: ChangeAnswer = {
    of: 'change',
    kind: 'refused',
    command: nameOf(input),
    ...(id ? { change: id } : {}),
    refusal,
    replayed: false,
  };
  if (input.actor.kind === 'desk') return answer;
  await witnessAt(ports, { ...toldOf(input), refusal, about: id ? { request: id } : {} }, now);
  return answer;
}

function replayed(outcome: AnyOutcome): ChangeAnswer {
  if (!('of' in outcome) || outcome.of !== 'change')
    throw new Error(`${outcome.command}: this op key belongs to something else`);
  return { ...outcome, replayed: true };
}

function nameOf({ command }: ChangeInput): ChangeOutcome['command'] {
  return isPersonal(command) ? command.type : 'desk';
}

/** Whom it is good for, and the right that a person had a say in it with. */
function on({ subject }: Change, by: PersonId | 'desk'): Pick<AuditEntry, 'subject' | 'right'> {
  const person = beneficiaryOf(subject);
  return {
    ...(person === undefined ? {} : { subject: person }),
    ...(by === 'desk' ? {} : { right: rightFor(subject) }),
  };
}

/** What the trail calls it. */
function toldOf({ actor, command, opKey }: ChangeInput) {
  return { actor, command: command.type, opKey };
}
