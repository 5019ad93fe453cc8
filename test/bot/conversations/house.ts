import { NO_TRAIL, QUIET } from '../../support/quiet.js';
import { createHash } from 'node:crypto';
import sinon from 'sinon';
import type { Services } from '../../../src/bot/commands/context.js';
import { createConversations } from '../../../src/bot/conversations/conversations.js';
import { createDeepLinks } from '../../../src/bot/deep-links.js';
import { createViews } from '../../../src/bot/outbound/views.js';
import type { Click, ClickAnswer, OutgoingMessage, Turn } from '../../../src/bot/turn.js';
import { createCards } from '../../../src/cards/create-cards.js';
import type { CardJson } from '../../../src/cards/render.js';
import { createDesk } from '../../../src/services/desk/execute.js';
import type { PersonId, RequestId } from '../../../src/services/desk/ids.js';
import type { ActingPlace } from '../../../src/services/desk/people/actor.js';
import type { Locale } from '../../../src/services/desk/people/person.js';
import { DEFAULT_POLICY, type Policy } from '../../../src/services/desk/policy.js';
import type { Agenda, DeviceList, Directory, Reach } from '../../../src/services/desk/ports.js';
import type { Request } from '../../../src/services/desk/requests/request.js';
import type { Finding } from '../../../src/services/desk/self-test.js';
import { createWhy } from '../../../src/services/desk/why.js';
import { createTranslator } from '../../../src/services/i18n/translator.js';
import { memorySlots } from '../../dialogs/slots.js';
import { ANNA, EVA, GUS, LUC, PRIYA, SAM } from '../../support/cast.js';
import { ALWAYS_OPEN, MemoryStore, UTC } from '../../support/memory-store.js';
import { KnownPeople, KnownPlaces } from '../support/fakes.js';
import { drawn, readingFrom } from './house-parts.js';
import { buttonsOf, textOf } from './reading-cards.js';

const TRANSLATOR = createTranslator();
const CARDS = createCards(TRANSLATOR);
const NAMES: readonly [PersonId, string, Locale][] = [
  [ANNA, 'Anna', 'nl'],
  [LUC, 'Luc', 'fr'],
  [SAM, 'Sam', 'en'],
  [PRIYA, 'Priya', 'en'],
  [EVA, 'Eva', 'en'],
  [GUS, 'Gus', 'en'],
];
const SERVICE = { serviceUrl: 'https://smba.example/', tenantId: 'tenant' };
export const CHANNEL = '19:helpdesk@thread.tacv2';

/** A message that somebody got. */
export interface Got {
  readonly id: string;
  readonly conversation: string;
  readonly root?: string;
  card: CardJson;
  readonly summary: string;
  /** For the one who was answered alone. */
  readonly whispered?: true;
}

export interface Where {
  readonly place?: ActingPlace['kind'];
  /** Thread of the channel. */
  readonly root?: string;
  readonly mentions?: Turn['mentions'];
  /** Said, or pressed, for the bot's eyes alone. */
  readonly targeted?: boolean;
  /** The same one is the same message, delivered again. */
  readonly activityId?: string;
}

/** The conversations on a desk in memory, with real cards; Teams, Graph and the agenda are fakes. */
export class House {
  readonly store = new MemoryStore();
  readonly people = new KnownPeople();
  readonly places = new ThreadedPlaces();
  readonly got: Got[] = [];
  readonly agenda = { add: sinon.fake.resolves(undefined) } satisfies Pick<Agenda, 'add'>;
  readonly devices = new Map<PersonId, DeviceList>();
  readonly find = sinon.stub<Parameters<Directory['find']>, ReturnType<Directory['find']>>();
  readonly chat = sinon.spy((person: PersonId, message: OutgoingMessage) =>
    Promise.resolve({
      conversation: at(chatOf(person)),
      activityId: this.post(chatOf(person), message),
    }),
  );
  readonly moveQueue = sinon.fake.resolves(undefined);
  readonly members = new Map<string, PersonId>();
  readonly reaches = new Map<PersonId, Reach>();
  facts: { readonly name?: string; readonly teamGroup?: string } = {};
  findings: readonly Finding[] = [];
  readonly services: Services;
  private readonly memories = new Map<string, ReturnType<typeof memorySlots>>();
  private readonly conversations;
  private count = 0;

  constructor(private readonly policy: Policy = DEFAULT_POLICY) {
    for (const [id, name, locale] of NAMES) this.people.known.set(id, { id, name, locale });
    this.places.channel = { id: CHANNEL, ...SERVICE, locale: 'en' };
    this.find.resolves([]);
    this.services = this.makeServices();
    this.conversations = createConversations(this.services);
  }

  /** What the person is answered. */
  async say(person: PersonId, text: string, where: Where = {}): Promise<Got[]> {
    const before = this.got.length;
    await this.conversations.message(this.turn(person, text, where));
    return this.got.slice(before);
  }

  /** The one answer. */
  async answer(person: PersonId, text: string, where: Where = {}): Promise<Got> {
    const [first, ...others] = await this.say(person, text, where);
    if (!first || others.length > 0) throw new Error(`${others.length + (first ? 1 : 0)} answers`);
    return first;
  }

  async click(
    person: PersonId,
    click: Partial<Click> & { verb: string },
    where: Where = {},
  ): Promise<ClickAnswer> {
    const whole = { data: {}, automatic: false, ...click };
    return this.conversations.click(this.turn(person, '', where), whole);
  }

  /** Presses a button of a message, by verb and, where there are several, by title. */
  async press(
    person: PersonId,
    message: Got,
    wanted: {
      readonly verb: string;
      readonly title?: string;
      readonly inputs?: Record<string, unknown>;
    },
    where: Where = {},
  ): Promise<ClickAnswer> {
    const button = buttonsOf(message.card).find(
      ({ verb, title }) =>
        verb === wanted.verb && (wanted.title === undefined || title === wanted.title),
    );
    if (!button) throw new Error(`no ${wanted.verb} on ${textOf(message.card)}`);
    const data = { ...button.data, ...wanted.inputs };
    return this.click(person, { verb: wanted.verb, data, messageId: message.id }, where);
  }

  async installed(person: PersonId, where: Where = {}): Promise<Got[]> {
    const before = this.got.length;
    await this.conversations.installed(this.turn(person, '', where));
    return this.got.slice(before);
  }

  /** A request of somebody, straight through the desk. */
  async opened(
    person: PersonId,
    text = 'Screen stays black',
    more: { device?: string } = {},
  ): Promise<RequestId> {
    const device =
      more.device === undefined
        ? ({ kind: 'unlisted' } as const)
        : ({ kind: 'managed', id: more.device as never, name: more.device } as const);
    const answer = await this.services.desk.execute({
      command: { type: 'open', text, device, category: 'other', urgency: 'normal' },
      actor: { kind: 'person', id: person, place: { kind: 'personal' } },
      opKey: `open ${(this.count += 1)}`,
    });
    if (answer.kind !== 'done') throw new Error(answer.refusal.reason);
    return answer.id;
  }

  async done(
    person: PersonId,
    command: Parameters<Services['desk']['execute']>[0]['command'],
  ): Promise<void> {
    const answer = await this.services.desk.execute({
      command,
      actor: { kind: 'person', id: person, place: { kind: 'personal' } },
      opKey: `done ${(this.count += 1)}`,
    });
    if (answer.kind !== 'done') throw new Error(answer.refusal.reason);
  }

  request(id: RequestId | string): Request {
    const request = this.store.requests.get(id);
    if (!request) throw new Error(`no ${id}`);
    return request;
  }

  get last(): Request | undefined {
    return [...this.store.requests.values()].at(-1);
  }

  /** What a person remembers having been asked, by name. */
  memory(scope: string, person: PersonId) {
    const key = `${scope} ${person}`;
    const known = this.memories.get(key) ?? memorySlots();
    this.memories.set(key, known);
    return { ...known, save: () => Promise.resolve() };
  }

  private post(
    conversation: string,
    message: OutgoingMessage,
    { root, whispered }: { readonly root?: string; readonly whispered?: true } = {},
  ): string {
    const id = `m${(this.count += 1)}`;
    if (!('card' in message)) throw new Error('something else was sent where a card was due');
    const { card, summary } = message;
    const where = { ...(root === undefined ? {} : { root }), ...(whispered && { whispered }) };
    this.got.push({ id, conversation, card, summary, ...where });
    return id;
  }

  private turn(person: PersonId, text: string, where: Where): Turn {
    const { place = 'personal', mentions = [], activityId = `a${(this.count += 1)}` } = where;
    const root = where.root === undefined ? {} : { root: where.root };
    const id =
      place === 'personal' ? chatOf(person) : place === 'help-desk' ? CHANNEL : '19:other@thread';
    const who = this.people.known.get(person);
    if (!who) throw new Error('a stranger');
    return {
      who,
      place,
      activityId,
      text,
      mentions,
      targeted: where.targeted ?? false,
      conversation: { ...at(id), ...root },
      send: async (message) => this.post(id, message, root),
      whisper: async (message) => {
        const alone = place === 'personal' ? {} : { whispered: true as const };
        this.post(id, message, { ...root, ...alone });
      },
      update: async (messageId, message) => {
        const found = this.got.find((got) => got.id === messageId);
        if (found && 'card' in message) found.card = message.card;
      },
      typing: async () => {},
      memberByTeamsId: async (teamsId) => this.members.get(teamsId),
      memory: this.memory(id, person),
    };
  }

  private makeServices(): Services {
    const { store, people, places, policy } = this;
    const requests = readingFrom(store);
    const views = createViews({ ...QUIET, requests, people, places, calendar: ALWAYS_OPEN });
    return {
      requests,
      people,
      places,
      desk: createDesk({ store, roles: store, calendar: ALWAYS_OPEN, localTime: UTC, policy }),
      why: createWhy({ store, requests, roles: store, calendar: ALWAYS_OPEN, policy }),
      roles: store,
      agenda: this.agenda,
      deviceLists: {
        get: async (person) => this.devices.get(person),
        set: async (person, list) => void this.devices.set(person, list),
      },
      directory: { find: this.find, groups: async () => [], directoryRolesOf: async () => [] },
      ...QUIET,
      audit: NO_TRAIL,
      calendar: ALWAYS_OPEN,
      policy,
      cards: CARDS,
      kept: {
        views,
        current: (address, reader) => drawn({ cards: CARDS, views }, address, reader),
        task: async () => {
          throw new Error('there are no tasks here');
        },
        queue: async (wish, reader) => ({ card: CARDS.queue(await views.queue(wish), reader) }),
      },
      t: TRANSLATOR.t,
      hash: (text) => createHash('sha256').update(text).digest('base64url'),
      channelFacts: async () => this.facts,
      selfTests: { run: async () => this.findings },
      reaches: { get: async (person) => this.reaches.get(person) },
      deepLinks: createDeepLinks({ tenantId: 'tenant', teamsAppId: 'app' }),
      moveQueue: this.moveQueue,
      chat: this.chat,
      memoryOf: (scope, person) => this.memory(scope, person),
    };
  }
}

class ThreadedPlaces extends KnownPlaces {
  readonly threads = new Map<string, RequestId>();

  override async requestOfThread(root?: string): Promise<undefined> {
    return this.threads.get(root ?? '') as undefined;
  }
}

export function chatOf(person: PersonId): string {
  return `a:${person}`;
}

function at(id: string) {
  return { id, ...SERVICE };
}

export { buttonsOf, said, textOf } from './reading-cards.js';
