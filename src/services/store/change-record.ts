import { z } from 'zod';
import type { CHANGE_STATES } from '../desk/changes/change.js';
import { type Change } from '../desk/changes/change.js';
import type { ChangeEvent, ChangeEventType } from '../desk/changes/event.js';
import {
  changeField,
  countField,
  millisField,
  personField,
  whoField,
  wordsField,
} from './record-fields.js';

const EVENT_TYPES = {
  proposed: 'proposed',
  forced: 'forced',
  agreed: 'agreed',
  rejected: 'rejected',
  'taken-back': 'taken-back',
  lapsed: 'lapsed',
  applied: 'applied',
  'not-applied': 'not-applied',
  'review-due': 'review-due',
  reviewed: 'reviewed',
} as const satisfies { readonly [Type in ChangeEventType]: Type };

export const changeEventTypeField = z.enum(EVENT_TYPES);

const grantee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('group'), id: z.string() }),
  z.strictObject({ kind: z.literal('person'), id: personField }),
]);

const subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['grant-role', 'revoke-role']), role: z.string(), to: grantee }),
  z.strictObject({ kind: z.literal('unfreeze') }),
  z.strictObject({ kind: z.literal('forget'), person: personField }),
]);

const failure = z.enum(['not-allowed', 'too-powerful', 'no-such-group']);
const agreement = z.strictObject({ by: personField, at: millisField });

const common = {
  schema: z.literal(1),
  id: changeField,
  number: countField,
  version: countField,
  subject,
  requester: personField,
  openedAt: millisField,
  reason: wordsField,
  quorum: countField,
  agreements: z.array(agreement),
  breakGlass: z.strictObject({ reviewAt: millisField, reviewed: agreement.optional() }).optional(),
  moved: z.strictObject({ type: changeEventTypeField, by: whoField, at: millisField }),
};

function state<Name extends (typeof CHANGE_STATES)[number], Fields extends z.ZodRawShape>(
  name: Name,
  fields: Fields,
) {
  return z.strictObject({ ...common, state: z.literal(name), ...fields });
}

/** A change as it is stored. */
export const changeRecord = z.discriminatedUnion('state', [
  state('waiting', { expiresAt: millisField }),
  state('agreed', { agreedAt: millisField }),
  state('applied', { appliedAt: millisField }),
  state('rejected', { rejectedAt: millisField, rejectedBy: personField, rejectedWhy: wordsField }),
  state('taken-back', { takenBackAt: millisField }),
  state('lapsed', { lapsedAt: millisField }),
  state('not-applied', { failedAt: millisField, failure }),
]) satisfies z.ZodType<Change>;

const head = { v: countField, id: changeField, at: millisField, by: whoField };

function event<Type extends ChangeEventType, Fields extends z.ZodRawShape>(
  types: readonly [Type, ...Type[]],
  fields: Fields,
) {
  return z.strictObject({ ...head, type: z.enum(types), ...fields });
}

const words = z.literal(true);

/** An event of a change as it lies in the log. */
export const changeEventRecord = z.discriminatedUnion('type', [
  event(['proposed'], { subject, quorum: countField, expiresAt: millisField, words }),
  event(['forced'], { subject, reviewAt: millisField, words }),
  event(['rejected'], { words }),
  event(['agreed', 'taken-back', 'lapsed', 'applied', 'review-due', 'reviewed'], {}),
  event(['not-applied'], { reason: failure }),
]) satisfies z.ZodType<ChangeEvent>;
