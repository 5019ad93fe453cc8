import { reply } from './http.js';
import type { Call, Reply } from './http.js';

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/**
 * Refuses what a foreign web page could send: a Host that is not loopback (DNS rebinding), and
 * changes from another origin. Returns null when the call is fine.
 */
export function refusedByGuard(call: Call): Reply | null {
  const host = call.headers.host ?? '';
  if (!LOOPBACK.test(host)) return reply(403, { error: 'loopback only' });
  const { origin } = call.headers;
  if (call.method === 'GET' || origin === undefined) return null;
  return origin === `http://${host}` ? null : reply(403, { error: 'same origin only' });
}
