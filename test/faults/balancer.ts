import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY = 200;

/**
 * A load balancer as small as they come: looks at /ready, sends to those that are, keeps its connections, and tries
 * another backend only when a connection was refused: what was sent is never sent twice (nginx does the same with
 * POST, see proxy_next_upstream).
 */
export class Balancer {
  readonly statuses = new Map<number, number>();
  /** Answers that never came, by the code of what happened instead. */
  readonly broken: string[] = [];
  private readonly backends = new Map<number, { ready: boolean }>();
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server = createServer((asked, answer) => void this.pass(asked, answer));
  private turn = 0;
  private looking = true;

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    void this.look();
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  }

  add(port: number): void {
    this.backends.set(port, { ready: false });
  }

  remove(port: number): void {
    this.backends.delete(port);
  }

  isReady(port: number): boolean {
    return this.backends.get(port)?.ready ?? false;
  }

  close(): void {
    this.looking = false;
    this.agent.destroy();
    this.server.close();
    this.server.closeAllConnections();
  }

  private async look(): Promise<void> {
    for (; this.looking; await sleep(LOOK_EVERY)) {
      for (const [port, backend] of this.backends) {
        const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
        backend.ready = response?.status === 200;
        await response?.body?.cancel();
      }
    }
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(Buffer.from(chunk as Uint8Array));
    const { status, body } = await this.forward(asked, Buffer.concat(chunks));
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    answer.writeHead(status, { 'content-type': 'application/json' });
    answer.end(body);
  }

  private async forward(asked: IncomingMessage, body: Buffer): Promise<Passed> {
    const ready = [...this.backends].filter(([, backend]) => backend.ready).map(([port]) => port);
    this.turn += 1;
    for (let tries = 0; tries < ready.length; tries += 1) {
      const port = ready[(this.turn + tries) % ready.length] ?? 0;
      const passed = await this.send(port, asked, body);
      if (typeof passed !== 'string') return passed;
      if (passed !== 'ECONNREFUSED') {
        this.broken.push(passed);
        return { status: 502, body: Buffer.alloc(0) };
      }
    }
    return { status: 503, body: Buffer.alloc(0) };
  }

  /** The answer, or the code of what came instead of it. */
  private send(port: number, asked: IncomingMessage, body: Buffer): Promise<Passed | string> {
    const { method = 'GET', url = '/', headers } = asked;
    return new Promise((resolve) => {
      const sent = request(
        { agent: this.agent, host: '127.0.0.1', port, method, path: url, headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', (error) => resolve(codeOf(error)));
          response.once('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }),
          );
        },
      );
      sent.once('error', (error) => resolve(codeOf(error)));
      sent.end(body);
    });
  }
}

interface Passed {
  readonly status: number;
  readonly body: Buffer;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
