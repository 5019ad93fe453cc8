import { withAgreement } from '../second-person.js';
import type { Item } from './item.js';
import type { AwaitingApproval, Draft, Task, TaskCommon } from './task.js';
import type { TaskEvent } from './event.js';

/** State = fold of the events. Throws on a log that no decision could have written. */
export function evolveTask(task: Task | undefined, event: TaskEvent): Task {
  if (task === undefined) return begun(event);
  const common = { ...commonOf(task), version: event.v, moved: movedBy(event) };
  if (!isBeforeIt(event)) return underWay(task, common, event);
  switch (event.type) {
    case 'drafted':
      throw impossible(task, event);
    case 'checked':
    case 'picked':
    case 'checked-again':
      return checked(draft(task, event), common, event);
    case 'confirmed':
      draft(task, event);
      return {
        ...common,
        ...counted(event),
        confirmedAt: event.at,
        state: 'awaiting_approval',
        expiresAt: event.expiresAt,
      };
    case 'confirmed-alone':
      draft(task, event);
      return {
        ...common,
        ...counted(event),
        confirmedAt: event.at,
        state: 'held',
        until: event.until,
      };
    case 'approved':
    case 'approval-void':
      return approval(task, common, event);
    case 'rejected':
      awaiting(task, event);
      if (event.by === 'desk') throw impossible(task, event);
      return {
        ...common,
        state: 'rejected',
        rejectedAt: event.at,
        rejectedBy: event.by,
        rejectedWhy: `v${event.v}`,
      };
    case 'due':
    case 'missed':
      return cameRound(task, common, event);
    case 'lapsed':
      return { ...common, state: 'cancelled', cancelledAt: event.at, lapsed: true };
    case 'cancelled': {
      const items = moved(task.items, event.changes);
      return { ...common, items, state: 'cancelled', cancelledAt: event.at, lapsed: false };
    }
  }
}

/** What comes before a task is started. */
const BEFORE_IT = [
  ...(['drafted', 'checked', 'picked', 'checked-again', 'confirmed', 'confirmed-alone'] as const),
  ...(['approved', 'approval-void', 'rejected', 'lapsed', 'cancelled'] as const),
  ...(['due', 'missed'] as const),
];
type BeforeIt = (typeof BEFORE_IT)[number];

function isBeforeIt(event: TaskEvent): event is Extract<TaskEvent, { type: BeforeIt }> {
  return BEFORE_IT.some((type) => type === event.type);
}

function counted({
  approvals,
}: Extract<TaskEvent, { type: 'confirmed' | 'confirmed-alone' }>): Partial<TaskCommon> {
  return approvals === undefined ? {} : { approvals };
}

/** From its start on. */
function underWay(
  task: Task,
  common: TaskCommon,
  event: Exclude<TaskEvent, { type: BeforeIt }>,
): Task {
  switch (event.type) {
    case 'started':
      if (task.state !== 'held') throw impossible(task, event);
      return {
        ...common,
        state: 'running',
        startedAt: event.at,
        wave: 0,
        waveWait: event.waveWait,
      };
    case 'wave-opened':
      if (task.state !== 'running') throw impossible(task, event);
      return {
        ...common,
        items: moved(task.items, event.changes),
        state: 'running',
        startedAt: task.startedAt,
        wave: event.wave,
        waveWait: task.waveWait,
      };
    case 'halted':
      if (task.state !== 'running') throw impossible(task, event);
      return {
        ...common,
        items: moved(task.items, event.changes),
        state: 'halted',
        startedAt: task.startedAt,
        haltedAt: event.at,
        cause: event.cause,
      };
    case 'finished':
      if (task.state !== 'running') throw impossible(task, event);
      return { ...common, state: 'finished', startedAt: task.startedAt, finishedAt: event.at };
    case 'answered':
    case 'came-up':
    case 'looked-again':
    case 'unanswered':
    case 'begun':
    case 'delayed':
    case 'sent':
    case 'seen':
    case 'left-out':
    case 'unsent-cancelled':
    case 'settled':
      return {
        ...task,
        version: event.v,
        items: moved(task.items, event.changes),
        moved: common.moved,
      };
  }
}

function begun(event: TaskEvent): Task {
  const requester = event.type === 'drafted' ? (event.of?.requester ?? event.by) : 'desk';
  if (event.type !== 'drafted' || requester === 'desk' || event.v !== 1)
    throw new Error(`${event.id}: ${event.type} v${event.v} can't begin a task`);
  return {
    schema: 1,
    id: event.id,
    number: Number(event.id.slice('TASK-'.length)),
    version: 1,
    requester,
    openedAt: event.at,
    reason: 'v1',
    wish: event.wish,
    from: event.from,
    items: [],
    quorum: 0,
    approvals: event.of?.approvals ?? [],
    moved: movedBy(event),
    state: 'draft',
    lapsesAt: event.lapsesAt,
    unclear: [],
  };
}

function checked(
  task: Draft,
  common: TaskCommon,
  event: Extract<TaskEvent, { type: 'checked' | 'picked' | 'checked-again' }>,
): Task {
  const { lapsesAt } = task;
  switch (event.type) {
    case 'checked': {
      const { items, quorum, unclear, problem } = event;
      const seen = { checkedAt: event.at, unclear, ...(problem === undefined ? {} : { problem }) };
      return { ...common, items, quorum, state: 'draft', lapsesAt, ...seen };
    }
    case 'picked': {
      const targets = common.wish.targets.map((target, at) =>
        at === event.target ? ({ kind: 'device', ...event.pc } as const) : target,
      );
      const wish = { ...common.wish, targets };
      return { ...common, wish, state: 'draft', lapsesAt, unclear: [] };
    }
    case 'checked-again':
      return { ...common, state: 'draft', lapsesAt, unclear: [] };
  }
}

function approval(
  task: Task,
  common: TaskCommon,
  event: Extract<TaskEvent, { type: 'approved' | 'approval-void' }>,
): Task {
  if (event.type === 'approval-void') {
    if (task.state !== 'held' && task.state !== 'scheduled') throw impossible(task, event);
    const approvals = task.approvals.filter(({ by }) => !event.who.includes(by));
    const { v, due, expiresAt } = event;
    const turn = due === undefined ? {} : { turn: { v, due, missed: 'approval-lost' as const } };
    return { ...common, ...turn, approvals, state: 'awaiting_approval', expiresAt };
  }
  const { expiresAt } = awaiting(task, event);
  if (event.by === 'desk') throw impossible(task, event);
  const said = { by: event.by, at: event.at };
  const { agreements, enough } = withAgreement(task.approvals, said, task.quorum);
  const agreed = { ...common, approvals: agreements };
  if (!enough) return { ...agreed, state: 'awaiting_approval', expiresAt };
  return task.wish.every
    ? { ...agreed, state: 'scheduled', next: event.until }
    : { ...agreed, state: 'held', until: event.until };
}

/** A plan's time came, or passed. */
function cameRound(
  task: Task,
  common: TaskCommon,
  event: Extract<TaskEvent, { type: 'due' | 'missed' }>,
): Task {
  if (task.state !== 'scheduled') throw impossible(task, event);
  const { due, next } = event;
  const turn = { v: event.v, due, ...(event.type === 'missed' ? { missed: event.why } : {}) };
  return { ...common, state: 'scheduled', next, turn };
}

function moved(items: readonly Item[], changes: readonly Item[]): readonly Item[] {
  const now = new Map(changes.map((item) => [item.n, item]));
  return items.map((item) => now.get(item.n) ?? item);
}

function draft(task: Task, event: TaskEvent): Draft {
  if (task.state !== 'draft') throw impossible(task, event);
  return task;
}

function awaiting(task: Task, event: TaskEvent): AwaitingApproval {
  if (task.state !== 'awaiting_approval') throw impossible(task, event);
  return task;
}

/** Only what every state has: a state's own fields don't travel into the next one. */
function commonOf(task: Task): TaskCommon {
  const { schema, id, number, version, requester, openedAt, reason, wish, from } = task;
  const { items, quorum, approvals, confirmedAt, turn, moved: last } = task;
  return {
    ...{ schema, id, number, version, requester, openedAt, reason, wish, from },
    ...{ items, quorum, approvals, moved: last },
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    ...(turn === undefined ? {} : { turn }),
  };
}

function movedBy({ type, by, at }: TaskEvent): TaskCommon['moved'] {
  return { type, by, at };
}

function impossible({ id, state }: Task, { type, v }: TaskEvent): Error {
  return new Error(`${id}: ${type} v${v} in state ${state}`);
}
