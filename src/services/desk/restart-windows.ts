import type { Instant, PersonId } from './ids.js';
import type { Recurrence } from './recurrence.js';

/**
 * When PCs may be restarted: in a maintenance window if there is any, and never in a blackout. By the clock of the PC's
 * user.
 */
export interface PcWindow {
  readonly name: string;
  readonly kind: 'maintenance' | 'blackout';
  /** 1 (Monday) to 7 (Sunday), ISO 8601: the day on which it begins. */
  readonly days: readonly number[];
  /** `HH:MM`; `to` not later than `from` is on the next day. */
  readonly from: string;
  readonly to: string;
  /** IANA zone that counts instead of the user's. */
  readonly zone?: string;
  readonly by: PersonId;
  readonly at: Instant;
}

/** Clocks on walls. Pure. */
export interface LocalTime {
  /** The first moment after `at` at which a clock there shows this `HH:MM`, so many days later. */
  next(at: Instant, zone: string, time: string, daysLater?: number): Instant;
  /** This `YYYY-MM-DD` and `HH:MM` there; undefined for a day that no calendar has. */
  on(zone: string, date: string, time: string): Instant | undefined;
  /** The first moment after `at` at which it is due. */
  nextOf(recurrence: Recurrence, at: Instant): Instant;
  /** The clock there now: `YYYY-MM-DD`, and 1 (Monday) to 7. */
  dayOf(at: Instant, zone: string): { readonly date: string; readonly weekday: number };
  /** From when the windows let a PC restart; undefined when they do now. */
  opens(windows: readonly PcWindow[], at: Instant, zone: string): Instant | undefined;
}
