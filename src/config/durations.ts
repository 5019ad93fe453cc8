import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '../services/desk/ids.js';
import type { Millis } from '../services/desk/ids.js';

const UNITS: ReadonlyMap<string, Millis> = new Map([
  ['ms', 1],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
  ['d', DAY],
]);

/** The longest span that any setting makes sense with. */
const MOST = 366 * DAY;

/** `"4h"`, `"90m"`, `"1h 30m"`, or milliseconds; undefined when it is none of these. */
export function parseDuration(value: unknown): Millis | undefined {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const parts = value.trim().split(/\s+/);
  const spans = parts.map((part) => {
    const match = /^(\d{1,9})(ms|[smhd])$/.exec(part);
    return match ? Number(match[1]) * (UNITS.get(match[2] ?? '') ?? NaN) : NaN;
  });
  const sum = spans.reduce((total, span) => total + span, 0);
  return Number.isNaN(sum) ? undefined : sum;
}

/** A span in the policy file of at least `least`, in milliseconds. */
export function duration(least: Millis = 1): z.ZodType<Millis> {
  return z.unknown().transform((value, context) => {
    const span = parseDuration(value);
    if (span !== undefined && span >= least && span <= MOST) return span;
    const wrong =
      span === undefined
        ? 'must be a time span such as 4h, 30m or 10s, or a number of milliseconds'
        : `must be at least ${inWords(least)} and at most a year`;
    context.addIssue({ code: 'custom', message: wrong });
    return z.NEVER;
  });
}

function inWords(span: Millis): string {
  return span % SECOND === 0 ? `${span / SECOND} s` : `${span} ms`;
}
