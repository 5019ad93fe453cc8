import type { Simulator } from '../../simulator/index.js';

export type Body = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly bearer?: string;
  readonly headers?: Record<string, string>;
}

/** One HTTP call with a JSON body in and out. */
export async function call(url: string, options: CallOptions = {}): Promise<Answer> {
  const { method = 'GET', body, bearer, headers } = options;
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = text === '' ? {} : (JSON.parse(text) as Body);
  return { status: response.status, headers: response.headers, body: parsed };
}

function setting(simulator: Simulator, name: string): string {
  const value = simulator.environment()[name];
  if (value === undefined) throw new Error(`the simulator names no ${name}`);
  return value;
}

/** Posts a client-credentials form; fields left out are those of the Graph app. */
export async function askToken(
  simulator: Simulator,
  fields: Record<string, string> = {},
): Promise<Answer> {
  const tenant = setting(simulator, 'MicrosoftAppTenantId');
  const response = await fetch(
    `${setting(simulator, 'ENTRA_LOGIN_URL')}/${tenant}/oauth2/v2.0/token`,
    {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: setting(simulator, 'GRAPH_CLIENT_ID'),
        client_secret: setting(simulator, 'GRAPH_CLIENT_SECRET'),
        scope: `${setting(simulator, 'GRAPH_URL')}/.default`,
        ...fields,
      }),
    },
  );
  const body = (await response.json()) as Body;
  return { status: response.status, headers: response.headers, body };
}

export async function graphBearer(simulator: Simulator): Promise<string> {
  return String((await askToken(simulator)).body['access_token']);
}

export async function botBearer(simulator: Simulator): Promise<string> {
  const answer = await askToken(simulator, {
    client_id: setting(simulator, 'MicrosoftAppId'),
    client_secret: setting(simulator, 'MicrosoftAppPassword'),
    scope: 'https://api.botframework.com/.default',
  });
  return String(answer.body['access_token']);
}

export interface Connector {
  (path: string, options?: CallOptions): Promise<Answer>;
}

/** Calls the connector as the bot: `connect('/conversations/…')`. */
export async function connectorOf(simulator: Simulator): Promise<Connector> {
  const bearer = await botBearer(simulator);
  const base = `${setting(simulator, 'ALLOWED_SERVICE_URLS')}v3`;
  return (path, options = {}) => call(`${base}${path}`, { bearer, ...options });
}

export async function graphOf(simulator: Simulator): Promise<Connector> {
  const bearer = await graphBearer(simulator);
  const base = setting(simulator, 'GRAPH_URL');
  return (path, options = {}) => call(`${base}${path}`, { bearer, ...options });
}

export function teamviewerOf(simulator: Simulator): Connector {
  const bearer = setting(simulator, 'TEAMVIEWER_TOKEN');
  const base = `${setting(simulator, 'TEAMVIEWER_URL')}/api/v1`;
  return (path, options = {}) => call(`${base}${path}`, { bearer, ...options });
}

export function cardActivity(card: Body): Body {
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

/** The `error.code` of a Teams or Graph error body. */
export function codeOf(answer: Answer): unknown {
  const { error } = answer.body;
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
}

/** The `value` of a Graph collection. */
export function valueOf(answer: Answer): Body[] {
  const { value } = answer.body;
  if (!Array.isArray(value)) throw new Error('no collection');
  return value as Body[];
}
