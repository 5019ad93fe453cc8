import type { Instant, Millis } from '../desk/ids.js';
import type { Hours } from '../desk/policy.js';
import type { Calendar } from '../desk/ports.js';
import { createSlots } from './week.js';
import type { Slots } from './week.js';

/**
 * Working time to the millisecond. A span of less than nothing counts as nothing.
 *
 * @throws RangeError for hours that the policy's schema refuses: no open time, an unknown zone.
 */
export function createCalendar(hours: Hours): Calendar {
  switch (hours.kind) {
    case 'always':
      return { after: (from, open) => from + Math.max(0, open), opens: () => undefined };
    case 'week': {
      const slots = createSlots(hours);
      return { after: (from, open) => after(slots, from, open), opens: (at) => opens(slots, at) };
    }
  }
}

/**
 * Always within open time or at its end. Ends at the closing moment, not at the next opening, when the span
 * is used up exactly then; a span of nothing from closed time ends at the next opening.
 */
function after(slots: Slots, from: Instant, open: Millis): Instant {
  mustBeMoment(from + open);
  let left = Math.max(0, open);
  for (const { start, end } of slots(from)) {
    const begin = Math.max(start, from);
    if (begin + left <= end) return begin + left;
    left -= end - begin;
  }
  return from;
}

function opens(slots: Slots, at: Instant): Instant | undefined {
  mustBeMoment(at);
  for (const { start, end } of slots(at)) {
    if (end > at) return start <= at ? undefined : start;
  }
  return undefined;
}

/** The search for open time ends for every real moment, and never for NaN. */
function mustBeMoment(at: number): void {
  if (!(Math.abs(at) < 8e15)) throw new RangeError('not a moment');
}
