import { z } from 'zod';
import { ITEM_FAILURES, ITEM_WARNINGS, SKIP_REASONS, type Item } from '../desk/tasks/item.js';
import {
  ITEMS_MOVED,
  MISSED_TURNS,
  type TaskEvent,
  type TaskEventType,
} from '../desk/tasks/event.js';
import type { Recurrence } from '../desk/recurrence.js';
import type { Task, TASK_STATES, Unclear, Wish } from '../desk/tasks/task.js';
import type { FoundPc } from '../desk/restart-ports.js';
import {
  countField,
  deviceField,
  millisField,
  personField,
  requestField,
  taskField,
  whoField,
  wordsField,
} from './record-fields.js';

const EVENT_TYPES = {
  drafted: 'drafted',
  checked: 'checked',
  picked: 'picked',
  'checked-again': 'checked-again',
  confirmed: 'confirmed',
  'confirmed-alone': 'confirmed-alone',
  approved: 'approved',
  rejected: 'rejected',
  lapsed: 'lapsed',
  'approval-void': 'approval-void',
  due: 'due',
  missed: 'missed',
  cancelled: 'cancelled',
  started: 'started',
  'wave-opened': 'wave-opened',
  answered: 'answered',
  'came-up': 'came-up',
  unanswered: 'unanswered',
  begun: 'begun',
  delayed: 'delayed',
  sent: 'sent',
  seen: 'seen',
  'looked-again': 'looked-again',
  'left-out': 'left-out',
  'unsent-cancelled': 'unsent-cancelled',
  settled: 'settled',
  halted: 'halted',
  finished: 'finished',
} as const satisfies { readonly [Type in TaskEventType]: Type };

export const taskEventTypeField = z.enum(EVENT_TYPES);

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pc'), name: z.string() }),
  z.strictObject({ kind: z.literal('device'), id: deviceField, name: z.string() }),
  z.strictObject({ kind: z.literal('person'), id: personField }),
  z.strictObject({ kind: z.literal('group'), name: z.string(), id: z.string().optional() }),
]);

const day = z.number().int().min(1);
const recurrence = z.strictObject({
  on: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('week'), days: z.array(day.max(7)) }),
    z.strictObject({ kind: z.literal('month'), day: day.max(31) }),
  ]),
  time: z.string(),
  zone: z.string(),
}) satisfies z.ZodType<Recurrence>;

const wish = z.strictObject({
  targets: z.array(target),
  at: millisField.optional(),
  every: recurrence.optional(),
  plan: z.strictObject({ id: taskField, due: millisField }).optional(),
  force: z.boolean(),
  waveSize: countField.optional(),
  part: z.strictObject({ k: countField, of: countField }).optional(),
  request: requestField.optional(),
  retryOf: taskField.optional(),
  dryRun: z.boolean(),
}) satisfies z.ZodType<Wish>;

const pc = z.strictObject({
  device: deviceField,
  source: z.string(),
  name: z.string(),
  model: z.string().optional(),
  operatingSystem: z.string(),
  owner: personField.optional(),
  managed: z.boolean(),
  lastSync: millisField.optional(),
}) satisfies z.ZodType<FoundPc>;

const unclear = z.strictObject({
  target: countField,
  candidates: z.array(pc),
}) satisfies z.ZodType<Unclear>;

const problem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('too-many'), total: countField, most: countField }),
  z.strictObject({ kind: z.enum(['nothing', 'no-answer']) }),
]);

const itemCommon = {
  n: countField,
  name: z.string(),
  device: deviceField.optional(),
  source: z.string().optional(),
  model: z.string().optional(),
  owner: personField.optional(),
  lastSync: millisField.optional(),
  warnings: z.array(z.enum(ITEM_WARNINGS)),
  wave: countField.optional(),
  putOff: countField,
  told: z.literal(true).optional(),
  movedAt: millisField,
};

const attempts = z.strictObject({
  count: countField,
  begunAt: millisField,
  before: millisField.optional(),
  doubt: z.boolean(),
  doubtSince: millisField.optional(),
  retryAt: millisField.optional(),
  code: z.string().optional(),
});

function pcIn<State extends Item['state'], Fields extends z.ZodRawShape>(
  states: readonly [State, ...State[]],
  fields: Fields,
) {
  return z.strictObject({ ...itemCommon, state: z.enum(states), ...fields });
}

const item = z.discriminatedUnion('state', [
  pcIn(['queued'], {
    go: millisField.optional(),
    notAfter: millisField.optional(),
    because: z.enum(['chosen', 'put-off', 'window', 'opening']).optional(),
    attempts: attempts.optional(),
  }),
  pcIn(['asked'], { askedAt: millisField, answerBy: millisField, notAfter: millisField }),
  pcIn(['sent', 'pending', 'active'], { sentAt: millisField, before: millisField.optional() }),
  pcIn(['done'], { sentAt: millisField }),
  pcIn(['failed'], {
    why: z.enum(ITEM_FAILURES),
    code: z.string().optional(),
    sentAt: millisField.optional(),
  }),
  pcIn(['not_supported'], {}),
  pcIn(['unknown'], { sentAt: millisField, before: millisField.optional() }),
  pcIn(['skipped'], { why: z.enum(SKIP_REASONS), since: millisField.optional() }),
  pcIn(['cancelled'], {}),
]) satisfies z.ZodType<Item>;
const items = z.array(item);

const approvals = z.array(z.strictObject({ by: personField, at: millisField }));

const common = {
  schema: z.literal(1),
  id: taskField,
  number: countField,
  version: countField,
  requester: personField,
  openedAt: millisField,
  reason: wordsField,
  wish,
  from: z.enum(['personal', 'help-desk']),
  items,
  quorum: countField,
  approvals,
  confirmedAt: millisField.optional(),
  turn: z
    .strictObject({
      v: countField,
      due: millisField,
      missed: z.enum([...MISSED_TURNS, 'approval-lost']).optional(),
    })
    .optional(),
  moved: z.strictObject({ type: taskEventTypeField, by: whoField, at: millisField }),
};

function state<Name extends (typeof TASK_STATES)[number], Fields extends z.ZodRawShape>(
  name: Name,
  fields: Fields,
) {
  return z.strictObject({ ...common, state: z.literal(name), ...fields });
}

/** A task as it is stored. */
export const taskRecord = z.discriminatedUnion('state', [
  state('draft', {
    lapsesAt: millisField,
    checkedAt: millisField.optional(),
    unclear: z.array(unclear),
    problem: problem.optional(),
  }),
  state('awaiting_approval', { expiresAt: millisField }),
  state('held', { until: millisField }),
  state('scheduled', { next: millisField }),
  state('running', { startedAt: millisField, wave: countField, waveWait: millisField }),
  state('finished', { startedAt: millisField, finishedAt: millisField }),
  state('cancelled', { cancelledAt: millisField, lapsed: z.boolean() }),
  state('rejected', { rejectedAt: millisField, rejectedBy: personField, rejectedWhy: wordsField }),
  state('halted', {
    startedAt: millisField,
    haltedAt: millisField,
    cause: z.enum(['person', 'failures']),
  }),
]) satisfies z.ZodType<Task>;

const head = { v: countField, id: taskField, at: millisField, by: whoField };

function event<Type extends TaskEventType, Fields extends z.ZodRawShape>(
  types: readonly [Type, ...Type[]],
  fields: Fields,
) {
  return z.strictObject({ ...head, type: z.enum(types), ...fields });
}

const words = z.literal(true);

/** An event of a task as it lies in the log. */
export const taskEventRecord = z.discriminatedUnion('type', [
  event(['drafted'], {
    wish,
    from: z.enum(['personal', 'help-desk']),
    lapsesAt: millisField,
    words,
    of: z.strictObject({ requester: personField, approvals }).optional(),
  }),
  event(['checked'], {
    items,
    unclear: z.array(unclear),
    quorum: countField,
    problem: problem.optional(),
  }),
  event(['picked'], {
    target: countField,
    pc: z.strictObject({ id: deviceField, name: z.string() }),
  }),
  event(['confirmed'], { expiresAt: millisField, approvals: approvals.optional() }),
  event(['confirmed-alone'], { until: millisField, approvals: approvals.optional() }),
  event(['approved'], { until: millisField }),
  event(['due'], { due: millisField, next: millisField }),
  event(['missed'], { due: millisField, next: millisField, why: z.enum(MISSED_TURNS) }),
  event(['rejected'], { words }),
  event(['approval-void'], {
    who: z.array(personField),
    expiresAt: millisField,
    due: millisField.optional(),
  }),
  event(['started'], { waveWait: millisField }),
  event(['checked-again', 'lapsed', 'finished'], {}),
  event(['wave-opened'], { wave: countField, changes: items }),
  event(['halted'], { cause: z.enum(['person', 'failures']), changes: items }),
  event(['cancelled'], { changes: items }),
  event([...ITEMS_MOVED], { changes: items }),
]) satisfies z.ZodType<TaskEvent>;
