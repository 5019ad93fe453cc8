import { HttpFailure } from './http-failure.js';
import { parseRetryAfter } from './retry-after.js';
import { readBody } from './read-body.js';

/** Milliseconds for a whole call; below a job's lock of 10 s, so that a slow call ends inside it. */
const TIMEOUT = 8_000;
const MOST_FAILURE_BYTES = 64 * 1_024;
const MOST_ANSWER_BYTES = 16 * 1_024 * 1_024;

/** The headers that are kept: for waiting, for support and for TeamViewer's answer to a create. */
export const KEPT_HEADERS = [
  'client-request-id',
  'content-type',
  'date',
  'location',
  'request-id',
  'retry-after',
  'x-ms-ags-diagnostic',
] as const;

export interface HttpCall {
  /** Name of the call for logs and failures, such as `graph devices`; never an address or an id. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?:
    | { readonly json: unknown }
    | { readonly form: Readonly<Record<string, string>> }
    | { readonly bytes: Uint8Array<ArrayBuffer> };
  /** Milliseconds; 8 s by default. */
  readonly timeout?: number;
  /** Statuses that are an answer; 200-299 by default. */
  readonly accept?: (status: number) => boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when the answer has no body or isn't a 2xx. */
  readonly body: unknown;
}

/** Throws HttpFailure. */
export type Http = (call: HttpCall) => Promise<HttpAnswer>;

/** The part of a pino logger that is used. */
export interface HttpLog {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** A call that is over, for those who count. */
export interface CallMade {
  readonly operation: string;
  readonly ms: number;
  readonly status?: number;
  /** What came instead of an answer that can be used. */
  readonly failure?: HttpFailure['kind'];
}

export interface HttpParts {
  readonly fetch?: typeof globalThis.fetch;
  readonly log?: HttpLog;
  readonly onCall?: (made: CallMade) => void;
}

/**
 * Calls over HTTP with keep-alive (undici's global pool). Logs one line per call: operation, method, host,
 * status, milliseconds; never a path, a header or a body.
 */
export function createHttp(parts: HttpParts = {}): Http {
  const { log, onCall } = parts;
  return async (call) => {
    const started = performance.now();
    const note = (outcome: Pick<CallMade, 'status' | 'failure'> & { code?: string }): void => {
      const ms = Math.round(performance.now() - started);
      const { operation, method } = call;
      log?.debug({ operation, method, host: new URL(call.url).host, ...outcome, ms }, 'http call');
      onCall?.({ operation, ms, ...outcome });
    };
    try {
      const answer = await send(call, parts.fetch ?? globalThis.fetch);
      note({ status: answer.status });
      return answer;
    } catch (error) {
      if (error instanceof HttpFailure) {
        const { status, kind, code } = error;
        note({
          ...(status === undefined ? {} : { status }),
          failure: kind,
          ...(code === undefined ? {} : { code }),
        });
      }
      throw error;
    }
  };
}

async function send(call: HttpCall, fetch: typeof globalThis.fetch): Promise<HttpAnswer> {
  const request = new Request(call.url, {
    method: call.method,
    headers: { accept: 'application/json', ...call.headers },
    body: encoded(call.body),
    redirect: 'manual',
    signal: AbortSignal.timeout(call.timeout ?? TIMEOUT),
  });
  if (call.body && 'json' in call.body) request.headers.set('content-type', 'application/json');
  try {
    const response = await fetch(request);
    return await answerOf(call, response);
  } catch (error) {
    throw error instanceof HttpFailure ? error : brokenConnection(call.operation, error);
  }
}

/** URLSearchParams makes fetch send `application/x-www-form-urlencoded`. */
function encoded(
  body: HttpCall['body'],
): string | URLSearchParams | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined) return undefined;
  if ('bytes' in body) return body.bytes;
  return 'json' in body ? JSON.stringify(body.json) : new URLSearchParams(body.form);
}

async function answerOf(call: HttpCall, response: Response): Promise<HttpAnswer> {
  const { status } = response;
  const headers = keptHeaders(response.headers);
  const accepted = call.accept?.(status) ?? response.ok;
  const { text, whole } = await readBody(
    response,
    response.ok ? MOST_ANSWER_BYTES : MOST_FAILURE_BYTES,
  );
  const details = { operation: call.operation, status, headers, sent: true };
  if (!accepted) {
    const retryAfterMs = parseRetryAfter(headers['retry-after'], momentOf(headers));
    throw new HttpFailure({ ...details, kind: 'status', body: text, retryAfterMs });
  }
  if (!response.ok || text === '') return { status, headers, body: undefined };
  const parsed = whole ? parseJson(text) : undefined;
  if (parsed === undefined) {
    const start = text.slice(0, MOST_FAILURE_BYTES);
    throw new HttpFailure({ ...details, kind: 'body', body: start });
  }
  return { status, headers, body: parsed.value };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = headers.get(name);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

function momentOf(headers: Readonly<Record<string, string>>): number {
  const date = Date.parse(headers.date ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

function brokenConnection(operation: string, error: unknown): HttpFailure {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new HttpFailure({ kind: 'timeout', operation, sent: true });
  }
  const codes = networkCodes(error);
  const sent = codes.length === 0 || !codes.every((code) => NEVER_LEFT.has(code));
  return new HttpFailure({ kind: 'network', operation, sent, code: codes[0] }, { cause: error });
}

const NEVER_LEFT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/** fetch hides the reason in `cause`; with several addresses that is an AggregateError with one per address. */
function networkCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError) return error.errors.flatMap(networkCodes);
  if (error.cause !== undefined) return networkCodes(error.cause);
  return 'code' in error && typeof error.code === 'string' ? [error.code] : [];
}
