const SECRET_FIELDS = new Set([
  'access_token',
  'refresh_token',
  'client_secret',
  'client_assertion',
  'authorization',
  'assertion',
]);
const SESSION_LINK = /https?:\/\/[^\s"\\]*teamviewer[^\s"\\]*/gi;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of a JSON value in which tokens and secrets read `[redacted]`. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_FIELDS.has(key.toLowerCase()) ? '[redacted]' : withoutSecrets(inner),
    ]),
  );
}

/** A copy of a JSON value without session links: what everybody at the demo page may see. */
export function withoutSessionLinks(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SESSION_LINK, '[session link]');
  if (Array.isArray(value)) return value.map(withoutSessionLinks);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutSessionLinks(inner)]),
  );
}
