import { DAY, HOUR, MINUTE, type Millis } from '../ids.js';
import { fold } from './fold.js';

const UNITS: ReadonlyMap<string, Millis> = new Map([
  ...units(MINUTE, ['m', 'min', 'minute', 'minutes', 'minuut', 'minuten']),
  ...units(HOUR, ['h', 'u', 'hour', 'hours', 'uur', 'uren', 'heure', 'heures']),
  ...units(DAY, ['d', 'j', 'day', 'days', 'dag', 'dagen', 'jour', 'jours']),
]);

function units(span: Millis, words: readonly string[]): [string, Millis][] {
  return words.map((word) => [word, span]);
}

/** Reads `15m`, `2h`, `1h30`, `1 d 4 h`; in nl and fr too (`2 uur`, `2 heures`). Undefined when it is no span. */
export function parseDuration(text: string): Millis | undefined {
  const compact = fold(text).replace(/\s/g, '');
  const parts = [...compact.matchAll(/(\d{1,5})([a-z]*)/g)];
  if (parts.length === 0 || parts.length > 3) return undefined;
  if (parts.map((part) => part[0]).join('') !== compact) return undefined;
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const [, digits = '', unit = ''] of parts) {
    const span = unit === '' && last === HOUR ? MINUTE : UNITS.get(unit);
    if (span === undefined || span >= last) return undefined;
    total += Number(digits) * span;
    last = span;
  }
  return total > 0 ? total : undefined;
}
