import type { IncomingMessage, ServerResponse } from 'node:http';

const WORDS: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  405: 'method not allowed',
  408: 'request timeout',
  413: 'payload too large',
  415: 'unsupported media type',
  503: 'unavailable',
};

/** What a refused caller may learn: the status in words, nothing of the request or of us. */
export function genericBody(status: number): { readonly error: string } {
  return { error: WORDS[status] ?? 'error' };
}

export const REPLY_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

/** Answers with JSON; `undefined` sends no body. Does nothing when an answer is under way already. */
export function reply(response: ServerResponse, status: number, body?: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...(text === '' ? {} : REPLY_HEADERS),
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

const DISCARD_BYTES = 4 * 1024 * 1024;
const DISCARD_TIME = 5_000;

/** Refuses a request whose body may still be coming. */
export function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  reply(response, status, genericBody(status));
  discardRest(request);
}

/**
 * Reads on and throws away for a little while, since a socket that is closed on a writing client resets it before it
 * has read the answer; then cuts the socket.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let bytes = 0;
  const cut = (): void => {
    request.socket.destroy();
  };
  const timer = setTimeout(cut, DISCARD_TIME);
  timer.unref();
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DISCARD_BYTES) cut();
  });
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
  request.resume();
}
