/** What stands in the place of something that isn't logged. */
export const GONE = '[removed]';
const MOST_DEPTH = 6;
const MOST_ENTRIES = 50;

/**
 * Fields that are never logged, at any depth and in any case: credentials, session links, people's words,
 * bodies. Compared without `-` and `_`.
 */
export const HIDDEN_FIELDS: readonly string[] = [
  ...[
    'authorization',
    'cookie',
    'setCookie',
    'token',
    'accessToken',
    'refreshToken',
    'jwt',
    'bearer',
  ],
  ...['password', 'secret', 'clientSecret', 'clientAssertion', 'credential', 'privateKey', 'key'],
  ...['link', 'links', 'customer', 'supporter', 'endCustomerLink', 'supporterLink'],
  ...['webclientSupporterLink', 'remoteAssistanceSessionUrl', 'url'],
  ...['text', 'words', 'body', 'description', 'summary', 'note', 'value', 'attachments', 'inputs'],
];
const HIDDEN: ReadonlySet<string> = new Set(HIDDEN_FIELDS.map((name) => name.toLowerCase()));

/** The last net under everything: what must not be in a line whichever field or message brought it. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${GONE}`],
  // A JWT: `{"` in base64url is `eyJ`.
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)*/g, GONE],
  // Session links, also percent-encoded ones, and the desktop client's own schemes.
  [/\bteamviewer\.com(?:\/|%2F)[^\s"\\]+/gi, `teamviewer.com/${GONE}`],
  [/\btv?eamviewer\d*:\/\/[^\s"\\]+/gi, GONE],
  // User and password in an address, such as REDIS_URL.
  [/:\/\/[^\s"\\/@]+@/g, `://${GONE}@`],
  [/\b(client_secret|client_assertion|access_token|refresh_token)=[^\s"\\&]+/gi, `$1=${GONE}`],
];

/** Removes tokens and session links from a text; keeps a JSON line a JSON line. */
export function scrubText(text: string): string {
  return PATTERNS.reduce((line, [pattern, instead]) => line.replace(pattern, instead), text);
}

/** A copy of something to log without the hidden fields, bounded in depth and width. */
export function scrub(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MOST_DEPTH) return '[deep]';
  if (value instanceof Date) return value;
  if (Array.isArray(value))
    return value.slice(0, MOST_ENTRIES).map((item) => scrub(item, depth + 1));
  if (value instanceof Map || value instanceof Set)
    return `[${value.constructor.name} of ${value.size}]`;
  return scrubFields(value, depth);
}

function scrubFields(value: object, depth: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value).slice(0, MOST_ENTRIES)) {
    fields[name] = isHidden(name) ? GONE : scrub(field, depth + 1);
  }
  return fields;
}

export function isHidden(name: string): boolean {
  return HIDDEN.has(name.replace(/[-_]/g, '').toLowerCase());
}
