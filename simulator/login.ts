import { randomUUID } from 'node:crypto';
import type { Company } from './company-types.js';
import { reply } from './http.js';
import type { Call, Handler, Reply } from './http.js';
import { dispatch } from './router.js';
import type { Route } from './router.js';
import { CHANNEL_ISSUER, CONNECTOR_AUDIENCE, GRAPH_AUDIENCE } from './tokens.js';
import type { Tokens } from './tokens.js';

/** A secret of an app registration. */
export interface AppSecret {
  value: string;
  /** Milliseconds since 1970; refused from then on. */
  ends: number;
}

/** What a test may change about the simulated Entra. */
export interface EntraControls {
  /** Seconds that the next access tokens live; Entra's own are 3599. */
  tokenLifetimeSeconds: number;
  /** Application permissions of the Graph app in the next tokens. */
  graphRoles: string[];
  /** What each registration takes as its secret. */
  secrets: { bot: AppSecret; graph: AppSecret };
  /** Milliseconds that Entra's clock, its `Date` header, is ahead of the real one. */
  clockSkewMs: number;
}

interface Application {
  readonly appId: string;
  readonly secret: AppSecret;
}

function refused(status: number, error: string, code: number, text: string): Reply {
  const timestamp = new Date().toISOString().replace('T', ' ').slice(0, 19) + 'Z';
  const [trace, correlation] = [randomUUID(), randomUUID()];
  return reply(status, {
    error,
    error_description: `AADSTS${String(code)}: ${text}\r\nTrace ID: ${trace}\r\nCorrelation ID: ${correlation}\r\nTimestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
  });
}

/** Client id and secret from HTTP Basic or from the form. */
function clientOf(call: Call, form: URLSearchParams): { id: string; secret: string } {
  const basic = /^Basic (\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  if (basic === undefined) {
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  }
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { id, secret };
}

/** The audience that a `.default` scope asks for; null when it isn't one of ours. */
function audienceOf(scope: string, origin: string): string | null {
  const resource = scope.replace(/\/\.default$/, '');
  if (resource === scope) return null;
  if (resource === CONNECTOR_AUDIENCE) return CONNECTOR_AUDIENCE;
  if (resource === GRAPH_AUDIENCE || resource === `${origin}/graph`) return GRAPH_AUDIENCE;
  return null;
}

interface LoginParts {
  readonly company: Company;
  readonly tokens: Tokens;
  readonly controls: EntraControls;
}

async function issueToken(parts: LoginParts, call: Call, tenant: string): Promise<Reply> {
  const { company, tokens, controls } = parts;
  const form = new URLSearchParams(call.text);
  if (tenant !== company.tenantId && tenant !== 'botframework.com') {
    return refused(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`);
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return refused(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant.');
  }
  const client = clientOf(call, form);
  const apps: Application[] = [
    { appId: company.bot.appId, secret: controls.secrets.bot },
    { appId: company.graphApp.clientId, secret: controls.secrets.graph },
  ];
  const app = apps.find(({ appId }) => appId === client.id);
  if (!app) {
    const text = `Application with identifier '${client.id}' was not found in the directory.`;
    return refused(400, 'unauthorized_client', 700016, text);
  }
  if (app.secret.value !== client.secret) {
    return refused(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
  }
  if (app.secret.ends <= Date.now()) {
    const text = `The provided client secret keys for app '${client.id}' are expired.`;
    return refused(401, 'invalid_client', 7000222, text);
  }
  const audience = audienceOf(form.get('scope') ?? '', call.origin);
  if (audience === null) {
    return refused(400, 'invalid_scope', 70011, "The provided value for 'scope' is not valid.");
  }
  const isGraphApp = app.appId === company.graphApp.clientId;
  const accessToken = await tokens.forApp({
    appId: app.appId,
    tenantId: company.tenantId,
    audience,
    roles: audience === GRAPH_AUDIENCE && isGraphApp ? controls.graphRoles : [],
    lifetimeSeconds: controls.tokenLifetimeSeconds,
  });
  return reply(200, {
    token_type: 'Bearer',
    expires_in: controls.tokenLifetimeSeconds,
    ext_expires_in: controls.tokenLifetimeSeconds,
    access_token: accessToken,
  });
}

function tenantMetadata(call: Call, tenant: string): Reply {
  const base = `${call.origin}/login/${tenant}`;
  return reply(200, {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  });
}

/** Entra's token endpoint (`/login`) and the Bot Framework's metadata (`/bf`). */
export function loginHandler(parts: LoginParts): Handler {
  const { tokens } = parts;
  const routes: Route[] = [
    {
      method: 'POST',
      pattern: '/login/:tenant/oauth2/v2.0/token',
      handle: async (call, param) => {
        const answer = await issueToken(parts, call, param('tenant'));
        const date = new Date(Date.now() + parts.controls.clockSkewMs).toUTCString();
        return { ...answer, headers: { ...answer.headers, date } };
      },
    },
    {
      method: 'GET',
      pattern: '/login/:tenant/v2.0/.well-known/openid-configuration',
      handle: (call, param) => tenantMetadata(call, param('tenant')),
    },
    {
      method: 'GET',
      pattern: '/login/:tenant/discovery/v2.0/keys',
      handle: () => reply(200, tokens.entraKeys()),
    },
    {
      method: 'GET',
      pattern: '/bf/v1/.well-known/openidconfiguration',
      handle: (call) =>
        reply(200, {
          issuer: CHANNEL_ISSUER,
          jwks_uri: `${call.origin}/bf/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['private_key_jwt'],
        }),
    },
    { method: 'GET', pattern: '/bf/keys', handle: () => reply(200, tokens.channelKeys()) },
  ];
  return (call) => dispatch(routes, call) ?? reply(404, { error: 'not_found' });
}
