/** What came of one try to call the connector. */
export type Tried =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Milliseconds, from Retry-After. */ readonly retryAfter?: number;
    }
  /** No answer. `sent: false` = certainly not applied (refused connection, unknown host). */
  | { readonly kind: 'no-answer'; readonly sent: boolean };

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Try again after so many milliseconds, with a fresh token if need be; or give up. */
export type Verdict =
  | { readonly kind: 'again'; readonly after: number; readonly freshToken?: true }
  | { readonly kind: 'give-up' };

const GIVE_UP: Verdict = { kind: 'give-up' };
const FLAKY: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * The retry table (learn.microsoft.com "rate-limit", rate limits of bots): 429 and 412 are tried again whatever the
 * method, for they weren't applied; 502, 503, 504 and lost answers only where a repeat does no harm, since a POST may
 * have been applied and would appear twice; 500 never; 401 once with a fresh token. `attempt` counts from 1,
 * `random` is in 0..1.
 */
export function verdictOn(tried: Tried, method: Method, attempt: number, random: number): Verdict {
  if (tried.kind === 'no-answer') {
    return !tried.sent || method !== 'POST' ? again(backOff(attempt, random)) : GIVE_UP;
  }
  const { status, retryAfter } = tried;
  if (status === 401)
    return attempt === 1 ? { kind: 'again', after: 0, freshToken: true } : GIVE_UP;
  if (status === 429) return again(retryAfter ?? backOff(attempt, random));
  // Somebody else writes in the conversation at this moment.
  if (status === 412) return again(200 + random * 1_800);
  if (FLAKY.has(status) && method !== 'POST') return again(retryAfter ?? backOff(attempt, random));
  return GIVE_UP;
}

function again(after: number): Verdict {
  return { kind: 'again', after };
}

/** Full jitter on 500 ms, 1 s, 2 s, ... */
function backOff(attempt: number, random: number): number {
  return 100 + random * 500 * 2 ** (attempt - 1);
}

/** Retry-After in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3); undefined when it is neither. */
export function parseRetryAfter(value: string | null, now = Date.now()): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
