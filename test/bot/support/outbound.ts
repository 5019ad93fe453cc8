import { createTaskWords } from '../../../src/bot/outbound/task-words.js';
import { createChangeWords } from '../../../src/bot/outbound/change-words.js';
import { QUIET } from '../../support/quiet.js';
import sinon from 'sinon';
import type { Connector } from '../../../src/bot/connector/connector.js';
import { createDeepLinks } from '../../../src/bot/deep-links.js';
import { createMovedWords } from '../../../src/bot/outbound/moved-words.js';
import { createReachWords } from '../../../src/bot/outbound/reach-words.js';
import { createAlertWords } from '../../../src/bot/outbound/alerts.js';
import { createOutbound } from '../../../src/bot/outbound/outbound.js';
import type { IntakeDraft } from '../../../src/bot/outbound/parts.js';
import type { OutgoingMessage } from '../../../src/bot/turn.js';
import { createCards } from '../../../src/cards/create-cards.js';
import { noticeText } from '../../../src/cards/sentences.js';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import type { PersonId, RequestId } from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import type {
  Agenda,
  CardAddress,
  DeviceList,
  Links,
  Reach,
  Requests,
  Roles,
  SendBudget,
} from '../../../src/services/desk/ports.js';
import type { RequestEvent } from '../../../src/services/desk/requests/event.js';
import { OPEN_STATES, type Request } from '../../../src/services/desk/requests/request.js';
import { createTranslator } from '../../../src/services/i18n/translator.js';
import { ANNA, EVENTS, LUC, NOW, OPENED, REQUESTS, SANNE, wordsMap } from '../../cards/fixtures.js';
import { keptLog, KnownPeople, KnownPlaces } from './fakes.js';
import { NO_ROLES } from '../../support/cast.js';

/** Requests kept in memory. */
export class KnownRequests implements Requests {
  readonly all = new Map<RequestId, Request>();
  readonly log: RequestEvent[] = [...EVENTS];

  put(request: Request): void {
    this.all.set(request.id, request);
  }
  async now() {
    return NOW;
  }
  async get(id: RequestId) {
    return this.all.get(id);
  }
  async many(ids: readonly RequestId[]) {
    return [...this.all.values()].filter(({ id }) => ids.includes(id));
  }
  async events() {
    return this.log;
  }
  async event(_id: RequestId, version: number) {
    return this.log.find(({ v }) => v === version);
  }
  async words() {
    return wordsMap();
  }
  async open() {
    return [...this.all.values()].filter(({ state }) => OPEN_STATES.has(state));
  }
  async of(person: PersonId) {
    return [...this.all.values()].filter(({ requester }) => requester === person);
  }
}

export function failed(
  status: number | undefined,
  more: Partial<ConnectorFailure['details']> = {},
): ConnectorFailure {
  return new ConnectorFailure({
    system: 'teams',
    operation: 'send message',
    retryable: status === undefined || status === 429 || status >= 500,
    applied: status === undefined || status >= 500 ? 'maybe' : 'no',
    ...(status === undefined ? {} : { status }),
    ...more,
  });
}

const LINKS = createDeepLinks({
  tenantId: 'tenant',
  teamsAppId: '11111111-2222-4333-8444-555555555555',
});

export const CHANNEL = {
  id: '19:channel@thread.tacv2',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  tenantId: 'tenant',
} as const;

export function chatOf(person: PersonId) {
  return { ...CHANNEL, id: `a:${person.slice(0, 8)}` };
}

/** REQ-12 of Sanne (nl) in some state, helped by Anna (en), with a channel in English, and a connector of stubs. */
export function outboundWorld(
  request: Request = REQUESTS.pending,
  options: { readonly mayInstall?: boolean } = {},
) {
  const requests = new KnownRequests();
  requests.put(request);
  const people = new KnownPeople();
  for (const person of [SANNE, ANNA, LUC]) people.known.set(person.id, person);
  const places = new KnownPlaces();
  places.channel = { ...CHANNEL, locale: 'en' };
  for (const { id } of [SANNE, ANNA]) places.chats.set(id, chatOf(id));
  let posted = 0;
  const connector = {
    send: sinon.stub<Parameters<Connector['send']>, ReturnType<Connector['send']>>(),
    update: sinon.stub<Parameters<Connector['update']>, Promise<void>>().resolves(),
    remove: sinon.stub<Parameters<Connector['remove']>, Promise<void>>().resolves(),
    typing: sinon.stub<Parameters<Connector['typing']>, Promise<void>>().resolves(),
    createPersonal: sinon.stub<Parameters<Connector['createPersonal']>, Promise<string>>(),
    createThread: sinon.stub<
      Parameters<Connector['createThread']>,
      ReturnType<Connector['createThread']>
    >(),
    whisper: sinon.stub<Parameters<Connector['whisper']>, Promise<string | undefined>>(),
    updateWhispered: sinon.stub<Parameters<Connector['updateWhispered']>, Promise<void>>(),
    removeWhispered: sinon.stub<Parameters<Connector['removeWhispered']>, Promise<void>>(),
    member: sinon.stub<Parameters<Connector['member']>, ReturnType<Connector['member']>>(),
  };
  connector.send.callsFake(async () => `m${(posted += 1)}`);
  connector.createThread.callsFake(async () => ({ rootActivityId: `m${(posted += 1)}` }));
  connector.createPersonal.callsFake(async ({ id }) => chatOf(id).id);
  const budget = {
    take: sinon.stub<[string], ReturnType<SendBudget['take']>>().resolves({ ok: true }),
    pause: sinon.stub<[string, number], Promise<void>>().resolves(),
  };
  const agenda = { add: sinon.stub<Parameters<Agenda['add']>, Promise<void>>().resolves() };
  const links = { get: sinon.stub<[RequestId, string], Promise<Links | undefined>>().resolves() };
  const drafts = { get: sinon.stub<[PersonId], Promise<IntakeDraft | undefined>>().resolves() };
  const deviceLists = { get: sinon.stub<[PersonId], Promise<DeviceList | undefined>>().resolves() };
  const roles: { operators: PersonId[]; current: Roles['current'] } = {
    operators: [ANNA.id],
    current: async () => ({
      age: 0,
      ...NO_ROLES,
      operators: new Set(roles.operators),
    }),
  };
  const reaches = { get: sinon.stub<[PersonId], Promise<Reach | undefined>>().resolves() };
  const log = keptLog();
  const translator = createTranslator();
  const cards = createCards(translator);
  const outbound = createOutbound({
    connector,
    cards,
    noticeText: (about) => noticeText(translator.t, about),
    alertWords: createAlertWords(translator.t),
    reachWords: createReachWords(translator.t, LINKS),
    movedWords: createMovedWords(translator.t, LINKS),
    reaches,
    mayInstall: options.mayInstall === true,
    requests,
    ...{ changes: QUIET.changes, freezes: QUIET.freezes, frozen: false },
    changeWords: createChangeWords(translator.t),
    ...{ tasks: QUIET.tasks, taskWords: createTaskWords(translator.t) },
    people,
    places,
    budget,
    roles,
    links,
    deviceLists,
    agenda,
    calendar: { opens: () => undefined },
    policy: DEFAULT_POLICY,
    intakeDrafts: drafts,
    defaultLocale: 'en',
    log,
  });
  return {
    outbound,
    requests,
    people,
    places,
    connector,
    budget,
    agenda,
    links,
    drafts,
    deviceLists,
    reaches,
    roles,
    log,
  };
}

export function cardAt(place: string): CardAddress {
  return { of: 'request', id: REQUESTS.pending.id, place };
}

/** The JSON of the card in a message; fails the test for a text. */
export function cardIn(message: OutgoingMessage): string {
  if (!('card' in message)) throw new TypeError('no card');
  return JSON.stringify(message.card);
}

export { ANNA, LUC, NOW, OPENED, REQUESTS, SANNE };
