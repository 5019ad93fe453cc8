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
  { services, who }: CommandContext,
  said: string,
): Promise<Instant | 'unclear' | undefined> {
  const { localTime, policy, requests } = services;
  const text = fold(said.trim()).replace(/\s+/g, ' ');
  if (text === '' || NOW.has(text)) return undefined;
  const now = await requests.now();
  const zone = who.timeZone ?? policy.restart.zone;
  const { tonight, tomorrow } = policy.restart.ask;
  if (TONIGHT.has(text)) return localTime.next(now, zone, tonight);
  const [isTomorrow, at] = TOMORROW.exec(text) ?? [];
  if (isTomorrow !== undefined) {
    const time = at === undefined ? tomorrow : timeIn(at);
    return time === undefined ? 'unclear' : localTime.next(now, zone, time, 1);
  }
  const date = /^(\d{4}-\d\d-\d\d)[t ](\d{1,2}[:h]\d\d)$/.exec(text);
  if (date) {
    const [, day = '', clock = ''] = date;
    const time = timeIn(clock);
    return (time === undefined ? undefined : localTime.on(zone, day, time)) ?? 'unclear';
  }
  const time = timeIn(text);
  if (time !== undefined) return localTime.next(now, zone, time);
  const span = parseDuration(IN.exec(text)?.[1] ?? text);
  return span === undefined ? 'unclear' : now + span;
}

/** `22:00`, `22h`, `22h30`, `22u30` as `HH:MM`. */
export function timeIn(text: string): string | undefined {
  const [, hours = '', minutes] = /^(\d{1,2})[:.hu](\d\d)?$/.exec(text) ?? [];
  const minute = minutes ?? (/[hu]$/.test(text) ? '00' : '60');
  if (hours === '' || Number(hours) > 23 || Number(minute) > 59) return undefined;
  return `${hours.padStart(2, '0')}:${minute}`;
}
