import { z } from 'zod';

export function count(least: number, most: number): z.ZodType<number> {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.int(message).min(least, message).max(most, message);
}

// A malformed time is one problem: `abort` keeps the check of both from being a second.
export const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { message: 'must be a time such as 08:30', abort: true });
