import { IANAZone } from 'luxon';
import type { Instant } from '../desk/ids.js';

const DAY = 24 * 60 * 60 * 1_000;

/** A zone as a pair of questions. "Wall" is what a clock there shows, in ms as if it were UTC. */
export interface WallClock {
  /** Midnight, as wall time, of the day that the clock shows at this moment. */
  dayOf(at: Instant): number;
  /** First moment at which the clock shows this or more: across a gap, the moment after it. */
  first(wall: number): Instant;
  /** Last moment at which the clock shows this; across a gap, the moment after it. */
  last(wall: number): Instant;
}

/** @throws RangeError for a zone that isn't an IANA name. */
export function createWallClock(name: string): WallClock {
  const zone = IANAZone.create(name);
  if (!zone.isValid) throw new RangeError(`no such time zone: ${name}`);
  const offset = (at: Instant): number => zone.offset(at) * 60_000;
  return {
    dayOf: (at) => Math.floor((at + offset(at)) / DAY) * DAY,
    first: (wall) => momentsOf(wall, offset)[0],
    last: (wall) => momentsOf(wall, offset)[1],
  };
}

/**
 * First and last moment of a wall time. Offsets a day before and after it are the only ones it can have:
 * no zone changes twice within two days.
 */
function momentsOf(wall: number, offset: (at: Instant) => number): readonly [Instant, Instant] {
  const before = wall - offset(wall - DAY);
  const after = wall - offset(wall + DAY);
  const shown = [before, after].filter((at) => at + offset(at) === wall);
  if (shown.length > 0) return [Math.min(...shown), Math.max(...shown)];
  const end = endOfGap(Math.min(before, after), Math.max(before, after), offset);
  return [end, end];
}

/** The moment of the change between two moments with different offsets, to the millisecond. */
function endOfGap(early: Instant, late: Instant, offset: (at: Instant) => number): Instant {
  const old = offset(early - 1);
  let [low, high] = [early - 1, late];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === old) low = middle;
    else high = middle;
  }
  return high;
}
