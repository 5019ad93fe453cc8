import type { Instant } from '../desk/ids.js';
import type { LocalTime, PcWindow } from '../desk/ports.js';
import type { Recurrence, RecurrenceDays } from '../desk/recurrence.js';
import { createWallClock, type WallClock } from './wall-clock.js';
import { span } from './week.js';

const DAY = 24 * 60 * 60 * 1_000;
/** A window comes back within a week; one day more for clocks that change. */
const DAYS_AHEAD = 9;

/** Wall clocks of the PCs' users. @throws RangeError for a zone that isn't an IANA name, or a malformed time. */
export function createLocalTime(): LocalTime {
  const clocks = new Map<string, WallClock>();
  const clockOf = (zone: string): WallClock => {
    const known = clocks.get(zone) ?? createWallClock(zone);
    clocks.set(zone, known);
    return known;
  };
  return {
    next(at, zone, time, daysLater = 0) {
      const clock = clockOf(zone);
      const day = clock.dayOf(at) + daysLater * DAY;
      const today = clock.first(day + span(time));
      return today > at ? today : clock.first(day + DAY + span(time));
    },
    on(zone, date, time) {
      const day = Date.parse(`${date}T00:00:00Z`);
      // The 30th of February is read as the 2nd of March.
      const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(date);
      return isDay ? clockOf(zone).first(day + span(time)) : undefined;
    },
    nextOf: (recurrence, at) => nextOf(recurrence, at, clockOf(recurrence.zone)),
    dayOf(at, zone) {
      const day = clockOf(zone).dayOf(at);
      return { date: new Date(day).toISOString().slice(0, 10), weekday: weekdayOf(day) };
    },
    opens: (windows, at, zone) => opens(windows, at, (own) => clockOf(own ?? zone)),
  };
}

/** A month has one of its days in each 31 days. */
const MOST_DAYS = 32;

/** @throws RangeError for days that no week has. */
function nextOf({ on, time }: Recurrence, at: Instant, clock: WallClock): Instant {
  const today = clock.dayOf(at);
  for (let day = today; day <= today + MOST_DAYS * DAY; day += DAY) {
    const moment = clock.first(day + span(time));
    if (moment > at && isOn(on, day)) return moment;
  }
  throw new RangeError('never due');
}

function isOn(on: RecurrenceDays, day: number): boolean {
  switch (on.kind) {
    case 'week':
      return on.days.includes(weekdayOf(day));
    case 'month': {
      const date = new Date(day);
      const last = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0);
      return date.getUTCDate() === Math.min(on.day, new Date(last).getUTCDate());
    }
  }
}

function weekdayOf(day: number): number {
  return new Date(day).getUTCDay() || 7;
}

interface Stretch {
  readonly start: Instant;
  readonly end: Instant;
}

type ClockOf = (own: string | undefined) => WallClock;

/** The first moment from `at` on that lies in a maintenance window, if there are any, and in no blackout. */
function opens(windows: readonly PcWindow[], at: Instant, clockOf: ClockOf): Instant | undefined {
  const stretches = (kind: PcWindow['kind']) =>
    windows
      .filter((window) => window.kind === kind)
      .flatMap((window) => stretchesOf(window, at, clockOf(window.zone)))
      .sort((left, right) => left.start - right.start);
  const [maintenance, blackouts] = [stretches('maintenance'), stretches('blackout')];
  const gated = windows.some(({ kind }) => kind === 'maintenance');
  const until = at + DAYS_AHEAD * DAY;
  let moment = at;
  // Each step leaves a blackout or enters a window, so it ends.
  while (moment < until) {
    const black = blackouts.find(({ start, end }) => start <= moment && moment < end);
    const open = maintenance.find(({ end }) => moment < end);
    if (black) moment = black.end;
    else if (gated && open && open.start > moment) moment = open.start;
    else if (gated && !open) return until;
    else return moment === at ? undefined : moment;
  }
  return until;
}

/** As the days of the coming week have it, from yesterday on: one may have begun then. */
function stretchesOf(window: PcWindow, at: Instant, clock: WallClock): Stretch[] {
  const found: Stretch[] = [];
  const first = clock.dayOf(at) - DAY;
  for (let day = first; day <= first + DAYS_AHEAD * DAY; day += DAY) {
    if (!window.days.includes(weekdayOf(day))) continue;
    const [from, to] = [span(window.from), span(window.to)];
    const start = clock.first(day + from);
    const end = clock.last(day + (to > from ? to : to + DAY));
    if (end > at && end > start) found.push({ start, end });
  }
  return found;
}
