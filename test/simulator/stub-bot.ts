import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly activity: Record<string, unknown>;
}

export interface StubBot {
  readonly url: string;
  readonly received: Received[];
  /** What the next invokes are answered with, as the HTTP body. */
  answer: unknown;
  status: number;
  /** Milliseconds before each answer. */
  delayMs: number;
  close(): Promise<void>;
}

/** An HTTP server that notes activities and answers what it is told. */
export async function startStubBot(): Promise<StubBot> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const activity = JSON.parse(text) as Record<string, unknown>;
      received.push({ headers: request.headers, activity });
      setTimeout(() => {
        response.statusCode = bot.status;
        response.end(activity['type'] === 'invoke' ? JSON.stringify(bot.answer) : '');
      }, bot.delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const bot: StubBot = {
    url: `http://127.0.0.1:${String(port)}/api/messages`,
    received,
    answer: {},
    status: 200,
    delayMs: 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return bot;
}
