import { z } from 'zod';
import type { KeptId } from '../desk/ports.js';
import {
  deviceId,
  parseChangeId,
  parsePersonId,
  parseRequestId,
  parseTaskId,
  sessionCode,
  type ChangeId,
  type PersonId,
  type RequestId,
  type TaskId,
} from '../desk/ids.js';

/** The small parts that records are made of. */
export const personField = z.string().transform((text, context): PersonId => {
  return parsePersonId(text) ?? refuse(context, 'not a person id');
});
export const requestField = z.string().transform((text, context): RequestId => {
  return parseRequestId(text) ?? refuse(context, 'not a request id');
});
export const changeField = z.string().transform((text, context): ChangeId => {
  return parseChangeId(text) ?? refuse(context, 'not a change id');
});
export const taskField = z.string().transform((text, context): TaskId => {
  return parseTaskId(text) ?? refuse(context, 'not a task id');
});
/** Of anything that has a record. */
export const keptField = z.string().transform((text, context): KeptId => {
  return (
    parseChangeId(text) ?? parseTaskId(text) ?? parseRequestId(text) ?? refuse(context, 'not an id')
  );
});
export const deviceField = z.string().min(1).transform(deviceId);
export const codeField = z.string().min(1).transform(sessionCode);
/** A moment or a span in milliseconds. */
export const millisField = z.number().int();
export const countField = z.number().int().nonnegative();
export const whoField = z.union([z.literal('desk'), personField]);
export const wordsField = z.string().regex(/^v\d+$/);

export const limitFields = z.strictObject({
  from: millisField,
  open: millisField,
  deadline: millisField,
  warnings: z.array(z.strictObject({ percent: z.number(), at: millisField })),
});

export const deviceChoiceFields = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('managed'),
    id: deviceField,
    name: z.string(),
    model: z.string().optional(),
  }),
  z.strictObject({ kind: z.enum(['unlisted', 'dead']), name: z.string().optional() }),
]);

function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
