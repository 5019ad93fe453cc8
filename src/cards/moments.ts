import type { Instant } from '../services/desk/ids.js';
import type { Translate } from '../services/i18n/translator.js';
import type { Locale } from '../services/desk/people/person.js';

/** A moment within this span is named by its time of day alone. */
const NEAR = 12 * 60 * 60_000;

/** Moments as parts of a sentence: "at 13:14", "before 13:14 on 24/11/2026". */
export interface Moments {
  at(instant: Instant): string;
  before(instant: Instant): string;
  until(instant: Instant): string;
}

interface Words {
  readonly time: string;
  readonly date: string;
}

/**
 * For TextBlocks: the client draws `{{TIME()}}` and `{{DATE()}}` in the reader's zone and format. It reads RFC 3339
 * without milliseconds only, and nothing at all inside a RichTextBlock.
 */
export function drawnMoments(t: Translate, locale: Locale, now: Instant): Moments {
  return moments(t, locale, now, (instant) => ({
    time: timeToken(instant),
    date: dateToken(instant),
  }));
}

/** For plain text and TextRuns: in words, in the reader's zone; UTC, and saying so, when it isn't known. */
export function writtenMoments(
  t: Translate,
  locale: Locale,
  now: Instant,
  timeZone: string | undefined,
): Moments {
  const zone = knownZone(timeZone);
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: zone,
  });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone });
  const suffix = zone === 'UTC' ? ' UTC' : '';
  return moments(t, locale, now, (instant) => ({
    time: `${time.format(instant)}${suffix}`,
    date: date.format(instant),
  }));
}

/** `{{TIME(2026-11-20T12:14:00Z)}}` */
export function timeToken(instant: Instant): string {
  return `{{TIME(${rfc3339(instant)})}}`;
}

/** `{{DATE(2026-11-20T12:14:00Z,SHORT)}}` */
export function dateToken(instant: Instant): string {
  return `{{DATE(${rfc3339(instant)},SHORT)}}`;
}

/** "12 seconds ago", "5 minutes ago", "2 hours ago", in the reader's language. */
export function ago(t: Translate, locale: Locale, instant: Instant, now: Instant): string {
  const seconds = Math.max(0, Math.floor((now - instant) / 1_000));
  if (seconds < 2) return t(locale, 'notices:ago.now');
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  if (seconds < 60) return words.format(-seconds, 'second');
  if (seconds < 3_600) return words.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return words.format(-Math.floor(seconds / 3_600), 'hour');
  return words.format(-Math.floor(seconds / 86_400), 'day');
}

/** "23 minutes", "1 hour and 5 minutes". Span in milliseconds. */
export function duration(t: Translate, locale: Locale, span: number): string {
  const total = Math.round(span / 60_000);
  if (total < 1) return t(locale, 'common:duration.short');
  const minutes = t(locale, 'common:duration.minutes', { count: total % 60 });
  if (total < 60) return minutes;
  const hours = t(locale, 'common:duration.hours', { count: Math.floor(total / 60) });
  return total % 60 === 0 ? hours : t(locale, 'common:duration.both', { hours, minutes });
}

function moments(
  t: Translate,
  locale: Locale,
  now: Instant,
  words: (instant: Instant) => Words,
): Moments {
  const named = (how: keyof Moments) => (instant: Instant) => {
    const distance = Math.abs(instant - now) < NEAR ? 'near' : 'far';
    return t(locale, `common:moment.${how}.${distance}`, { ...words(instant) });
  };
  return { at: named('at'), before: named('before'), until: named('until') };
}

function rfc3339(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function knownZone(timeZone: string | undefined): string {
  if (timeZone === undefined) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch (error) {
    // The zone comes from a client; a name that this ICU doesn't know is no reason to say nothing.
    if (error instanceof RangeError) return 'UTC';
    throw error;
  }
}
