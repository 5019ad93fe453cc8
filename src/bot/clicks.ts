import { z } from 'zod';
import { unmarked } from './targeted.js';
import type { Click, ClickAnswer, FileAnswer } from './turn.js';

const data = z.record(z.string(), z.unknown());

/** `value` of an `adaptiveCard/action` invoke (learn.microsoft.com, Universal Actions). */
const executed = z.looseObject({
  action: z.looseObject({
    type: z.literal('Action.Execute'),
    verb: z.string().min(1).max(80),
    data: data.nullish(),
  }),
  trigger: z.string().nullish(),
});

/** `value` of the message that an Action.Submit makes: data and inputs in one, the verb among them. */
const submitted = z.looseObject({ verb: z.string().min(1).max(80) });

/** A click as Teams sends it; undefined for a shape that no card of ours makes. */
export function parseExecuted(
  value: unknown,
  messageId: string | null | undefined,
): Click | undefined {
  const parsed = executed.safeParse(value);
  if (!parsed.success) return undefined;
  const { action, trigger } = parsed.data;
  return {
    verb: action.verb,
    data: unmarked(action.data ?? {}),
    automatic: trigger === 'automatic',
    ...(messageId ? { messageId } : {}),
  };
}

/** The same of an Action.Submit; undefined when it isn't one of ours. */
export function parseSubmitted(
  value: unknown,
  messageId: string | null | undefined,
): Click | undefined {
  const parsed = submitted.safeParse(value);
  if (!parsed.success) return undefined;
  const { verb, ...rest } = parsed.data;
  return { verb, data: unmarked(rest), automatic: false, ...(messageId ? { messageId } : {}) };
}

/** `value` of a `fileConsent/invoke` (learn.microsoft.com, Teams "Send and receive files"). */
const consented = z.looseObject({
  type: z.literal('fileUpload'),
  action: z.enum(['accept', 'decline']),
  context: z.looseObject({ nonce: z.string().max(80) }),
  uploadInfo: z
    .looseObject({
      contentUrl: z.string().max(4_000),
      name: z.string().max(400),
      uploadUrl: z.string().max(8_000),
      uniqueId: z.string().max(200),
      fileType: z.string().max(40),
    })
    .nullish(),
});

/** The answer to an offered file; undefined for a shape that Teams doesn't make. */
export function parseFileAnswer(
  value: unknown,
  messageId: string | null | undefined,
): FileAnswer | undefined {
  const parsed = consented.safeParse(value);
  if (!parsed.success) return undefined;
  const { action, context, uploadInfo } = parsed.data;
  if (action === 'accept' && !uploadInfo) return undefined;
  return {
    nonce: context.nonce,
    ...(messageId ? { messageId } : {}),
    ...(action === 'accept' && uploadInfo ? { upload: uploadInfo } : {}),
  };
}

/**
 * Body of an invoke's answer. Its statusCode is 200 even when something went wrong: with others Teams shows words of
 * its own, and the SDK sends it as the HTTP status.
 */
export function invokeBody(answer: ClickAnswer): object {
  return 'card' in answer
    ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card }
    : {
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: answer.message,
      };
}
