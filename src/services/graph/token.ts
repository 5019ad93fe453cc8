import { ConnectorFailure } from '../desk/failures.js';
import type { Http, HttpCall } from '../http/http.js';
import { HttpFailure } from '../http/http-failure.js';
import { clientAssertion } from './client-assertion.js';
import type { Certificate } from './client-assertion.js';
import { readEntraCode } from './graph-errors.js';
import { managedIdentityCall } from './managed-identity.js';
import type { ManagedIdentity } from './managed-identity.js';
import { tokenAnswer } from './wire.js';

export type GraphCredential =
  | { readonly kind: 'secret'; readonly clientId: string; readonly secret: string }
  | { readonly kind: 'certificate'; readonly clientId: string; readonly certificate: Certificate }
  | { readonly kind: 'managed-identity'; readonly identity: ManagedIdentity };

export interface TokenSettings {
  /** Such as `https://login.microsoftonline.com`. */
  readonly loginUrl: string;
  readonly tenantId: string;
  /** Such as `https://graph.microsoft.com`; its `/.default` scope is asked for. */
  readonly resource: string;
  readonly credential: GraphCredential;
}

export interface Tokens {
  /** A token that is good for at least five minutes, unless Entra gave a shorter one. */
  get(): Promise<string>;
  /** Forgets a token that was refused, so that the next `get` asks for another. */
  refused(token: string): void;
}

interface Kept {
  readonly token: string;
  /** Milliseconds since 1970 from which it isn't used any more. */
  readonly until: number;
}

const MARGIN = 5 * 60 * 1_000;

/** Asks Entra once, however many ask for a token at the same time. Throws ConnectorFailure of `entra`. */
export function createTokens(http: Http, settings: TokenSettings, now: () => number): Tokens {
  let kept: Kept | undefined;
  let asking: Promise<Kept> | undefined;

  async function ask(): Promise<Kept> {
    try {
      kept = await requestToken(http, settings, now);
      return kept;
    } finally {
      asking = undefined;
    }
  }

  return {
    async get() {
      if (kept !== undefined && now() < kept.until) return kept.token;
      asking ??= ask();
      return (await asking).token;
    },
    refused(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

async function requestToken(http: Http, settings: TokenSettings, now: () => number): Promise<Kept> {
  const asked = now();
  const call = tokenCall(settings, asked);
  let body: unknown;
  try {
    ({ body } = await http(call));
  } catch (error) {
    throw error instanceof HttpFailure ? entraFailure(error) : error;
  }
  const answer = tokenAnswer.safeParse(body);
  if (!answer.success) throw failure({ retryable: true, code: 'unexpected-answer' });
  const { access_token: token, expires_in: span, expires_on: end } = answer.data;
  const expires = span === undefined ? (end ?? 0) * 1_000 : asked + span * 1_000;
  return { token, until: expires - MARGIN };
}

function tokenCall(settings: TokenSettings, now: number): HttpCall {
  const { credential, resource } = settings;
  if (credential.kind === 'managed-identity')
    return managedIdentityCall(credential.identity, resource);
  const url = `${settings.loginUrl}/${encodeURIComponent(settings.tenantId)}/oauth2/v2.0/token`;
  const form = {
    client_id: credential.clientId,
    scope: `${resource}/.default`,
    grant_type: 'client_credentials',
    ...proof(credential, url, Math.floor(now / 1_000)),
  };
  return { operation: 'entra token', method: 'POST', url, body: { form } };
}

function proof(
  credential: Exclude<GraphCredential, { kind: 'managed-identity' }>,
  url: string,
  nowSeconds: number,
): Record<string, string> {
  if (credential.kind === 'secret') return { client_secret: credential.secret };
  const { certificate, clientId } = credential;
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: clientAssertion(certificate, clientId, url, nowSeconds),
  };
}

/** Wrong credentials stay wrong until somebody changes them; everything else may pass. */
function entraFailure(error: HttpFailure): ConnectorFailure {
  const { status } = error;
  const passing =
    error.kind !== 'status' || status === 429 || status === 408 || (status ?? 0) >= 500;
  return failure({
    retryable: passing,
    status,
    code: readEntraCode(error.body),
    retryAfter: error.retryAfterMs,
  });
}

/** Without a token the call that needs it isn't made: nothing is applied. */
function failure(details: {
  retryable: boolean;
  status?: number;
  code?: string;
  retryAfter?: number;
}): ConnectorFailure {
  return new ConnectorFailure({ system: 'entra', operation: 'token', applied: 'no', ...details });
}
