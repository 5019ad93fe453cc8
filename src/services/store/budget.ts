import { z } from 'zod';
import type { SendBudget } from '../desk/ports.js';
import type { Keys } from './keys.js';
import type { RunScript } from './scripts.js';

/**
 * Token buckets: a window of W ms sees at most `capacity + W / each` messages. Teams allows a bot 7 in 1 s, 8 in
 * 2 s, 60 in 30 s and 1800 in an hour for each thread; these stay below that, so that a delay on the way can't
 * squeeze two windows into one: 5 in 1 s, 7 in 2 s, 50 in 30 s, 1680 in an hour.
 */
export const TEAMS_LIMITS: readonly SendLimit[] = [
  { name: 'short', capacity: 4, each: 667 },
  { name: 'middle', capacity: 20, each: 1_000 },
  { name: 'long', capacity: 600, each: 3_334 },
];

/** One bucket of a conversation: `capacity` messages at once, one more each `each` milliseconds. */
export interface SendLimit {
  readonly name: string;
  readonly capacity: number;
  readonly each: number;
}

interface BudgetParts {
  readonly run: RunScript;
  readonly keys: Keys;
  readonly sendLimits?: readonly SendLimit[] | undefined;
}

const waitReply = z.number();

export function createSendBudget({
  run,
  keys,
  sendLimits = TEAMS_LIMITS,
}: BudgetParts): SendBudget {
  const limits = sendLimits.flatMap(({ name, capacity, each }) => [name, capacity, each]);
  return {
    async take(conversation) {
      const after = waitReply.parse(await run('hdBudget', [keys.budget(conversation)], ...limits));
      return after > 0 ? { ok: false, after } : { ok: true };
    },
    async pause(conversation, span) {
      await run('hdPause', [keys.budget(conversation)], Math.max(0, Math.round(span)));
    },
  };
}
