import { cloudOf } from '../bot/identity.js';
import type { Config } from '../config.js';
import type { AppCatalogue } from '../services/desk/ports.js';
import type { SelfTest } from '../services/desk/self-test.js';
import { createAppCatalogue } from '../services/graph/app-catalogue.js';
import { createGraphClient } from '../services/graph/client.js';
import { createSecretTest, type AppSecret } from '../services/graph/secret-test.js';
import { createGraphTests, graphMissing } from '../services/graph/self-test.js';
import { createSignInTest, impatient, type SignIn } from '../services/graph/sign-in-test.js';
import { createTokens, type GraphCredential } from '../services/graph/token.js';
import type { Http } from '../services/http/http.js';

type Bot = NonNullable<Config['bot']>;
type GraphSignIn = SignIn & { readonly baseUrl: string };

/** The bot's own registration: whether Entra takes its secret, and for how long. */
export function signInTests(config: Config, bot: Bot, http: Http): readonly SelfTest[] {
  const variable = bot.credential.kind === 'certificate' ? 'CertificatePrivateKey' : PASSWORD;
  const { ToChannelFromBotLoginUrl: login, ToChannelFromBotOAuthScope: resource } = cloudOf(bot);
  const { base: loginUrl, last: tenantId } = split(login);
  const credential = botCredential(config, bot);
  return [
    createSignInTest({
      check: 'bot',
      http,
      settings: { loginUrl, tenantId, resource, credential },
      now: Date.now,
      variable,
    }),
    secretTest(config, http, {
      check: 'bot-secret',
      appId: bot.appId,
      credential,
      end: config.expires.appSecret,
      variable,
      setting: 'APP_SECRET_EXPIRES',
    }),
  ];
}

/** Graph's permissions and groups; its own secret, where it isn't the bot's. */
export function graphTests(config: Config, http: Http): readonly SelfTest[] {
  const signIn = graphSignIn(config, http);
  const { graph, bot, roleGroups, appPackage, expires } = config;
  if (!signIn || !graph) return [graphMissing()];
  const appId = appIdOf(graph.credential);
  const own = bot === undefined || variableOf(config) !== PASSWORD;
  const secret: AppSecret = {
    check: 'graph-secret',
    appId,
    credential: graph.credential,
    end: expires.graphSecret,
    variable: variableOf(config),
    setting: 'GRAPH_SECRET_EXPIRES',
  };
  const registration = bot?.appId ?? appId;
  const manifestId = appPackage.teamsAppId;
  return [
    ...createGraphTests({ ...signIn, roleGroups, appId: registration, manifestId }),
    ...(own && graph.credential.kind === 'secret' ? [secretTest(config, http, secret)] : []),
  ];
}

/** Asked anew each time: the bot's own keeps its answer for an hour. */
export function catalogueOf(config: Config, http: Http): AppCatalogue | undefined {
  const signIn = graphSignIn(config, http);
  const { teamsAppId: manifestId } = config.appPackage;
  if (!signIn || manifestId === undefined) return undefined;
  return {
    find: () => {
      const tokens = createTokens(impatient(http), signIn.settings, Date.now);
      const client = createGraphClient({ baseUrl: signIn.baseUrl, http: impatient(http), tokens });
      return createAppCatalogue({ client, manifestId, now: Date.now }).find();
    },
  };
}

const PASSWORD = 'MicrosoftAppPassword';

function secretTest(config: Config, http: Http, secret: AppSecret): SelfTest {
  return createSecretTest({ secret, graph: graphSignIn(config, http), now: Date.now });
}

function graphSignIn(config: Config, http: Http): GraphSignIn | undefined {
  const { graph } = config;
  if (!graph) return undefined;
  const { baseUrl, loginUrl, tenantId, credential } = graph;
  return {
    check: 'graph',
    http,
    settings: { loginUrl, tenantId, credential, resource: baseUrl },
    now: Date.now,
    variable: variableOf(config),
    baseUrl,
  };
}

/** Without a secret of its own, Graph is asked with the bot's proof. */
function variableOf({ graph, bot }: Config): string {
  const secret = graph?.credential.kind === 'secret' ? graph.credential.secret : undefined;
  const shared =
    bot?.credential.kind === 'password' &&
    bot.credential.password === secret &&
    bot.appId === (graph && appIdOf(graph.credential));
  if (shared) return PASSWORD;
  return graph?.credential.kind === 'certificate' ? 'CertificatePrivateKey' : 'GRAPH_CLIENT_SECRET';
}

function appIdOf(credential: GraphCredential): string {
  return credential.kind === 'managed-identity'
    ? credential.identity.clientId
    : credential.clientId;
}

function botCredential({ graph }: Config, { appId: clientId, credential }: Bot): GraphCredential {
  switch (credential.kind) {
    case 'password':
      return { kind: 'secret', clientId, secret: credential.password };
    case 'certificate': {
      const { thumbprint, privateKey } = credential;
      return { kind: 'certificate', clientId, certificate: { thumbprint, privateKey } };
    }
    case 'managed-identity': {
      const known = graph?.credential.kind === 'managed-identity' ? graph.credential : undefined;
      return { kind: 'managed-identity', identity: { ...known?.identity, clientId } };
    }
  }
}

/** `https://login.microsoftonline.com/<tenant>` in its two parts. */
function split(loginUrl: string): { readonly base: string; readonly last: string } {
  const whole = loginUrl.replace(/\/+$/, '');
  const at = whole.lastIndexOf('/');
  return { base: whole.slice(0, at), last: whole.slice(at + 1) };
}
