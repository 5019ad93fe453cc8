import { createHash } from 'node:crypto';
import { TeamsAdapter } from '../bot/adapter.js';
import { DesksideBot } from '../bot/bot.js';
import { createConversations } from '../bot/conversations/conversations.js';
import { createTeamFacts, type TeamFacts } from '../bot/connector/team-facts.js';
import { createDeepLinks, type DeepLinks } from '../bot/deep-links.js';
import { createEdgeWords, type EdgeWords } from '../bot/edge-words.js';
import { createMemory } from '../bot/memory.js';
import { createMessagesRoute } from '../bot/messages.js';
import { createOrphans } from '../bot/orphans.js';
import { createAlertWords } from '../bot/outbound/alerts.js';
import { createChangeWords } from '../bot/outbound/change-words.js';
import { createLateVerdicts } from '../bot/outbound/late-verdicts.js';
import { createMovedWords } from '../bot/outbound/moved-words.js';
import { createOutbound, type Outbound } from '../bot/outbound/outbound.js';
import { createTaskWords } from '../bot/outbound/task-words.js';
import { createReachWords } from '../bot/outbound/reach-words.js';
import { createPersonalChat } from '../bot/conversations/personal-chat.js';
import { createQueueMove } from '../bot/conversations/queue-move.js';
import { createSessionTexts } from '../bot/session-texts.js';
import { createCards } from '../cards/create-cards.js';
import { noticeText } from '../cards/notices.js';
import type { Config } from '../config.js';
import { createIntakeDrafts } from '../bot/conversations/intake-drafts.js';
import { type Desk } from '../services/desk/execute.js';
import type { PersonId } from '../services/desk/ids.js';
import type { Directory, FileDrop, Places, Synced } from '../services/desk/ports.js';
import type { SelfTests } from '../services/desk/self-test.js';
import { createWhy } from '../services/desk/why.js';
import { createTranslator } from '../services/i18n/translator.js';
import { type Store } from '../services/store/store.js';
import { type Log } from '../services/telemetry/log.js';
import { createEdge } from './edge.js';
import type { Measures } from './measures.js';
import { placesOf } from './places.js';
import type { Cards } from '../cards/cards.js';
import type { Connector } from '../bot/connector/connector.js';
import type { Route } from '../bot/server.js';
import type { Conversations } from '../bot/turn.js';
import type { Calendar, LocalTime } from '../services/desk/ports.js';
import type { Translate } from '../services/i18n/translator.js';

export interface TeamsSideParts {
  readonly config: Config;
  readonly log: Log;
  readonly store: Store;
  readonly calendar: Calendar;
  readonly localTime: LocalTime;
  readonly desk: Desk;
  readonly directory: Directory;
  readonly fileDrop: FileDrop;
  readonly selfTests: SelfTests;
  /** The app can be installed for people who never had it. */
  readonly mayInstall: boolean;
  readonly measures: Pick<Measures, 'teamsCall' | 'activity' | 'refused' | 'adopted'>;
  /** See `createEdge`. */
  readonly localPeople?: Readonly<Record<string, string>>;
}

export interface TeamsSide {
  readonly messages: Route;
  /** Resolves when nothing goes on any more that outlived its answer. */
  readonly idle: () => Promise<void>;
  readonly outbound: Outbound;
  readonly places: Places;
  readonly sessionTexts: ReturnType<typeof createSessionTexts>;
  /** Goes on with verifying the trail for somebody. */
  readonly verifyFor: (person: PersonId) => Promise<Synced>;
}

/** The Teams side: what goes out, what people say, what comes in. */
export function createTeamsSide(parts: TeamsSideParts): TeamsSide {
  const { config, log, store, measures } = parts;
  const { bot: identity, defaultLocale } = config;
  if (!identity) throw new Error('a bot identity is needed');
  const translator = createTranslator(
    config.production ? (problem) => log.error({ problem }, 'a message is missing') : undefined,
  );
  const { t } = translator;
  const edge = createEdge({ ...parts, identity, onCall: measures.teamsCall });
  const { authentication, connector } = edge;
  const places = placesOf(config, store);
  const common: Shared = {
    ...parts,
    t,
    cards: createCards(translator),
    connector,
    places,
    chat: createPersonalChat({ connector, places, people: store.people }),
    channelFacts: createTeamFacts({
      clientFor: (serviceUrl) => authentication.connectorFor(serviceUrl),
      log,
    }),
    deepLinks: createDeepLinks({
      tenantId: identity.tenantId,
      teamsAppId: config.appPackage.teamsAppId,
      channelService: identity.channelService,
    }),
    memoryOf: (scope, person) => createMemory(store.conversationStorage, scope, person),
  };
  const words = createEdgeWords(translator, common.cards);
  const outbound = outboundOf(common);
  const { requests, people } = store;
  const bot = botOf(common, outbound, words);
  const messages = createMessagesRoute({
    guard: edge.guard,
    adapter: new TeamsAdapter(authentication),
    bot,
    log,
    onRefused: measures.refused,
  });
  const sessionTexts = createSessionTexts({ requests, people, t, defaultLocale });
  return {
    messages: edge.protect(messages),
    idle: () => bot.idle(),
    outbound,
    places,
    sessionTexts,
    verifyFor: lateVerdictsOf(common),
  };
}

interface Shared extends TeamsSideParts {
  readonly t: Translate;
  readonly cards: Cards;
  readonly connector: Connector;
  readonly places: Places;
  readonly chat: ReturnType<typeof createPersonalChat>;
  readonly channelFacts: TeamFacts;
  readonly deepLinks: DeepLinks;
  readonly memoryOf: (scope: string, person: PersonId) => ReturnType<typeof createMemory>;
}

function botOf(shared: Shared, outbound: Outbound, words: EdgeWords): DesksideBot {
  const { config, log, store, connector, chat, places, measures } = shared;
  return new DesksideBot({
    connector,
    chat,
    budget: store.budget,
    storage: store.conversationStorage,
    log,
    people: store.people,
    places,
    defaultLocale: config.defaultLocale,
    conversations: conversationsOf(shared, outbound),
    words,
    opened: (where) => outbound.catchUp(where),
    orphans: createOrphans(async (address, seen) => {
      const adopted = await outbound.adopt(address, seen);
      if (adopted) measures.adopted();
      return adopted;
    }),
    onActivity: measures.activity,
  });
}

function outboundOf(shared: Shared): Outbound {
  const { config, log, store, calendar, t, cards, connector, places, memoryOf } = shared;
  const { requests, people, roles, agenda, budget, links, deviceLists, reaches } = store;
  return createOutbound({
    ...{ changes: store.changes, freezes: store.freezes, frozen: config.freeze },
    changeWords: createChangeWords(t),
    ...{ tasks: store.tasks, taskWords: createTaskWords(t) },
    connector,
    cards,
    reachWords: createReachWords(t, shared.deepLinks),
    movedWords: createMovedWords(t, shared.deepLinks),
    reaches,
    mayInstall: shared.mayInstall,
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
    alertWords: createAlertWords(t),
  });
}

function lateVerdictsOf(shared: Shared) {
  const { config, store, t, cards, connector, places, memoryOf } = shared;
  const { audit, people, roles } = store;
  const { policy } = config;
  const chat = createPersonalChat({ connector, places, people });
  return createLateVerdicts({
    ...{ log: audit, people, roles, policy, connector, cards, t, memoryOf, chat },
  });
}

function conversationsOf(shared: Shared, outbound: Outbound): Conversations {
  const { config, store, calendar, desk, directory, t, cards, connector, places } = shared;
  const { chat, memoryOf, channelFacts, deepLinks } = shared;
  const { policy } = config;
  const { privacyUrl } = config.appPackage;
  const { requests, people, roles, agenda, deviceLists } = store;
  return createConversations({
    desk,
    why: createWhy({ ...store, store: store.desk, calendar, policy, frozen: config.freeze }),
    requests,
    people,
    places,
    roles,
    agenda,
    deviceLists,
    directory,
    ...{ changes: store.changes, freezes: store.freezes, roleGrants: store.roleGrants },
    ...{ tasks: store.tasks, windows: store.windows, localTime: shared.localTime },
    limits: store.limits,
    ...{ frozen: config.freeze, roleGroups: config.roleGroups },
    audit: { log: store.audit, files: store.auditFiles, drop: shared.fileDrop },
    calendar,
    policy,
    cards,
    t,
    kept: outbound,
    hash: sha256,
    moveQueue: createQueueMove({ places, agenda, connector, cards, t }),
    chat,
    memoryOf,
    channelFacts,
    selfTests: shared.selfTests,
    deepLinks,
    reaches: store.reaches,
    ...(privacyUrl === undefined ? {} : { privacyUrl }),
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
