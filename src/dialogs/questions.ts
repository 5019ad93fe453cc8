import { z } from 'zod';
import { MINUTE, type Instant } from '../services/desk/ids.js';
import { slot, type Slots } from './slot.js';

/** How long a question can be answered. */
const VALID = 10 * MINUTE;
/** Open questions of one person; older ones are forgotten. */
const MOST = 5;

const inputs = z.record(z.string(), z.unknown());
const schema = z.array(
  z.object({
    nonce: z.string(),
    /** What each answer runs: a command by its verb, with these inputs. */
    choices: z.array(z.object({ verb: z.string(), inputs })),
    /** Answering is the confirmation itself. */
    confirms: z.boolean(),
    until: z.number(),
  }),
);

/** A command that waits for its author to confirm it, or to say which of several things was meant. */
export type OpenQuestion = z.infer<typeof schema>[number];

/** The same question again (a redelivered message) replaces its former self. */
export async function remember(
  slots: Slots,
  question: Omit<OpenQuestion, 'until'>,
  now: Instant,
): Promise<void> {
  const kept = slot(slots, 'questions', schema);
  const others = ((await kept.read()) ?? []).filter(({ nonce }) => nonce !== question.nonce);
  await kept.write([...others, { ...question, until: now + VALID }].slice(-MOST));
}

/** Undefined when it was never asked here, dropped, or is too old. */
export async function recall(
  slots: Slots,
  nonce: string,
  now: Instant,
): Promise<OpenQuestion | undefined> {
  const kept = (await slot(slots, 'questions', schema).read()) ?? [];
  return kept.find((question) => question.nonce === nonce && question.until >= now);
}

export async function forget(slots: Slots, nonce: string): Promise<void> {
  const kept = slot(slots, 'questions', schema);
  const all = (await kept.read()) ?? [];
  await kept.write(all.filter((question) => question.nonce !== nonce));
}
