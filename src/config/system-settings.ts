import type {
  BotConfig,
  Config,
  GraphConfig,
  RedisConfig,
  TeamViewerConfig,
} from './config-type.js';
import type { EnvReader } from './env-reader.js';
import { isHttps } from './fields.js';

/** `embedded`, or nothing, is the Redis inside the process: undefined. */
export function readRedis(env: EnvReader, production: boolean): RedisConfig | undefined {
  const urls = env.read('REDIS_URL');
  const embedded = urls === 'embedded';
  if (production && (embedded || !env.isSet('REDIS_URL'))) {
    const wrong = embedded ? 'is the embedded Redis, which forgets everything' : 'is missing';
    env.report(
      'REDIS_URL',
      wrong,
      'Set it to redis:// or rediss:// and the address of a Redis that keeps its data',
    );
  }
  const mode = env.read('REDIS_MODE') ?? 'single';
  const sentinelName = env.read('REDIS_SENTINEL_NAME');
  if (urls === undefined || urls === 'embedded') return undefined;
  if (mode === 'single' && urls.length > 1) {
    env.report(
      'REDIS_URL',
      'has several addresses',
      'Set REDIS_MODE to cluster or sentinel, or name one',
    );
  }
  if (mode === 'sentinel' && sentinelName === undefined) {
    env.report(
      'REDIS_SENTINEL_NAME',
      'is missing',
      'Set it to the name of the primary that the Sentinels watch',
    );
  }
  return { mode, urls, ...(sentinelName === undefined ? {} : { sentinelName }) };
}

/** Undefined without credentials: no look-ups, and no roles. */
export function readGraph(
  env: EnvReader,
  production: boolean,
  bot?: BotConfig,
): GraphConfig | undefined {
  const loginUrl = readBase(env, 'ENTRA_LOGIN_URL', production);
  const base = readBase(env, 'GRAPH_URL', production);
  const tenantId = bot?.tenantId ?? env.read('MicrosoftAppTenantId');
  const credential = readGraphCredential(env, bot);
  if (credential === undefined || tenantId === undefined) return undefined;
  if (base === undefined || loginUrl === undefined) return undefined;
  return { baseUrl: base, loginUrl, tenantId, credential };
}

/** Graph's own app where one is named, else the bot's with the bot's proof. */
function readGraphCredential(
  env: EnvReader,
  bot?: BotConfig,
): GraphConfig['credential'] | undefined {
  const own = env.read('GRAPH_CLIENT_ID');
  const secret = env.read('GRAPH_CLIENT_SECRET');
  const identityUrl = env.read('IDENTITY_ENDPOINT');
  const identityHeader = env.read('IDENTITY_HEADER');
  const clientId = own ?? bot?.appId;
  if (clientId === undefined) {
    if (secret !== undefined)
      env.report('GRAPH_CLIENT_ID', 'is missing', 'Name the app of GRAPH_CLIENT_SECRET');
    return undefined;
  }
  if (secret !== undefined) return { kind: 'secret', clientId, secret };
  if (bot?.credential.kind === 'managed-identity') {
    const endpoint =
      identityUrl !== undefined && identityHeader !== undefined
        ? { endpoint: { url: identityUrl, header: identityHeader } }
        : {};
    return { kind: 'managed-identity', identity: { clientId, ...endpoint } };
  }
  if (bot === undefined || clientId !== bot.appId) {
    env.report(
      'GRAPH_CLIENT_SECRET',
      'is missing',
      'Set it, or leave GRAPH_CLIENT_ID out to use the bot’s own app',
    );
    return undefined;
  }
  if (bot.credential.kind === 'password')
    return { kind: 'secret', clientId, secret: bot.credential.password };
  const { thumbprint, privateKey } = bot.credential;
  return { kind: 'certificate', clientId, certificate: { thumbprint, privateKey } };
}

/** Undefined without a token: nobody can be helped remotely. */
export function readTeamViewer(env: EnvReader, production: boolean): TeamViewerConfig | undefined {
  const base = readBase(env, 'TEAMVIEWER_URL', production);
  const token = env.read('TEAMVIEWER_TOKEN');
  const linkHosts = env.read('TEAMVIEWER_LINK_HOSTS');
  if (token === undefined || base === undefined || linkHosts === undefined) return undefined;
  return { baseUrl: base, token, linkHosts };
}

export function readConfigMgr(env: EnvReader, production: boolean): Config['configMgr'] {
  const base = readBase(env, 'CONFIGMGR_URL', production);
  const scope = env.read('CONFIGMGR_SCOPE');
  if (base !== undefined && scope === undefined) {
    env.report(
      'CONFIGMGR_SCOPE',
      'is missing',
      'Set it to the scope of the server app, or remove CONFIGMGR_URL',
    );
  }
  if (scope !== undefined && !env.isSet('CONFIGMGR_URL')) {
    env.report(
      'CONFIGMGR_URL',
      'is missing',
      'Set it to the AdminService address, or remove CONFIGMGR_SCOPE',
    );
  }
  return base === undefined || scope === undefined ? undefined : { baseUrl: base, scope };
}

function readBase(
  env: EnvReader,
  name: 'ENTRA_LOGIN_URL' | 'GRAPH_URL' | 'TEAMVIEWER_URL' | 'CONFIGMGR_URL',
  production: boolean,
): string | undefined {
  const url = env.read(name);
  if (url !== undefined && production && !isHttps(url)) {
    env.report(name, 'is an address without https', 'Credentials are sent there: use https');
  }
  return url;
}
