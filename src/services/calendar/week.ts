import type { Instant } from '../desk/ids.js';
import type { Hours } from '../desk/policy.js';
import { createWallClock } from './wall-clock.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** From the first moment that is open to the first that isn't. */
export interface Slot {
  readonly start: Instant;
  readonly end: Instant;
}

type Week = Extract<Hours, { readonly kind: 'week' }>;

/** Endless: the slots that end at a moment or later, in order, never overlapping. */
export type Slots = (from: Instant) => Iterable<Slot>;

/**
 * Open time of a week. The desk opens the first time that the clock shows `from`, and closes the last time
 * that it shows `to`, on days when the clocks change too.
 *
 * @throws RangeError for an unknown zone, a malformed time, or a week in which the desk never opens.
 */
export function createSlots(hours: Week): Slots {
  const clock = createWallClock(hours.zone);
  const holidays = new Set(hours.holidays);
  const week = hours.open.map(({ day, from, to }) => ({ day, from: span(from), to: span(to) }));
  if (!week.some(({ from, to }) => from < to)) throw new RangeError('the desk never opens');

  function slotsOf(day: number): Slot[] {
    const date = new Date(day);
    if (holidays.has(date.toISOString().slice(0, 10))) return [];
    const weekday = date.getUTCDay() || 7;
    return week
      .filter((open) => open.day === weekday)
      .map((open) => ({ start: clock.first(day + open.from), end: clock.last(day + open.to) }))
      .sort((left, right) => left.start - right.start);
  }

  return function* slots(from) {
    let reached = -Infinity;
    for (let day = clock.dayOf(from) - DAY; ; day += DAY) {
      for (const slot of slotsOf(day)) {
        const start = Math.max(slot.start, reached);
        if (slot.end <= start) continue;
        reached = slot.end;
        if (slot.end >= from) yield { start, end: slot.end };
      }
    }
  };
}

/** `HH:MM` from midnight, in ms; `24:00` is the end of the day. */
export function span(time: string): number {
  const match = /^(\d\d):(\d\d)$/.exec(time);
  if (!match) throw new RangeError(`not a time of day: ${time}`);
  return (Number(match[1]) * 60 + Number(match[2])) * MINUTE;
}
