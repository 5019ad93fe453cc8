import { MemoryStorage } from 'botbuilder';
import sinon from 'sinon';
import { TeamsAdapter } from '../../../src/bot/adapter.js';
import { createAuthentication } from '../../../src/bot/authentication.js';
import { DesksideBot } from '../../../src/bot/bot.js';
import type { Services } from '../../../src/bot/commands/context.js';
import { createConnector } from '../../../src/bot/connector/connector.js';
import type { EdgeWords } from '../../../src/bot/edge-words.js';
import { createGuard } from '../../../src/bot/guard.js';
import { createMessagesRoute } from '../../../src/bot/messages.js';
import type { SendBudget } from '../../../src/services/desk/ports.js';
import type { Orphans } from '../../../src/bot/orphans.js';
import { createServer } from '../../../src/bot/server.js';
import { createServiceUrlCheck } from '../../../src/bot/service-urls.js';
import type { Click, ClickAnswer, Conversations, Turn } from '../../../src/bot/turn.js';
import { startSimulator, type Simulator } from '../../../simulator/index.js';
import { keptLog, KnownPeople, KnownPlaces } from './fakes.js';

/** Words that tests can read: the kind of mishap instead of a sentence. */
const WORDS: EdgeWords = {
  sentence: (locale, { kind }) => `${locale} ${kind}`,
  message: ({ locale }, { kind }) => ({
    card: { type: 'AdaptiveCard', version: '1.5', lang: locale, speak: kind },
    summary: kind,
  }),
  notUnderstood: (locale) => `${locale} not-understood`,
  forYouAlone: (locale, name) => `${locale} ${name} for-you-alone`,
};

/** The whole edge on HTTP against the simulated Teams, with stubs for what answers. */
export interface TestEdge {
  readonly simulator: Simulator;
  readonly messagesUrl: string;
  readonly origin: string;
  readonly people: KnownPeople;
  readonly places: KnownPlaces;
  readonly log: ReturnType<typeof keptLog>;
  readonly message: sinon.SinonStub<[Turn], Promise<void>>;
  readonly click: sinon.SinonStub<[Turn, Click], Promise<ClickAnswer>>;
  readonly installed: sinon.SinonStub<[Turn], Promise<void>>;
  /** Writes to a 1:1 chat; reaches nobody unless told otherwise. */
  readonly chat: sinon.SinonStub<Parameters<Services['chat']>, ReturnType<Services['chat']>>;
  readonly orphan: sinon.SinonStub<Parameters<Orphans['clicked']>, Promise<void>>;
  readonly connector: ReturnType<typeof createConnector>;
  /** The send budget; always enough unless told otherwise. */
  readonly take: sinon.SinonStub<[string], ReturnType<SendBudget['take']>>;
  /** Forgets calls and behaviour of the stubs. */
  reset(): void;
  close(): Promise<void>;
}

export async function startEdge(
  options: { readonly answerWithin?: number } = {},
): Promise<TestEdge> {
  const simulator = await startSimulator();
  const { appId, password } = simulator.company.bot;
  const environment = simulator.environment();
  const authentication = createAuthentication({
    appId,
    tenantId: simulator.company.tenantId,
    credential: { kind: 'password', password },
    overrides: {
      ToChannelFromBotLoginUrl: environment['ToChannelFromBotLoginUrl'],
      ToBotFromChannelTokenIssuer: environment['ToBotFromChannelTokenIssuer'],
      ToBotFromChannelOpenIdMetadataUrl: environment['ToBotFromChannelOpenIdMetadataUrl'],
    },
  });
  const people = new KnownPeople();
  const places = new KnownPlaces();
  const log = keptLog();
  const connector = createConnector({
    appId,
    clientFor: (url) => authentication.connectorFor(url),
  });
  const stubs = {
    message: sinon.stub<[Turn], Promise<void>>(),
    click: sinon.stub<[Turn, Click], Promise<ClickAnswer>>(),
    installed: sinon.stub<[Turn], Promise<void>>(),
    chat: sinon.stub<Parameters<Services['chat']>, ReturnType<Services['chat']>>(),
    file: sinon.stub<Parameters<Conversations['file']>, ReturnType<Conversations['file']>>(),
    orphan: sinon.stub<Parameters<Orphans['clicked']>, Promise<void>>(),
  };
  const take = sinon.stub<[string], ReturnType<SendBudget['take']>>();
  const reset = (): void => {
    take.reset();
    take.resolves({ ok: true });
    for (const stub of [stubs.message, stubs.installed, stubs.orphan])
      (stub.reset(), stub.resolves());
    stubs.file.reset();
    stubs.file.resolves(undefined);
    stubs.click.reset();
    stubs.chat.reset();
    stubs.chat.resolves(undefined);
    stubs.click.resolves({ message: 'done' });
    log.lines.length = 0;
  };
  reset();
  const bot = new DesksideBot({
    connector,
    storage: new MemoryStorage(),
    budget: { take },
    log,
    people,
    places,
    defaultLocale: 'en',
    words: WORDS,
    conversations: stubs,
    chat: stubs.chat,
    opened: async () => {},
    orphans: { clicked: stubs.orphan },
    ...options,
  });
  const guard = createGuard({
    appId,
    tenantId: simulator.company.tenantId,
    mayCall: createServiceUrlCheck([environment['ALLOWED_SERVICE_URLS'] ?? '']),
  });
  const messages = createMessagesRoute({
    guard,
    adapter: new TeamsAdapter(authentication),
    bot,
    log,
  });
  const server = createServer({
    messages,
    log,
    readiness: async () => ({ ready: true, problems: [] }),
  });
  const { port } = await server.listen(0, '127.0.0.1');
  const origin = `http://127.0.0.1:${port}`;
  const messagesUrl = `${origin}/api/messages`;
  simulator.connectBot(messagesUrl);
  places.channel = {
    id: simulator.teams.channelId,
    serviceUrl: `${simulator.url}/teams/`,
    tenantId: simulator.company.tenantId,
    locale: 'en',
  };
  return {
    simulator,
    messagesUrl,
    origin,
    people,
    places,
    log,
    ...stubs,
    connector,
    take,
    reset,
    close: async () => {
      await server.close(1_000);
      await simulator.close();
    },
  };
}
