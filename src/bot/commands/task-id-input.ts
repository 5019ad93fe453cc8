import { z } from 'zod';
import { optionalWords, taskIdInput } from './inputs.js';

/** A task, and words behind it, for commands that other things go by too. */
export const taskOrWords = z
  .object({
    id: taskIdInput,
    reason: optionalWords,
    /** Words behind the id of commands that take a change. */
    change: optionalWords,
    text: optionalWords,
  })
  .transform(({ id, reason, change, text }) => {
    const words = reason ?? change ?? text;
    return { task: id, ...(words === undefined ? {} : { reason: words }) };
  });
