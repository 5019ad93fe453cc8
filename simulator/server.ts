import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultReply } from './fault-reply.js';
import type { Faults } from './faults.js';
import { parseJson, reply } from './http.js';
import type { Call, Handler, Reply, System } from './http.js';
import type { Journal } from './journal.js';
import { withoutSecrets } from './redact.js';

/** A part of the address space. `keepPrefix` leaves the prefix on the path (Entra, statics). */
export interface Mount {
  readonly prefix: string;
  readonly system: System | null;
  readonly handle: Handler;
  readonly keepPrefix?: boolean;
}

export interface FrontDoor {
  readonly mounts: readonly Mount[];
  readonly faults: Faults;
  readonly journal: Journal;
  readonly realNow: () => number;
}

const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: Reply): void {
  if (answer.stream) {
    answer.stream(response);
    return;
  }
  const bytes =
    answer.bytes ?? (answer.body === undefined ? null : Buffer.from(JSON.stringify(answer.body)));
  response.statusCode = answer.status;
  if (bytes && !answer.bytes) response.setHeader('content-type', 'application/json; charset=utf-8');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (bytes) response.end(bytes);
  else response.end();
}

function readable(text: string, contentType: string | undefined): unknown {
  if (text === '') return undefined;
  if (contentType?.includes('x-www-form-urlencoded') === true) {
    return withoutSecrets(Object.fromEntries(new URLSearchParams(text)));
  }
  return withoutSecrets(parseJson(text) ?? text);
}

/** Runs one call of a played system through its faults; null = cut the socket, no answer. */
async function played(mount: Mount & { system: System }, call: Call, door: FrontDoor) {
  const path = call.path + (call.query.size > 0 ? `?${call.query.toString()}` : '');
  const { delayMs, fault } = door.faults.plan(mount.system, call.method, path);
  const at = door.realNow();
  const requestId = call.headers['client-request-id'];
  const note = (answer: Reply | null): void => {
    door.journal.record({
      system: mount.system,
      method: call.method,
      path,
      status: answer?.status ?? 0,
      at,
      ms: Math.max(0, door.realNow() - at),
      request: readable(call.text, call.headers['content-type']),
      response: withoutSecrets(answer?.body),
      ...(fault ? { fault: fault.id } : {}),
      ...(typeof requestId === 'string' ? { clientRequestId: requestId } : {}),
    });
  };
  if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
  if (fault?.hang === true) {
    note(null);
    return 'hang';
  }
  if (fault?.drop === 'before') {
    note(null);
    return 'cut';
  }
  if (fault && fault.drop === undefined) {
    const answer = faultReply(fault);
    note(answer);
    return answer;
  }
  const answer = await mount.handle(call);
  if (!fault) {
    note(answer);
    return answer;
  }
  const afterwards = fault.status === undefined ? null : faultReply(fault);
  note(afterwards);
  return afterwards ?? 'cut';
}

function underPrefix(path: string, prefix: string): boolean {
  return prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
}

async function serve(door: FrontDoor, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const mount = door.mounts.find(({ prefix }) => underPrefix(url.pathname, prefix));
  const bytes = await readBody(request);
  if (!mount || bytes === null) {
    send(response, reply(bytes === null ? 413 : 404, { error: 'nothing here' }));
    return;
  }
  const path = mount.keepPrefix === true ? url.pathname : url.pathname.slice(mount.prefix.length);
  const call: Call = {
    method: request.method ?? 'GET',
    path: path === '' ? '/' : path,
    query: url.searchParams,
    headers: request.headers,
    text: bytes.toString('utf8'),
    bytes,
    origin: `http://${request.headers.host ?? '127.0.0.1'}`,
  };
  const { system } = mount;
  const answer = system ? await played({ ...mount, system }, call, door) : await mount.handle(call);
  if (answer === 'hang') return;
  if (answer === 'cut') request.socket.destroy();
  else send(response, answer);
}

/** Starts the one HTTP server of the simulator on 127.0.0.1; returns it with its address. */
export async function listen(
  door: FrontDoor,
  port: number,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    serve(door, request, response).catch((error: unknown) => {
      console.error('simulator: a request failed', error);
      if (!response.headersSent) send(response, reply(500, { error: 'simulator fault' }));
      else request.socket.destroy();
    });
  });
  // Longer than any client keeps an idle socket: a server that closes first makes them see resets.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return { server, url: `http://127.0.0.1:${String(address.port)}` };
}

export async function shut(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
