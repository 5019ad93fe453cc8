import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectorClientOptions } from 'botframework-connector';
import { z } from 'zod';
import { ConnectorFailure } from '../../services/desk/failures.js';
import { parseRetryAfter, verdictOn, type Method, type Tried } from './retry-table.js';

/** The HTTP client that the SDK's connector client lets us bring. */
type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;
type WireRequest = Parameters<HttpClient['sendRequest']>[0];
type WireResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;

export interface WireParts {
  /** A new token after a 401; absent where the credentials look after themselves. */
  readonly freshToken?: () => Promise<string>;
  readonly random?: () => number;
  /** Milliseconds for a call with all its tries: a job's lock (10 s) must outlive it. */
  readonly total?: number;
  /** No new try begins later than this. */
  readonly retryWithin?: number;
  readonly onCall?: OnCall;
}

/** One try of a call to Teams, or to Entra for it, that is over. For logs and counts: never an address or an id. */
export type OnCall = (made: {
  readonly system: 'teams' | 'entra';
  readonly operation: string;
  readonly ms: number;
  /** Undefined: no answer. */
  readonly status?: number;
  readonly code?: string;
}) => void;

const TOTAL = 8_000;
const RETRY_WITHIN = 5_000;

/** Codes of undici and the resolver for connections that never came about. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Puts calls of the SDK's connector client on the wire: with a time-out (the SDK has none), our retry table in place
 * of its own (which posts again after a 500 or a lost answer), no redirects (they would carry the token elsewhere).
 * Everything but 2xx becomes a ConnectorFailure, which passes the SDK's retry policy untouched.
 */
export function createWire(parts: WireParts = {}): HttpClient {
  const { total = TOTAL, retryWithin = RETRY_WITHIN, random = Math.random } = parts;
  return {
    async sendRequest(request) {
      const method = parseMethod(request.method);
      const began = performance.now();
      for (let attempt = 1; ; attempt += 1) {
        const from = performance.now();
        const tried = await tryOnce(request, total - (from - began));
        parts.onCall?.({
          system: 'teams',
          operation: operationOf(request.url, method),
          ms: Math.round(performance.now() - from),
          ...resultOf(tried),
        });
        if (tried.kind === 'response') return tried.response;
        const verdict = verdictOn(tried, method, attempt, random());
        const late =
          performance.now() - began + (verdict.kind === 'again' ? verdict.after : 0) > retryWithin;
        if (verdict.kind === 'give-up' || late || (verdict.freshToken && !parts.freshToken)) {
          throw failure(request, method, tried);
        }
        await sleep(verdict.after);
        if (verdict.freshToken && parts.freshToken) {
          request.headers.set('authorization', `Bearer ${await parts.freshToken()}`);
        }
      }
    },
  };
}

type Attempt =
  | { readonly kind: 'response'; readonly response: WireResponse }
  | (Tried & { readonly code?: string });

async function tryOnce(request: WireRequest, timeout: number): Promise<Attempt> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers.toJson(),
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(1, Math.round(timeout))),
      ...(typeof request.body === 'string' ? { body: request.body } : {}),
    });
    const text = await response.text();
    if (response.ok) return { kind: 'response', response: wireResponse(request, response, text) };
    const retryAfter = parseRetryAfter(response.headers.get('retry-after'));
    return {
      kind: 'status',
      status: response.status,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...errorCode(text),
    };
  } catch (error) {
    return { kind: 'no-answer', sent: !NEVER_SENT.has(causeCode(error)), ...named(error) };
  }
}

function resultOf(tried: Attempt): { readonly status?: number; readonly code?: string } {
  if (tried.kind === 'response') return { status: tried.response.status };
  return {
    ...(tried.kind === 'status' ? { status: tried.status } : {}),
    ...(tried.code === undefined ? {} : { code: tried.code }),
  };
}

function wireResponse(request: WireRequest, response: Response, bodyAsText: string): WireResponse {
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  response.headers.forEach((value, name) => headers.set(name, value));
  return { request, headers, status: response.status, bodyAsText };
}

const errorBody = z.object({ error: z.object({ code: z.string().regex(/^[\w.-]{1,80}$/) }) });

/** Connector errors are `{"error":{"code":"BotNotInConversationRoster","message":"..."}}`. */
function errorCode(text: string): { readonly code?: string } {
  try {
    const parsed = errorBody.safeParse(JSON.parse(text));
    return parsed.success ? { code: parsed.data.error.code } : {};
  } catch {
    return {};
  }
}

function named(error: unknown): { readonly code?: string } {
  if (error instanceof Error && error.name === 'TimeoutError') return { code: 'Timeout' };
  const code = causeCode(error);
  return code === '' ? {} : { code };
}

function causeCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : '';
}

function parseMethod(method: string): Method {
  return method === 'GET' || method === 'PUT' || method === 'DELETE' ? method : 'POST';
}

/** Statuses that say "not now" rather than "no". */
function isRetryable(status: number): boolean {
  return status === 401 || status === 408 || status === 412 || status === 429 || status >= 500;
}

function failure(
  request: WireRequest,
  method: Method,
  tried: Exclude<Attempt, { kind: 'response' }>,
): ConnectorFailure {
  const common = {
    system: 'teams' as const,
    operation: operationOf(request.url, method),
    ...(tried.code === undefined ? {} : { code: tried.code }),
  };
  if (tried.kind === 'no-answer') {
    return new ConnectorFailure({
      ...common,
      retryable: true,
      applied: tried.sent ? 'maybe' : 'no',
    });
  }
  const { status, retryAfter } = tried;
  return new ConnectorFailure({
    ...common,
    status,
    retryable: isRetryable(status),
    applied: status >= 500 || status === 408 ? 'maybe' : 'no',
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** Names what was done without the ids in the path. */
function operationOf(url: string, method: Method): string {
  if (url.includes('/v3/teams/')) return 'read team';
  const path = url.replace(/^.*\/v3\/conversations/, '').split('?', 1)[0] ?? '';
  if (path.includes('/members') || path.includes('/pagedmembers')) return 'read members';
  if (path === '' || path === '/') return 'create conversation';
  if (method === 'PUT') return 'update message';
  return method === 'DELETE' ? 'delete message' : 'send message';
}
