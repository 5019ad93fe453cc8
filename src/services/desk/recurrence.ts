/** When something is done again and again, by one clock on a wall. */
export interface Recurrence {
  readonly on: RecurrenceDays;
  /** `HH:MM`. A time that the clock skips is the moment after it; one that it shows twice is the first. */
  readonly time: string;
  /** IANA name. */
  readonly zone: string;
}

export type RecurrenceDays =
  /** 1 (Monday) to 7 (Sunday), ISO 8601; each once, in order. */
  | { readonly kind: 'week'; readonly days: readonly number[] }
  /** 1 to 31; in shorter months the last one. */
  | { readonly kind: 'month'; readonly day: number };

export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
export const WORKING_DAYS: readonly number[] = [1, 2, 3, 4, 5];
