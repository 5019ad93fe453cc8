import { z } from 'zod';
import { fold } from '../../services/desk/input/fold.js';
import { parseDuration } from '../../services/desk/input/durations.js';
import type { LexiconFlag } from '../../services/desk/input/lexicon.js';
import {
  parsePersonId,
  parseRequestId,
  parseTaskId,
  type Millis,
  type PersonId,
  type RequestId,
  type TaskId,
} from '../../services/desk/ids.js';

/** `REQ-12`, `#12` or `12`. */
export const requestIdInput = z.string().transform((text, context): RequestId => {
  const id = parseRequestId(text);
  if (id) return id;
  context.addIssue({ code: 'custom', message: 'not a request' });
  return z.NEVER;
});

export const personInput = z.string().transform((text, context): PersonId => {
  const id = parsePersonId(text);
  if (id) return id;
  context.addIssue({ code: 'custom', message: 'not a person' });
  return z.NEVER;
});

/** `TASK-12`. A bare number means a request. */
export const taskIdInput = z.string().transform((text, context): TaskId => {
  const id = parseTaskId(text);
  if (id) return id;
  context.addIssue({ code: 'custom', message: 'not a task' });
  return z.NEVER;
});

/** Words of a person; the desk keeps policy.limits.text of them. */
export const wordsInput = z.string().trim().min(1).max(10_000);

/** Words that may be left out: an empty field of a card is none. */
export const optionalWords = z
  .string()
  .trim()
  .max(10_000)
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** `2h`; an empty field of a card is none. */
export const durationInput = z
  .string()
  .optional()
  .transform((text, context): Millis | undefined => {
    if (text === undefined || text.trim() === '') return undefined;
    const span = parseDuration(text);
    if (span !== undefined) return span;
    context.addIssue({ code: 'custom', message: 'not a span' });
    return z.NEVER;
  });

/** Just the id of a request. */
export const idOnly = z.object({ id: requestIdInput });

export const YES: LexiconFlag = { name: 'yes', words: ['ja', 'oui', 'y'], value: false };
export const REASON: LexiconFlag = {
  name: 'reason',
  words: ['reden', 'raison', 'motif'],
  value: true,
};

/**
 * The one of `codes` that somebody meant: by code, or by a word for it in any language. `labels` gives the words
 * of a code.
 */
export function oneOf<Code extends string>(
  codes: readonly Code[],
  text: string,
  labels: (code: Code) => readonly string[],
): Code | undefined {
  const wanted = fold(text.trim());
  return codes.find((code) => [code, ...labels(code)].some((word) => fold(word) === wanted));
}
