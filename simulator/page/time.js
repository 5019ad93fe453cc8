const DAY_FORMATS = {
  COMPACT: { dateStyle: 'short' },
  SHORT: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  LONG: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
};

/** Teams' own date functions in card text: {{DATE(2026-11-20T09:14:00Z, SHORT)}}, {{TIME(...)}}. */
const CARD_TIME =
  /\{\{(DATE|TIME)\((\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))(?:, ?(COMPACT|LONG|SHORT))?\)\}\}/g;

function format(value, { locale, timeZone }, options) {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(new Date(value));
}

export function clockTime(value, reader) {
  return format(value, reader, { hour: '2-digit', minute: '2-digit' });
}

export function clockSeconds(value, reader) {
  return format(value, reader, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

export function day(value, reader) {
  return format(value, reader, { weekday: 'short', day: 'numeric', month: 'short' });
}

/**
 * Fills the date functions in, for this reader. The renderer's own filling is not used: it takes
 * the browser's time zone, and here several readers in several zones share one browser.
 */
export function fillTimes(text, reader) {
  return text.replace(CARD_TIME, (whole, kind, moment, style) => {
    if (Number.isNaN(Date.parse(moment))) return whole;
    return kind === 'TIME'
      ? clockTime(moment, reader)
      : format(moment, reader, DAY_FORMATS[style ?? 'COMPACT']);
  });
}

/** `+4 h 10 min`, or nothing when the clock has not been moved. */
export function offsetLabel(offsetMs) {
  const minutes = Math.round(Number(offsetMs ?? 0) / 60000);
  if (minutes === 0) return '';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `+${[hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ')}`;
}
