import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that a tiny server received. */
export interface SeenCall {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface TinyServer {
  readonly url: string;
  readonly calls: SeenCall[];
  /** TCP connections that were made so far. */
  readonly connections: () => number;
  close(): Promise<void>;
}

export type Answering = (call: SeenCall, response: ServerResponse, url: string) => void;

/** A real HTTP server on loopback that answers as the test says. */
export async function tinyServer(answer: Answering): Promise<TinyServer> {
  const calls: SeenCall[] = [];
  let connections = 0;
  let url = '';
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const call = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      };
      calls.push(call);
      answer(call, response, url);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** `writeHead` that can be chained: restify, once loaded, makes it return nothing in the whole process. */
export function head(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): ServerResponse {
  response.writeHead(status, headers);
  return response;
}
