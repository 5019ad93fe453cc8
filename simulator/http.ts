import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** The outside systems that the simulator plays. */
export type System = 'teams' | 'graph' | 'teamviewer' | 'entra';

/** One received HTTP request, already read to its end. */
export interface Call {
  readonly method: string;
  /** Path behind the system's prefix, still percent-encoded, starting with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as text; empty when there was none. */
  readonly text: string;
  /** The same as it came. */
  readonly bytes: Buffer;
  /** `http://host:port` as the caller addressed us, for links back to the same place. */
  readonly origin: string;
}

/** An answer: JSON (`body`), raw bytes, or a stream that takes the response over. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly bytes?: Buffer;
  readonly stream?: (response: ServerResponse) => void;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

export function reply(status: number, body?: unknown, headers?: Record<string, string>): Reply {
  return { status, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) };
}

/** Parses JSON text; `undefined` when it is not JSON (an empty text included). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The value of `Authorization: Bearer ...`, or null. */
export function bearerOf(headers: IncomingHttpHeaders): string | null {
  const match = /^Bearer (\S+)$/i.exec(headers.authorization ?? '');
  return match?.[1] ?? null;
}
