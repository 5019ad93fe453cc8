import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import restify, { type Request, type Response, type Server } from 'restify';
import type { EdgeLog } from './log.js';
import { discardRest, genericBody, refuse, reply, REPLY_HEADERS } from './reply.js';

export interface Readiness {
  readonly ready: boolean;
  /** What isn't ready, in words. */
  readonly problems: readonly string[];
  /** What somebody should look at although requests can be taken. */
  readonly warnings?: readonly string[];
}

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface ServerParts {
  readonly readiness: () => Promise<Readiness>;
  readonly messages: Route;
  readonly log: EdgeLog;
}

export interface EdgeServer {
  /** Listens; 0 takes a free port. Rejects when the address is taken. */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  /**
   * Begins the end: from now on each answer asks for its connection to be closed. Resolves after `delay` milliseconds,
   * in which load balancers read on /ready that nothing is to be sent here, once nobody sends any more.
   */
  drain(delay: number): Promise<void>;
  /** Takes no new connections, lets running requests finish for at most `grace` milliseconds. */
  close(grace?: number): Promise<void>;
}

const IN_FLIGHT = 200;
const GRACE = 10_000;
const SWEEP = 50;
/** Nothing came for so long: nobody sends here any more. */
const LULL = 300;
/** Somebody who never looks at /ready doesn't keep the process up. */
const MOST_WAIT = 2_000;

/** The public listener: activities and health, nothing else. It has no body parser (see read-body.ts). */
export function createServer(parts: ServerParts): EdgeServer {
  const server = restify.createServer({ name: '' });
  const http: HttpServer = server.server;
  // Node looks at these two every 30 s; read-body.ts has a clock of its own for bodies.
  http.headersTimeout = 10_000;
  http.requestTimeout = 15_000;
  // Longer than a load balancer's 60 s, so that it is never us who close first.
  http.keepAliveTimeout = 65_000;
  http.maxConnections = 2_000;
  const end: End = { near: false, lastCall: 0 };
  sayGoodbye(server, end);
  refuseWhenBusy(server);
  sayLittleOnErrors(server);
  server.post('/api/messages', async (request, response) => {
    end.lastCall = performance.now();
    await safely(parts.log, request, response, parts.messages);
  });
  server.get('/live', async (_request, response) => {
    reply(response, 200, { live: true });
  });
  server.get('/ready', async (_request, response) => {
    const state = await readiness(parts);
    reply(response, state.ready ? 200 : 503, state);
  });
  return {
    listen: (port, host) => listen(server, port, host),
    drain: (delay) => drain(end, delay),
    close: (grace = GRACE) => close(http, grace),
  };
}

interface End {
  near: boolean;
  /** When an activity came last, by `performance.now()`. */
  lastCall: number;
}

/** A client that keeps its connection would be cut off at the end: it is asked to make another, elsewhere. */
function sayGoodbye(server: Server, end: End): void {
  server.pre((_request, response, next) => {
    if (end.near) response.setHeader('connection', 'close');
    next();
  });
}

async function drain(end: End, delay: number): Promise<void> {
  end.near = true;
  if (delay <= 0) return;
  await sleep(delay);
  const latest = performance.now() + MOST_WAIT;
  const lull = () => end.lastCall + LULL;
  while (performance.now() < Math.min(lull(), latest)) await sleep(SWEEP);
}

function refuseWhenBusy(server: Server): void {
  server.pre((request, response, next) => {
    // A busy process is alive: being restarted would make it worse.
    if (server.inflightRequests() <= IN_FLIGHT || request.url === '/live') {
      next();
      return;
    }
    refuse(request, response, 503);
    next(false);
  });
}

/** restify would answer 404 and 405 with the path and method in words. */
function sayLittleOnErrors(server: Server): void {
  server.on(
    'restifyError',
    (request: Request, response: Response, error: { statusCode?: number }, done: () => void) => {
      const status = error.statusCode ?? 500;
      if (!response.headersSent) {
        if (status === 405) {
          response.setHeader('allow', request.url === '/api/messages' ? 'POST' : 'GET');
        }
        // By restify's own hand: it would send once more what it doesn't know to be sent.
        response.sendRaw(status, JSON.stringify(genericBody(status)), REPLY_HEADERS);
        discardRest(request);
      }
      done();
    },
  );
}

async function safely(
  log: EdgeLog,
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
): Promise<void> {
  try {
    await route(request, response);
  } catch (error) {
    log.error({ err: error }, 'a request failed');
    reply(response, 500, genericBody(500));
  }
}

async function readiness(parts: ServerParts): Promise<Readiness> {
  try {
    return await parts.readiness();
  } catch (error) {
    parts.log.error({ err: error }, 'readiness could not be told');
    return { ready: false, problems: ['readiness'] };
  }
}

function listen(server: Server, port: number, host: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    // restify passes the listener's errors on to itself.
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve({ port: server.address().port });
    });
  });
}

function close(http: HttpServer, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => http.closeAllConnections(), grace);
    // A connection that was busy stays open when it is done: Node closes those that are idle now, once.
    const sweep = setInterval(() => http.closeIdleConnections(), SWEEP);
    // After a round of the event loop that took in all connections waiting at the port: those are reset when it
    // closes, and their clients can't know whether they were heard.
    setImmediate(() => {
      http.close(() => {
        clearTimeout(timer);
        clearInterval(sweep);
        resolve();
      });
      http.closeIdleConnections();
    });
  });
}
