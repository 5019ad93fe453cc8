import type { Instant } from '../../services/desk/ids.js';
import { parseDuration } from '../../services/desk/input/durations.js';
import { fold } from '../../services/desk/input/fold.js';
import type { CommandContext } from './context.js';

const NOW: ReadonlySet<string> = new Set(['now', 'nu', 'maintenant']);
const TONIGHT: ReadonlySet<string> = new Set(['tonight', 'vanavond', 'ce soir']);
const TOMORROW = /^(?:tomorrow|morgen|demain)(?: (?:(?:at|om|a) )?(\S+))?$/;
const IN = /^(?:in|over|dans) (\S.*)$/;

/**
 * `22:00`, `22h30`, `tonight`, `tomorrow 06:00`, `in 2h`, `2026-11-21T06:00` by the clock of whoever says it; undefined
 * for now.
 */
export async function momentIn(
  context: CommandContext,
  said: string,
  zone = zoneOf(context),
): Promise<Instant | 'unclear' | undefined> {
  const { requests } = context.services;
  const text = folded(said);
  if (text === '' || NOW.has(text)) return undefined;
  const now = await requests.now();
  const clock = clockIn(context, text);
  if (clock) return momentOf(context, clock, now, zone) ?? 'unclear';
  const span = parseDuration(IN.exec(text)?.[1] ?? text);
  return span === undefined ? 'unclear' : now + span;
}

/** When a plan begins: what the clock shows then, and the day, if one was said. */
export interface Beginning {
  /** `HH:MM` */
  readonly time: string;
  /** `YYYY-MM-DD` of the first time it can be, and 1 (Monday) to 7. */
  readonly date: string;
  readonly weekday: number;
  /** Only when a day was said. */
  readonly from?: Instant;
}

/** `04:00`, `tonight`, `tomorrow 06:00`, `2026-12-06T04:00`: what has no time of day can't begin a plan. */
export async function beginningIn(
  context: CommandContext,
  said: string,
  zone: string,
): Promise<Beginning | 'unclear'> {
  const { localTime, requests } = context.services;
  const clock = clockIn(context, folded(said));
  const first = clock && momentOf(context, clock, await requests.now(), zone);
  if (!clock || first === undefined) return 'unclear';
  const from = clock.date === undefined && clock.daysLater === 0 ? {} : { from: first };
  return { time: clock.time, ...localTime.dayOf(first, zone), ...from };
}

/** By the clock of whoever says it, as their client told it last. */
export function zoneOf({ services, who }: CommandContext): string {
  return who.timeZone ?? services.policy.restart.zone;
}

/** An IANA zone as it is written there; undefined for what is none. */
export function zoneNamed(text: string): string | undefined {
  if (!/^(?:utc|[a-z_]+\/[a-z_/+-]+)$/i.test(text)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function folded(said: string): string {
  return fold(said.trim()).replace(/\s+/g, ' ');
}

interface Clock {
  readonly time: string;
  readonly date?: string;
  readonly daysLater: number;
}

/** A time of day that was said, of a day or of the next one that has it. */
function clockIn({ services }: CommandContext, text: string): Clock | undefined {
  const { tonight, tomorrow } = services.policy.restart.ask;
  if (TONIGHT.has(text)) return { time: tonight, daysLater: 0 };
  const [isTomorrow, at] = TOMORROW.exec(text) ?? [];
  if (isTomorrow !== undefined) {
    const time = at === undefined ? tomorrow : timeIn(at);
    return time === undefined ? undefined : { time, daysLater: 1 };
  }
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)[t ](\d{1,2}[:h]\d\d)$/.exec(text) ?? [];
  const time = timeIn(clock ?? text);
  if (time === undefined) return undefined;
  return { time, daysLater: 0, ...(date === undefined ? {} : { date }) };
}

/** Undefined for a day that no calendar has. */
function momentOf(
  { services: { localTime } }: CommandContext,
  { time, date, daysLater }: Clock,
  now: Instant,
  zone: string,
): Instant | undefined {
  return date === undefined
    ? localTime.next(now, zone, time, daysLater)
    : localTime.on(zone, date, time);
}

/** `22:00`, `22h`, `22h30`, `22u30` as `HH:MM`. */
export function timeIn(text: string): string | undefined {
  const [, hours = '', minutes] = /^(\d{1,2})[:.hu](\d\d)?$/.exec(text) ?? [];
  const minute = minutes ?? (/[hu]$/.test(text) ? '00' : '60');
  if (hours === '' || Number(hours) > 23 || Number(minute) > 59) return undefined;
  return `${hours.padStart(2, '0')}:${minute}`;
}
