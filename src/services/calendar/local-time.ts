import type { Instant } from '../desk/ids.js';
import type { LocalTime, PcWindow } from '../desk/ports.js';
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
      return Number.isNaN(day) ? undefined : clockOf(zone).first(day + span(time));
    },
    opens: (windows, at, zone) => opens(windows, at, (own) => clockOf(own ?? zone)),
  };
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
    const weekday = new Date(day).getUTCDay() || 7;
    if (!window.days.includes(weekday)) continue;
    const [from, to] = [span(window.from), span(window.to)];
    const start = clock.first(day + from);
    const end = clock.last(day + (to > from ? to : to + DAY));
    if (end > at && end > start) found.push({ start, end });
  }
  return found;
}
