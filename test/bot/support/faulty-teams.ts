import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectorClient } from 'botframework-connector';
import { createConnector, type Connector } from '../../../src/bot/connector/connector.js';
import { createWire, type WireParts } from '../../../src/bot/connector/wire.js';

export type Answer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | 'hang'
  | 'reset';

/** A connector that answers as told, in order; the last answer goes on for ever. */
export class FaultyTeams {
  readonly seen: { method: string; url: string; authorization: string; body: string }[] = [];
  answers: Answer[] = [];
  private constructor(
    private readonly server: Server,
    readonly serviceUrl: string,
  ) {}

  static async start(): Promise<FaultyTeams> {
    const server = createServer((request, response) => {
      faulty.serve(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const faulty = new FaultyTeams(server, `http://127.0.0.1:${port}/teams/`);
    return faulty;
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      this.seen.push({ method, url, authorization: headers.authorization ?? '', body });
      const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      if (answer === undefined || answer === 'hang') return;
      if (answer === 'reset') request.socket.destroy();
      else {
        // restify, loaded elsewhere in the process, takes the result of writeHead away.
        response.writeHead(answer.status, answer.headers);
        response.end(JSON.stringify(answer.body ?? {}));
      }
    });
  }

  connector(parts: WireParts = {}): Connector {
    const credentials = {
      signRequest: async <R extends { headers: { set(name: string, value: string): void } }>(
        request: R,
      ) => {
        request.headers.set('authorization', 'Bearer first');
        return request;
      },
    };
    const client = new ConnectorClient(credentials, {
      baseUri: this.serviceUrl,
      httpClient: createWire({ random: () => 0, ...parts }),
    });
    return createConnector({ appId: 'app', clientFor: async () => client });
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
