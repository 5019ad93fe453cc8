import { agendaMember } from '../agenda.js';
import { SECOND, type Instant, type Millis } from '../ids.js';
import type { AgendaChange } from '../ports.js';
import { nextDue } from './advance.js';
import { isLooking } from './decide-desk.js';
import type { TaskEvent } from './event.js';
import { isUnderWay, type Item } from './item.js';
import type { Task } from './task.js';

/** A card of a hundred PCs isn't drawn for each of their moves. */
const CARD_PACE: Millis = 2 * SECOND;

/**
 * What must happen next because of what one command did: looking PCs up, timers, calls, following, cards, telling
 * people. Pure.
 */
export function taskReactions(
  before: Task | undefined,
  events: readonly TaskEvent[],
  after: Task,
  watchEvery: Millis,
): AgendaChange[] {
  const { id } = after;
  const looks = events.some(({ type }) => LOOKS.has(type)) && isLooking(after);
  return [
    ...(looks ? [work(agendaMember({ kind: 'preflight', id }))] : []),
    ...timer(before, after),
    ...calls(before, after),
    ...(beganToFollow(before, after)
      ? [soon(agendaMember({ kind: 'follow', id }), watchEvery)]
      : []),
    ...cards(before, after),
    ...events
      .filter((event) => isTold(event, before, after))
      .map(({ v: version }) => work(agendaMember({ kind: 'tell-task', id, version }))),
    // A plan's time came: a task begins.
    ...events
      .filter(({ type }) => type === 'due')
      .map(({ v: version }) => work(agendaMember({ kind: 'turn', id, version }))),
  ];
}

const LOOKS: ReadonlySet<TaskEvent['type']> = new Set(['drafted', 'picked', 'checked-again']);
const TOLD: ReadonlySet<TaskEvent['type']> = new Set([
  ...(['rejected', 'lapsed', 'halted', 'finished', 'missed', 'approval-void'] as const),
]);

/** Of a draft only a plan's turn has something to tell: nobody sits before its card. */
function isTold({ type }: TaskEvent, before: Task | undefined, after: Task): boolean {
  if (type === 'checked') return isStuckTurn(after);
  return TOLD.has(type) && before !== undefined && (before.state !== 'draft' || isTurn(after));
}

function isTurn({ wish }: Task): boolean {
  return wish.plan !== undefined;
}

/** It can't go on by itself: a name has become unclear, there are too many PCs, or none. */
export function isStuckTurn(task: Task): boolean {
  return isTurn(task) && task.state === 'draft' && task.checkedAt !== undefined;
}

/** One timer for everything that comes by itself. */
function timer(before: Task | undefined, after: Task): AgendaChange[] {
  const member = agendaMember({ kind: 'task-timer', id: after.id });
  const [was, is] = [before && nextDue(before), nextDue(after)];
  if (is === was) return [];
  return is === undefined ? [{ kind: 'cancel', member }] : [{ kind: 'timer', member, at: is }];
}

/** A call for each PC whose moment is known. */
function calls(before: Task | undefined, after: Task): AgendaChange[] {
  return after.items.flatMap((item): AgendaChange[] => {
    const at = callAt(item);
    const known = before?.items[item.n - 1];
    if (at === undefined || (known && callAt(known) === at)) return [];
    const member = agendaMember({ kind: 'restart', id: after.id, n: item.n });
    return [{ kind: 'timer', member, at }];
  });
}

/** When a PC is called for the first time; later tries are the entry's own. */
function callAt(item: Item): Instant | undefined {
  if (item.state !== 'queued' || item.because === 'put-off' || item.because === 'window')
    return undefined;
  return item.go;
}

function beganToFollow(before: Task | undefined, after: Task): boolean {
  return after.items.some((item) => {
    const known = before?.items[item.n - 1];
    return isUnderWay(item) && !(known && isUnderWay(known));
  });
}

/** The task's own cards, and those of users whose PC moved. */
function cards(before: Task | undefined, after: Task): AgendaChange[] {
  const { id } = after;
  const pace = before?.state === after.state && after.state !== 'draft' ? CARD_PACE : 0;
  const places = placesOfTask(after).map((place) =>
    soon(agendaMember({ kind: 'card', address: { of: 'task', id, place } }), pace),
  );
  const users = after.items.flatMap((item) => {
    const known = before?.items[item.n - 1];
    if (item.told === undefined || item === known) return [];
    const address = { of: 'task', id, place: pcPlace(item.n) } as const;
    return [soon(agendaMember({ kind: 'card', address }), 0)];
  });
  return [...places, ...users];
}

/** Where it was asked for, and once it is more than a draft the channel too. */
export function placesOfTask(task: Task): readonly ('chat' | 'channel')[] {
  if (task.from === 'help-desk') return ['channel'];
  const shown = task.state !== 'draft' && !wasDraftOnly(task);
  return shown ? ['chat', 'channel'] : ['chat'];
}

/** Given up before it was confirmed: nobody but its asker ever saw it. */
function wasDraftOnly(task: Task): boolean {
  return task.state === 'cancelled' && task.confirmedAt === undefined;
}

export function pcPlace(n: number): string {
  return `pc-${n}`;
}

/** The PC whose user's card this is. */
export function pcOfPlace(place: string): number | undefined {
  const match = /^pc-(\d{1,4})$/.exec(place);
  return match ? Number(match[1]) : undefined;
}

function work(member: string): AgendaChange {
  return { kind: 'work', member, after: 0 };
}

function soon(member: string, after: Millis): AgendaChange {
  return { kind: 'soon', member, after };
}
