/** Longest wait that is believed, in milliseconds: a wrong header mustn't put work off for years. */
const MOST = 24 * 60 * 60 * 1_000;

/** Only the three date forms of RFC 9110 5.6.7; `Date.parse` alone would read `"-5"` as a year. */
const HTTP_DATE =
  /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? [\w :-]{10,40}$/;

/**
 * Reads `Retry-After` (RFC 9110 10.2.3): a number of seconds or an HTTP date.
 *
 * @param now moment in ms that a date is counted from; the answer's own `Date` where it has one, so that
 * our clock doesn't matter.
 * @returns milliseconds to wait, 0 for a date that has passed; undefined when absent or unreadable.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text) * 1_000, MOST);
  if (!HTTP_DATE.test(text)) return undefined;
  // The asctime form names no zone, and means GMT.
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  if (Number.isNaN(at)) return undefined;
  return Math.min(Math.max(0, at - now), MOST);
}
