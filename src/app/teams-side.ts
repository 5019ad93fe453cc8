import { createHash } from 'node:crypto';
import { TeamsAdapter } from '../bot/adapter.js';
import { createAuthentication } from '../bot/authentication.js';
import { DesksideBot } from '../bot/bot.js';
import { withConfiguredChannel } from '../bot/configured-channel.js';
import { createConnector } from '../bot/connector/connector.js';
import { createConversations } from '../bot/conversations/conversations.js';
import { createEdgeWords } from '../bot/edge-words.js';
import { createGuard } from '../bot/guard.js';
import { createMemory } from '../bot/memory.js';
import { createMessagesRoute } from '../bot/messages.js';
import { createOrphans } from '../bot/orphans.js';
import { createOutbound, type Outbound } from '../bot/outbound/outbound.js';
import { createPersonalChat } from '../bot/conversations/personal-chat.js';
import { createQueueMove } from '../bot/conversations/queue-move.js';
import { createServiceUrlCheck } from '../bot/service-urls.js';
import { createSessionTexts } from '../bot/session-texts.js';
import { createCards } from '../cards/create-cards.js';
import { noticeText } from '../cards/notices.js';
import type { Config } from '../config.js';
import { createIntakeDrafts } from '../bot/conversations/intake-drafts.js';
import { type Desk } from '../services/desk/execute.js';
import type { PersonId } from '../services/desk/ids.js';
import type { Directory, Places } from '../services/desk/ports.js';
import { createTranslator } from '../services/i18n/translator.js';
import { type Store } from '../services/store/store.js';
import { type Log } from '../services/telemetry/log.js';
import type { Cards } from '../cards/cards.js';
import type { Connector } from '../bot/connector/connector.js';
import type { EdgeWords } from '../bot/edge-words.js';
import type { Route } from '../bot/server.js';
import type { Conversations } from '../bot/turn.js';
import type { Calendar } from '../services/desk/ports.js';
import type { Translate } from '../services/i18n/translator.js';

export interface TeamsSideParts {
  readonly config: Config;
  readonly log: Log;
  readonly store: Store;
  readonly calendar: Calendar;
  readonly desk: Desk;
  readonly directory: Directory;
}

export interface TeamsSide {
  readonly messages: Route;
  readonly outbound: Outbound;
  readonly places: Places;
  readonly sessionTexts: ReturnType<typeof createSessionTexts>;
}

/** The Teams side: what goes out, what people say, what comes in. */
export function createTeamsSide(parts: TeamsSideParts): TeamsSide {
  const { config, log, store } = parts;
  const { bot: identity, defaultLocale } = config;
  if (!identity) throw new Error('a bot identity is needed');
  const translator = createTranslator(
    config.production ? (problem) => log.error({ problem }, 'a message is missing') : undefined,
  );
  const { t } = translator;
  const authentication = createAuthentication(identity);
  const common: Shared = {
    ...parts,
    t,
    cards: createCards(translator),
    connector: createConnector({
      appId: identity.appId,
      clientFor: (serviceUrl) => authentication.connectorFor(serviceUrl),
    }),
    places: withConfiguredChannel(store.places, configuredChannel(config)),
    memoryOf: (scope, person) => createMemory(store.conversationStorage, scope, person),
  };
  const words = createEdgeWords(translator, common.cards);
  const outbound = outboundOf(common, words);
  const { requests, people, budget } = store;
  const bot = new DesksideBot({
    connector: common.connector,
    budget,
    storage: store.conversationStorage,
    log,
    people,
    places: common.places,
    defaultLocale,
    conversations: conversationsOf(common, outbound),
    words,
    opened: (where) => outbound.catchUp(where),
    orphans: createOrphans((address, seen) => outbound.adopt(address, seen)),
  });
  const mayCall = createServiceUrlCheck(config.allowedServiceUrls);
  const messages = createMessagesRoute({
    guard: createGuard({ appId: identity.appId, tenantId: identity.tenantId, mayCall }),
    adapter: new TeamsAdapter(authentication),
    bot,
    log,
  });
  const sessionTexts = createSessionTexts({ requests, people, t, defaultLocale });
  return { messages, outbound, places: common.places, sessionTexts };
}

interface Shared extends TeamsSideParts {
  readonly t: Translate;
  readonly cards: Cards;
  readonly connector: Connector;
  readonly places: Places;
  readonly memoryOf: (scope: string, person: PersonId) => ReturnType<typeof createMemory>;
}

function outboundOf(shared: Shared, words: EdgeWords): Outbound {
  const { config, log, store, calendar, t, cards, connector, places, memoryOf } = shared;
  const { requests, people, roles, agenda, budget, links, deviceLists } = store;
  return createOutbound({
    connector,
    cards,
    words,
    requests,
    people,
    places,
    budget,
    roles,
    links,
    deviceLists,
    agenda,
    calendar,
    policy: config.policy,
    intakeDrafts: createIntakeDrafts({ memoryOf, deviceLists, requests, calendar }),
    defaultLocale: config.defaultLocale,
    log,
    noticeText: (about) => noticeText(t, about),
  });
}

function conversationsOf(shared: Shared, outbound: Outbound): Conversations {
  const { config, store, calendar, desk, directory, t, cards, connector, places, memoryOf } =
    shared;
  const { requests, people, roles, agenda, deviceLists } = store;
  return createConversations({
    desk,
    requests,
    people,
    places,
    roles,
    agenda,
    deviceLists,
    directory,
    calendar,
    policy: config.policy,
    cards,
    t,
    kept: outbound,
    hash: sha256,
    moveQueue: createQueueMove({ places, agenda, connector, cards, t }),
    chat: createPersonalChat({ connector, places, people }),
    memoryOf,
  });
}

function configuredChannel({ helpDeskChannel, bot, allowedServiceUrls, defaultLocale }: Config) {
  const [serviceUrl] = allowedServiceUrls;
  if (helpDeskChannel === undefined || !bot || serviceUrl === undefined) return undefined;
  return { id: helpDeskChannel, tenantId: bot.tenantId, serviceUrl, locale: defaultLocale };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
