import assert from 'node:assert/strict';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { createGraphClient } from '../../../src/services/graph/client.js';
import type { GraphClient } from '../../../src/services/graph/client.js';
import { createTokens } from '../../../src/services/graph/token.js';
import type { GraphCredential } from '../../../src/services/graph/token.js';
import { createHttp } from '../../../src/services/http/http.js';
import { json, tinyServer } from '../http/tiny-server.js';
import type { Answering, TinyServer } from '../http/tiny-server.js';

export const TENANT = '22222222-2222-4222-8222-222222222222';
export const SECRET: GraphCredential = { kind: 'secret', clientId: 'app-1', secret: 'hush' };

/** Entra and Graph on one tiny server: tokens `t1`, `t2`, ... and what the test answers below /v1.0. */
export interface TinyGraph extends TinyServer {
  readonly client: GraphClient;
  readonly logged: Record<string, unknown>[];
  readonly clock: { now: number };
  /** Calls to Graph alone. */
  reads(): TinyServer['calls'];
  /** Calls to the token endpoint alone. */
  signIns(): TinyServer['calls'];
}

export async function tinyGraph(answer: Answering, expiresIn = 3_600): Promise<TinyGraph> {
  let tokens = 0;
  const server = await tinyServer((call, response, url) => {
    if (!call.path.startsWith('/login/')) return answer(call, response, url);
    tokens += 1;
    json(response, 200, {
      token_type: 'Bearer',
      expires_in: expiresIn,
      access_token: `t${tokens}`,
    });
  });
  const clock = { now: Date.UTC(2026, 10, 20) };
  const http = createHttp();
  const settings = {
    loginUrl: `${server.url}/login`,
    tenantId: TENANT,
    resource: server.url,
    credential: SECRET,
  };
  const logged: Record<string, unknown>[] = [];
  const client = createGraphClient({
    baseUrl: server.url,
    http,
    tokens: createTokens(http, settings, () => clock.now),
    log: { warn: (fields) => void logged.push(fields) },
  });
  const isSignIn = (call: { path: string }) => call.path.startsWith('/login/');
  return {
    ...server,
    client,
    clock,
    logged,
    reads: () => server.calls.filter((call) => !isSignIn(call)),
    signIns: () => server.calls.filter(isSignIn),
  };
}

/** Runs something that must fail with a ConnectorFailure, and gives its details. */
export async function failureDetails(
  run: () => Promise<unknown>,
): Promise<ConnectorFailure['details']> {
  try {
    await run();
  } catch (error) {
    if (error instanceof ConnectorFailure) return error.details;
    throw error;
  }
  throw new assert.AssertionError({ message: 'it should have failed' });
}

/** Intune's own error in Graph's message; real shapes of apis.md A.0. */
export function intuneError(code: string, message: string): unknown {
  return { error: { code, message, innerError: { 'request-id': 'r' } } };
}

export const ACTIVITY = '9567c8a9-89e5-4fc7-bb4a-3558aa3df883';
const TRAIL = ` - Operation ID (for customer support): 0 - Activity ID: ${ACTIVITY} - Url: https://fef.example/x`;

export function intuneMessage(sentence: string): string {
  return JSON.stringify({ _version: 3, Message: sentence + TRAIL, RetryAfter: null }, null, 2);
}
