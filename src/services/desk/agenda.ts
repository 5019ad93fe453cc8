import { letterName, parseLetter, type AlertLetter } from './alerts.js';
import type { CardAddress } from './ports.js';
import {
  parseChangeId,
  parsePersonId,
  parseRequestId,
  parseTaskId,
  type ChangeId,
  type PersonId,
  type RequestId,
  type TaskId,
} from './ids.js';

/** `opening`: the desk opens, and cards that said so must say something else. The others are moves. */
export type Timer =
  'deadline' | 'warning' | 'opening' | 'consent' | 'remind' | 'close' | 'validity';

/** Of a change: it lapses without enough people; somebody looks at what one admin did alone. */
export type ChangeTimer = 'lapse' | 'review';

/** What a name in the agenda stands for. An entry is replaced by its own later self. */
export type AgendaItem =
  | { readonly kind: 'timer'; readonly id: RequestId; readonly timer: Timer }
  | { readonly kind: 'card'; readonly address: CardAddress }
  | {
      readonly kind: 'notice';
      readonly id: RequestId;
      readonly version: number;
      readonly audience: 'user' | 'thread' | 'helper';
    }
  | { readonly kind: 'effect'; readonly id: RequestId; readonly n: number }
  | { readonly kind: 'watch'; readonly id: RequestId }
  | { readonly kind: 'devices'; readonly person: PersonId }
  | { readonly kind: 'install'; readonly person: PersonId }
  | { readonly kind: 'roles' }
  /** A round of the self-tests that are watched. */
  | { readonly kind: 'checkup' }
  | { readonly kind: 'alert'; readonly letter: AlertLetter }
  | { readonly kind: 'change-timer'; readonly id: ChangeId; readonly timer: ChangeTimer }
  /** Does what enough people agreed to. */
  | { readonly kind: 'apply'; readonly id: ChangeId }
  /** Tells those whom an event of a change concerns. */
  | {
      readonly kind: 'tell';
      readonly id: ChangeId;
      readonly version: number;
      /** One of them; without it, it is found out who they are. */
      readonly to?: PersonId;
    }
  /** What is due in a task by itself. */
  | { readonly kind: 'task-timer'; readonly id: TaskId }
  /** The time of a plan that an event of it told of. */
  | { readonly kind: 'turn'; readonly id: TaskId; readonly version: number }
  /** Looks up what was named and checks it. */
  | { readonly kind: 'preflight'; readonly id: TaskId }
  /** Restarts PC `n` of a task. */
  | { readonly kind: 'restart'; readonly id: TaskId; readonly n: number }
  /** Looks at the PCs of a task that were sent. */
  | { readonly kind: 'follow'; readonly id: TaskId }
  /** Tells whoever asked what became of it. */
  | { readonly kind: 'tell-task'; readonly id: TaskId; readonly version: number }
  /** The trail: what was committed gets its seals; the head is told to the outside. */
  | { readonly kind: 'seal' }
  /** Removes what was kept for long enough. */
  | { readonly kind: 'retention' }
  | { readonly kind: 'audit-head' }
  /** Verifies it for somebody who waits for the answer. */
  | { readonly kind: 'audit-verify'; readonly person: PersonId };

/** `timer:REQ-12:deadline`, `card:REQ-12:user`, `effect:REQ-12:3`, `watch:REQ-12`, `card:queue`, ... */
export function agendaMember(item: AgendaItem): string {
  switch (item.kind) {
    case 'timer':
      return `timer:${item.id}:${item.timer}`;
    case 'card':
      return cardMember(item.address);
    case 'notice':
      return `notice:${item.id}:${item.version}:${item.audience}`;
    case 'effect':
      return `effect:${item.id}:${item.n}`;
    case 'watch':
      return `watch:${item.id}`;
    case 'devices':
      return `devices:${item.person}`;
    case 'install':
      return `install:${item.person}`;
    case 'roles':
    case 'checkup':
      return item.kind;
    case 'alert':
      return `alert:${letterName(item.letter)}`;
    case 'change-timer':
      return `timer:${item.id}:${item.timer}`;
    case 'apply':
      return `apply:${item.id}`;
    case 'tell':
      return `tell:${item.id}:${item.version}${item.to === undefined ? '' : `:${item.to}`}`;
    case 'task-timer':
      return `timer:${item.id}:due`;
    case 'preflight':
    case 'follow':
      return `${item.kind}:${item.id}`;
    case 'restart':
      return `effect:${item.id}:${item.n}`;
    case 'turn':
      return `turn:${item.id}:${item.version}`;
    case 'tell-task':
      return `tell:${item.id}:${item.version}`;
    case 'seal':
    case 'audit-head':
    case 'retention':
      return item.kind;
    case 'audit-verify':
      return `audit-verify:${item.person}`;
  }
}

function cardMember(address: CardAddress): string {
  switch (address.of) {
    case 'request':
      return `card:${address.id}:${address.place}`;
    case 'change':
    case 'task':
      return `card:${address.id}:${address.place}`;
    case 'queue':
      return 'card:queue';
    case 'intake':
      return `card:intake:${address.person}`;
    case 'left':
      return `card:left:${address.activity}`;
  }
}

const TIMERS: ReadonlySet<string> = new Set<Timer>([
  'deadline',
  'warning',
  'opening',
  'consent',
  'remind',
  'close',
  'validity',
]);
const AUDIENCES: ReadonlySet<string> = new Set(['user', 'thread', 'helper']);

/** Reads a member back; undefined for a name this version doesn't know. */
export function parseAgendaMember(member: string): AgendaItem | undefined {
  const [kind, first = '', second = '', third = ''] = member.split(':');
  if (kind === 'roles' || kind === 'checkup') return { kind };
  if (kind === 'seal' || kind === 'audit-head' || kind === 'retention') return { kind };
  if (kind === 'audit-verify') return withPerson(first, (person) => ({ kind, person }));
  if (kind === 'alert') return withLetter(member.slice('alert:'.length));
  if (kind === 'card' && first === 'queue') return { kind, address: { of: 'queue' } };
  if (kind === 'card' && first === 'intake')
    return withPerson(second, (person) => ({ kind, address: { of: 'intake', person } }));
  if (kind === 'card' && first === 'left' && second !== '')
    return { kind, address: { of: 'left', activity: second } };
  if (kind === 'devices' || kind === 'install')
    return withPerson(first, (person) => ({ kind, person }));
  const change = parseChangeId(first);
  if (change !== undefined) return ofChange(change, kind, second, third);
  const task = parseTaskId(first);
  if (task !== undefined) return ofTask(task, kind, second);
  const id = parseRequestId(first);
  if (id === undefined) return undefined;
  if (kind === 'card') return { kind, address: { of: 'request', id, place: second } };
  if (kind === 'watch') return { kind, id };
  if (kind === 'timer' && TIMERS.has(second)) return { kind, id, timer: second as Timer };
  if (kind === 'effect') return { kind, id, n: Number(second) };
  if (kind === 'notice' && AUDIENCES.has(third)) {
    return { kind, id, version: Number(second), audience: third as 'user' | 'thread' | 'helper' };
  }
  return undefined;
}

function ofChange(
  id: ChangeId,
  kind: string | undefined,
  second: string,
  third: string,
): AgendaItem | undefined {
  if (kind === 'card') return { kind, address: { of: 'change', id, place: second } };
  if (kind === 'timer' && (second === 'lapse' || second === 'review'))
    return { kind: 'change-timer', id, timer: second };
  if (kind === 'apply') return { kind, id };
  if (kind === 'tell') {
    const to = parsePersonId(third);
    return { kind, id, version: Number(second), ...(to === undefined ? {} : { to }) };
  }
  return undefined;
}

function ofTask(id: TaskId, kind: string | undefined, second: string): AgendaItem | undefined {
  if (kind === 'card') return { kind, address: { of: 'task', id, place: second } };
  if (kind === 'timer' && second === 'due') return { kind: 'task-timer', id };
  if (kind === 'preflight' || kind === 'follow') return { kind, id };
  if (kind === 'effect') return { kind: 'restart', id, n: Number(second) };
  if (kind === 'turn') return { kind, id, version: Number(second) };
  if (kind === 'tell') return { kind: 'tell-task', id, version: Number(second) };
  return undefined;
}

function withLetter(name: string): AgendaItem | undefined {
  const letter = parseLetter(name);
  return letter && { kind: 'alert', letter };
}

function withPerson(text: string, make: (person: PersonId) => AgendaItem): AgendaItem | undefined {
  const person = parsePersonId(text);
  return person ? make(person) : undefined;
}
