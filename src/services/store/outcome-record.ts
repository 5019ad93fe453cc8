import { z } from 'zod';
import { ROLES } from '../desk/people/person.js';
import { CHANGE_STATES } from '../desk/changes/change.js';
import type { ChangeCommandType } from '../desk/changes/command.js';
import type { ChangeOutcome, Outcome, Refusal, TaskOutcome } from '../desk/refusal.js';
import { TASK_COMMANDS } from '../desk/tasks/command.js';
import { TASK_STATES } from '../desk/tasks/task.js';
import type { PersonCommandType } from '../desk/requests/command.js';
import { REQUEST_STATES } from '../desk/requests/request.js';
import { changeEventTypeField } from './change-record.js';
import {
  changeField,
  countField,
  millisField,
  personField,
  requestField,
  taskField,
  whoField,
} from './record-fields.js';
import { eventTypeField } from './request-record.js';
import { taskEventTypeField } from './task-record.js';

const COMMANDS = {
  open: 'open',
  'open-for': 'open-for',
  'add-details': 'add-details',
  withdraw: 'withdraw',
  reopen: 'reopen',
  'confirm-solved': 'confirm-solved',
  accept: 'accept',
  decline: 'decline',
  later: 'later',
  take: 'take',
  release: 'release',
  assign: 'assign',
  note: 'note',
  reply: 'reply',
  approve: 'approve',
  'cancel-approval': 'cancel-approval',
  'ask-again': 'ask-again',
  'try-again': 'try-again',
  deny: 'deny',
  extend: 'extend',
  connect: 'connect',
  'new-link': 'new-link',
  'end-session': 'end-session',
  close: 'close',
  desk: 'desk',
} as const satisfies { readonly [Type in PersonCommandType | 'desk']: Type };

function refusal<Code extends Refusal['code'], Reason extends string, Fields extends z.ZodRawShape>(
  code: Code,
  reasons: readonly [Reason, ...Reason[]],
  fields: Fields,
) {
  return z.strictObject({ code: z.literal(code), reason: z.enum(reasons), ...fields });
}

const refusalRecord = z.discriminatedUnion('reason', [
  refusal('HD-103', ['not-found'], { id: requestField }),
  refusal('HD-103', ['change-not-found'], { change: changeField }),
  refusal('HD-103', ['task-not-found'], { task: taskField }),
  refusal('HD-103', ['person-not-found'], { searched: z.string() }),
  refusal(
    'HD-102',
    ['text-missing', 'extend-too-long', 'reason-missing', 'target-missing', 'time-past'],
    {},
  ),
  refusal('HD-102', ['too-many-open'], { most: countField }),
  refusal('HD-401', ['protected-device'], {}),
  refusal('HD-201', ['role-needed', 'vip'], { role: z.enum(ROLES) }),
  refusal(
    'HD-201',
    [
      'requester-only',
      'helper-only',
      'guest',
      'roles-too-old',
      'not-an-operator',
      'break-glass-off',
      'too-powerful',
      'last-admin',
    ],
    {},
  ),
  refusal('HD-202', ['own-request', 'own-change', 'own-benefit'], {}),
  refusal('HD-203', ['wrong-place'], {}),
  refusal('HD-301', ['deadline-passed'], { deadline: millisField }),
  refusal('HD-301', ['too-late-to-reopen'], { until: millisField }),
  refusal('HD-302', ['moved-on'], {
    state: z.enum(REQUEST_STATES),
    type: eventTypeField,
    by: whoField,
    at: millisField,
  }),
  refusal('HD-302', ['change-moved-on'], {
    state: z.enum(CHANGE_STATES),
    type: changeEventTypeField,
    by: whoField,
    at: millisField,
  }),
  refusal('HD-302', ['task-moved-on'], {
    state: z.enum(TASK_STATES),
    type: taskEventTypeField,
    by: whoField,
    at: millisField,
  }),
  refusal('HD-403', ['too-many-pcs'], { total: countField, most: countField }),
  refusal('HD-204', ['frozen'], {
    by: z.union([z.literal('environment'), personField]),
    at: millisField.optional(),
    why: z.string().optional(),
  }),
  refusal('HD-205', ['too-fast', 'too-many-requests', 'desk-too-busy'], { after: countField }),
  refusal('HD-302', ['already-taken'], { by: personField }),
  refusal(
    'HD-302',
    [
      'nobody-has-it',
      'no-more-later',
      'nothing-to-renew',
      'busy',
      'dry-run',
      'nothing-to-confirm',
      'all-sent',
      'is-plan',
    ],
    {},
  ),
  refusal('HD-302', ['same-device'], { id: requestField }),
]) satisfies z.ZodType<Refusal>;

const command = z.enum(COMMANDS);

const requestOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('done'),
    command,
    id: requestField,
    version: countField,
    already: z.literal(true).optional(),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    command,
    id: requestField.optional(),
    refusal: refusalRecord,
  }),
]) satisfies z.ZodType<Outcome>;

const CHANGE_COMMANDS = {
  propose: 'propose',
  force: 'force',
  agree: 'agree',
  reject: 'reject',
  'take-back': 'take-back',
  review: 'review',
  desk: 'desk',
} as const satisfies { readonly [Type in ChangeCommandType | 'desk']: Type };

const changeCommand = z.enum(CHANGE_COMMANDS);

const changeOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    of: z.literal('change'),
    kind: z.literal('done'),
    command: changeCommand,
    change: changeField,
    version: countField,
    already: z.literal(true).optional(),
  }),
  z.strictObject({
    of: z.literal('change'),
    kind: z.literal('refused'),
    command: changeCommand,
    change: changeField.optional(),
    refusal: refusalRecord,
  }),
]) satisfies z.ZodType<ChangeOutcome>;

const taskCommand = z.enum({ ...TASK_COMMANDS, desk: 'desk' });

const taskOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    of: z.literal('task'),
    kind: z.literal('done'),
    command: taskCommand,
    task: taskField,
    version: countField,
    already: z.literal(true).optional(),
  }),
  z.strictObject({
    of: z.literal('task'),
    kind: z.literal('refused'),
    command: taskCommand,
    task: taskField.optional(),
    refusal: refusalRecord,
  }),
]) satisfies z.ZodType<TaskOutcome>;

/** What the ledger remembers under an op key. */
export const outcomeRecord = z.union([requestOutcome, changeOutcome, taskOutcome]);
