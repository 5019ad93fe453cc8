import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Stands in for a bot behind the proxy: counts what reaches it, and drains like one. */
export class StandIn {
  ready = true;
  /** Ends the connection after it has taken a request, instead of answering. */
  breaks = false;
  readonly served: string[] = [];
  private readonly server: Server;

  constructor(
    readonly name: string,
    readonly port: number,
  ) {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.keepAliveTimeout = 65_000;
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(this.port, '127.0.0.1', done));
  }

  /** No new connections; those that are idle end, and so do busy ones when they have been answered. */
  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    const sweep = setInterval(() => this.server.closeIdleConnections(), 20);
    await closed;
    clearInterval(sweep);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/ready') {
      response.writeHead(this.ready ? 200 : 503);
      response.end();
      return;
    }
    let size = 0;
    try {
      for await (const chunk of request) size += Buffer.byteLength(String(chunk));
    } catch {
      return;
    }
    this.served.push(`${request.method} ${request.url}`);
    if (this.breaks) {
      request.socket.destroy();
      return;
    }
    await new Promise((done) => setTimeout(done, 5));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ by: this.name, size }));
  }
}
