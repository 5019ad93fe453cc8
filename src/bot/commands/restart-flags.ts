import { z } from 'zod';
import type { LexiconFlag } from '../../services/desk/input/lexicon.js';
import type { Wish } from '../../services/desk/tasks/task.js';

export const AT: LexiconFlag = { name: 'at', words: ['om', 'à'], value: true };
export const FORCE: LexiconFlag = { name: 'force', words: ['geforceerd', 'forcer'], value: false };
export const PART: LexiconFlag = { name: 'part', words: ['deel', 'partie'], value: true };
export const DRY_RUN: LexiconFlag = { name: 'dry-run', words: ['proef', 'essai'], value: false };
export const BATCH: LexiconFlag = { name: 'batch', words: ['golf', 'vague'], value: true };
export const TZ: LexiconFlag = { name: 'tz', words: ['zone', 'fuseau'], value: true };

const flag = z.union([z.boolean(), z.literal('true')]).optional();

/** How PCs are restarted: what every command that does so takes. */
export const howShape = {
  force: flag,
  'dry-run': flag,
  batch: z
    .union([z.literal('').transform(() => undefined), z.coerce.number().int().min(1).max(100)])
    .optional(),
  /** Of the form. */
  how: z.enum(['ask', 'force', 'dry-run']).optional(),
};
type How = z.infer<z.ZodObject<typeof howShape>>;
type FormHow = 'ask' | 'force' | 'dry-run';

export function howIn(given: How): Pick<Wish, 'force' | 'dryRun' | 'waveSize'> {
  return {
    force: isSet(given.force) || given.how === 'force',
    dryRun: isSet(given['dry-run']) || given.how === 'dry-run',
    ...(given.batch === undefined ? {} : { waveSize: given.batch }),
  };
}

/** What was said of it, for a form that asks for the rest. */
export function formOf(given: How): {
  readonly how: FormHow;
  readonly batch: string;
} {
  const { dryRun, force } = howIn(given);
  const how = given.how ?? (dryRun ? 'dry-run' : force ? 'force' : 'ask');
  return { how, batch: given.batch === undefined ? '' : String(given.batch) };
}

function isSet(flagged: boolean | 'true' | undefined): boolean {
  return flagged === true || flagged === 'true';
}
