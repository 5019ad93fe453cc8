import type { Instant, Millis } from '../ids.js';
import type { Policy } from '../policy.js';
import type { Calendar } from '../ports.js';
import type { Limit } from './event.js';

/** The clock of a round: `open` milliseconds of open time from `from`, with the warnings that are still to come. */
export function limitFrom(from: Instant, open: Millis, calendar: Calendar, policy: Policy): Limit {
  return {
    from,
    open,
    deadline: calendar.after(from, open),
    warnings: policy.expiry.warnings.map((percent) => ({
      percent,
      at: calendar.after(from, Math.round((open * percent) / 100)),
    })),
  };
}

/** A limit with `by` more open time; warnings that would lie in the past are left out. */
export function extended(
  limit: Limit,
  by: Millis,
  at: { readonly now: Instant; readonly calendar: Calendar; readonly policy: Policy },
): Limit {
  const longer = limitFrom(limit.from, limit.open + by, at.calendar, at.policy);
  return { ...longer, warnings: longer.warnings.filter((warning) => warning.at > at.now) };
}

/** Exactly at the deadline is still in time. */
export function isPast(limit: Limit, now: Instant): boolean {
  return now > limit.deadline;
}
