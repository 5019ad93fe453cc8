import { createAuthentication, type BotAuthentication } from '../bot/authentication.js';
import { createConnector, type Connector } from '../bot/connector/connector.js';
import { createGuard, type Guard } from '../bot/guard.js';
import { LocalAuthentication } from '../bot/local/local-authentication.js';
import { createLocalGuard } from '../bot/local/local-guard.js';
import { loopbackOnly } from '../bot/local/loopback-only.js';
import { createLocalPeople, type LocalPeople } from '../bot/local/people.js';
import type { Route } from '../bot/server.js';
import { createServiceUrlCheck } from '../bot/service-urls.js';
import type { Config } from '../config.js';

type Identity = NonNullable<Config['bot']>;

/** Who may speak to the bot, and as whom the bot speaks. */
export interface Edge {
  readonly authentication: BotAuthentication;
  readonly connector: Connector;
  readonly guard: Guard;
  /** Around the route for activities. */
  readonly protect: (route: Route) => Route;
}

export interface EdgeParts {
  readonly config: Config;
  readonly identity: Identity;
  /** Told of each call to Teams and to Entra. */
  readonly onCall: Parameters<typeof createAuthentication>[1];
  /** Who the Playground's people stand for, by their ids there; only with ALLOW_UNAUTHENTICATED_LOCAL. */
  readonly localPeople?: Readonly<Record<string, string>>;
}

/** Teams with its tokens; with ALLOW_UNAUTHENTICATED_LOCAL the Playground without. */
export function createEdge(parts: EdgeParts): Edge {
  return parts.config.server.allowUnauthenticatedLocal ? local(parts) : teams(parts);
}

function teams({ config, identity, onCall }: EdgeParts): Edge {
  const { appId, tenantId } = identity;
  const authentication = createAuthentication(identity, onCall);
  const mayCall = createServiceUrlCheck(config.allowedServiceUrls);
  return {
    authentication,
    connector: connectorOf(authentication, appId),
    guard: createGuard({ appId, tenantId, mayCall }),
    protect: (route) => route,
  };
}

function local({ config, identity, onCall, localPeople }: EdgeParts): Edge {
  // Configuration refuses these already; this is the last door.
  if (config.production)
    throw new Error('ALLOW_UNAUTHENTICATED_LOCAL is not allowed in production');
  const { appId, tenantId } = identity;
  const authentication = new LocalAuthentication(identity, onCall);
  const mayCall = createServiceUrlCheck(config.allowedServiceUrls, { anyPort: true });
  const personOf = createLocalPeople(localPeople);
  return {
    authentication,
    connector: knowing(connectorOf(authentication, appId), personOf),
    guard: createLocalGuard({ tenantId, mayCall, personOf }),
    protect: loopbackOnly,
  };
}

function connectorOf(authentication: BotAuthentication, appId: string): Connector {
  const clientFor = (serviceUrl: string) => authentication.connectorFor(serviceUrl);
  return createConnector({ appId, clientFor });
}

/** The Playground's members have object ids that are no GUIDs. */
function knowing(connector: Connector, personOf: LocalPeople): Connector {
  return {
    ...connector,
    member: async (of, teamsId) => {
      const aadObjectId = await connector.member(of, teamsId);
      return personOf({ id: teamsId, ...(aadObjectId === undefined ? {} : { aadObjectId }) });
    },
  };
}

/** Ids in place of a registration's: nothing is proved with them. */
const LOCAL_APP = '00000000-0000-4000-8000-00000000d0e5';
const LOCAL_TENANT = '00000000-0000-4000-8000-000000007e4a';

/** The settings with a bot that has no registration, where that is allowed. */
export function withLocalIdentity(config: Config): Config {
  if (config.bot || !config.server.allowUnauthenticatedLocal) return config;
  const bot: Identity = {
    appId: LOCAL_APP,
    tenantId: config.graph?.tenantId ?? LOCAL_TENANT,
    credential: { kind: 'password', password: '' },
    overrides: {},
  };
  return { ...config, bot };
}
