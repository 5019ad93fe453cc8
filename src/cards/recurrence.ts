import { EVERY_DAY, WORKING_DAYS, type Recurrence } from '../services/desk/recurrence.js';
import type { Locale } from '../services/desk/people/person.js';
import type { Say } from './drawing.js';

/** "every Sunday at 04:00 (Europe/Amsterdam)" */
export function recurrenceWords(say: Say, locale: Locale, { on, time, zone }: Recurrence): string {
  const at = { time, zone };
  if (on.kind === 'month') {
    if (on.day === 1) return say('tasks:every.first', at);
    return on.day === 31
      ? say('tasks:every.last', at)
      : say('tasks:every.month', { ...at, day: on.day });
  }
  if (sameDays(on.days, EVERY_DAY)) return say('tasks:every.day', at);
  if (sameDays(on.days, WORKING_DAYS)) return say('tasks:every.workingDay', at);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  const names = on.days.map((day) => weekday.format(Date.UTC(2024, 0, day)));
  return say('tasks:every.days', { ...at, days: new Intl.ListFormat(locale).format(names) });
}

function sameDays(days: readonly number[], wanted: readonly number[]): boolean {
  return days.length === wanted.length && wanted.every((day) => days.includes(day));
}
