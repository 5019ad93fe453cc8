import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Exposition } from './metrics.js';

export interface MetricsServer {
  /** Listens; 0 takes a free port. Rejects when the address is taken. */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}

/** `GET /metrics` on a listener of its own, and nothing else: numbers about the desk aren't for the whole world. */
export function createMetricsServer(read: () => Promise<Exposition>): MetricsServer {
  const http = createServer((request, response) => void answer(read, request, response));
  http.headersTimeout = 5_000;
  http.requestTimeout = 5_000;
  http.maxConnections = 50;
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => {
          http.off('error', reject);
          const address = http.address();
          resolve({ port: typeof address === 'object' && address ? address.port : port });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

async function answer(
  read: () => Promise<Exposition>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  const [path] = (request.url ?? '').split('?', 1);
  if (path !== '/metrics') return end(response, 404, 'not found\n');
  if (request.method !== 'GET') return end(response, 405, 'method not allowed\n');
  try {
    const { contentType, body } = await read();
    end(response, 200, body, contentType);
  } catch {
    end(response, 500, 'the metrics could not be read\n');
  }
}

function end(
  response: ServerResponse,
  status: number,
  body: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
