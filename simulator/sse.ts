import type { ServerResponse } from 'node:http';
import type { Hub } from './hub.js';

/** Comments keep proxies and browsers from thinking that the stream is dead. */
const BEAT_MS = 15_000;

/** Turns a response into a Server-Sent Events stream of every change from now on. */
export function openStream(response: ServerResponse, hub: Hub): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write('retry: 1000\n\n');
  const stop = hub.watch((change) => {
    response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  });
  const beat = setInterval(() => response.write(': still here\n\n'), BEAT_MS);
  beat.unref();
  response.on('close', () => {
    clearInterval(beat);
    stop();
  });
}
