import type { Clock } from '../clock.js';
import type { Company } from '../company-types.js';
import type { Handler } from '../http.js';
import type { Hub } from '../hub.js';
import type { TokenOverrides, Tokens } from '../tokens.js';
import type { OneDrive } from '../onedrive/onedrive.js';
import { actionsOf } from './card-actions.js';
import { connectorHandler } from './connector.js';
import { BotLine } from './delivery.js';
import type { Delivery, RawOptions } from './delivery.js';
import type { ConversationView, Message } from './messages.js';
import { People } from './people.js';
import type { Click, FileReply, Say } from './people.js';
import { RateLimit } from './rate-limit.js';
import { viewOf, World } from './world.js';

export interface TeamsParts {
  readonly company: Company;
  readonly clock: Clock;
  readonly hub: Hub;
  readonly tokens: Tokens;
  /** Ends with a slash, as Teams' own. */
  readonly serviceUrl: string;
  /** Where files of the bot go once somebody allowed them. */
  readonly onedrive: OneDrive;
}

type Several = { readonly deliveries: number };

function single(answers: readonly Delivery[]): Delivery {
  const [answer] = answers;
  if (!answer) throw new Error('nothing was delivered');
  return answer;
}

/** The simulated Teams: what people do, what the bot did, and switches for what goes wrong. */
export class Teams {
  readonly handler: Handler;
  /** Counts the bot's sends per conversation; `exceeded()` is empty for a well-behaved bot. */
  readonly rate: RateLimit;
  readonly world: World;
  private readonly line: BotLine;
  private readonly people: People;

  constructor(private readonly parts: TeamsParts) {
    const { company, clock, hub, tokens, serviceUrl, onedrive } = parts;
    this.world = new World(company, clock, hub);
    this.rate = new RateLimit(() => clock.real());
    const { appId } = company.bot;
    this.line = new BotLine({ tokens, appId, tenantId: company.tenantId, serviceUrl });
    this.people = new People({
      world: this.world,
      line: this.line,
      hub,
      clock,
      serviceUrl,
      onedrive,
    });
    this.handler = connectorHandler({ world: this.world, rate: this.rate, hub, tokens });
  }

  /** Off: sends beyond the limits are let through, but still noted in `rate.exceeded()`. */
  get enforceRateLimit(): boolean {
    return this.rate.enforce;
  }
  set enforceRateLimit(on: boolean) {
    this.rate.enforce = on;
  }

  /** Whether an activity without an answer is posted once more, after `answerTimeoutMs`. */
  get redeliver(): boolean {
    return this.line.redeliver;
  }
  set redeliver(on: boolean) {
    this.line.redeliver = on;
  }
  set answerTimeoutMs(ms: number) {
    this.line.answerTimeoutMs = ms;
  }

  connect(messagesUrl: string): void {
    this.line.connect(messagesUrl);
  }

  /** A person writes. With `deliveries` given, the answers of all of them. */
  say(said: Say & Several): Promise<Delivery[]>;
  say(said: Say): Promise<Delivery>;
  async say(said: Say): Promise<Delivery | Delivery[]> {
    const answers = await this.people.say(said);
    return said.deliveries === undefined ? single(answers) : answers;
  }

  /** A person presses a button with this verb and data, whether or not the card has it. */
  click(click: Click & Several): Promise<Delivery[]>;
  click(click: Click): Promise<Delivery>;
  async click(click: Click): Promise<Delivery | Delivery[]> {
    const answers = await this.people.click(click);
    return click.deliveries === undefined ? single(answers) : answers;
  }

  /** A person presses the button with this verb that they see; throws when they see none. */
  press(click: Omit<Click, 'data'> & Several): Promise<Delivery[]>;
  press(click: Omit<Click, 'data'>): Promise<Delivery>;
  async press(click: Omit<Click, 'data'>): Promise<Delivery | Delivery[]> {
    const answers = await this.people.press(click);
    return click.deliveries === undefined ? single(answers) : answers;
  }

  /** A person allows a file that the bot offers, or doesn't want it. */
  answerFile(answer: FileReply): Promise<Delivery> {
    return this.people.answerFile(answer);
  }

  /** Posts anything to the bot: broken JSON, foreign tokens, no token. */
  raw(activity: unknown, options?: RawOptions): Promise<Delivery> {
    return this.line.raw(activity, options);
  }

  /** A channel token, good unless told otherwise. */
  token(overrides?: TokenOverrides): Promise<string> {
    return this.line.token(overrides);
  }

  /** Adds the app for a person, or to a channel, and tells the bot. */
  install(where: string, by?: string): Promise<Delivery[]> {
    return this.people.install(where, 'add', by);
  }

  /** Teams replaces the app with a newer version, and tells the bot. */
  upgrade(where: string): Promise<Delivery[]> {
    return this.people.install(where, 'add-upgrade');
  }

  /** Somebody else has the app added for a person: they have it at once, and the bot is told in a moment. */
  installSoon(person: string): void {
    this.people.setPresence(this.world.roster.get(person), { installed: true });
    if (!this.line.isConnected) return;
    this.install(person).catch((error: unknown) => {
      console.error('simulator: an installation could not be told', error);
    });
  }

  has(person: string): boolean {
    return this.world.roster.presenceOf(this.world.roster.get(person)).installed;
  }

  /** One more channel in the company's team. */
  addChannel(id: string, name: string): void {
    this.world.addChannel(id, name);
  }

  uninstall(where: string): Promise<Delivery[]> {
    return this.people.install(where, 'remove');
  }

  /** Changes what the connector answers for a person, without telling the bot. */
  setPresence(person: string, change: { installed?: boolean; blocked?: boolean }): void {
    this.people.setPresence(this.world.roster.get(person), change);
  }

  /** Takes the bot out of the channel (or back in) without telling it. */
  setBotInChannel(present: boolean, channelId = this.channelId): void {
    this.world.roster.setBotIn(channelId, present);
  }

  /** Off: a tenant whose Teams has no targeted messages; the connector answers 400. */
  setTargetedMessages(on: boolean): void {
    this.world.targetedMessages = on;
  }

  deleteMessage(id: string): void {
    const message = this.world.message(id);
    if (message) this.world.delete(message);
  }

  deleteConversation(id: string): void {
    const conversation = this.world.find(id);
    if (conversation) conversation.deleted = true;
  }

  get channelId(): string {
    return this.parts.company.channel.id;
  }

  personalChat(person: string): string {
    return this.world.personalChat(this.world.roster.get(person)).id;
  }

  conversations(): ConversationView[] {
    return this.world.views();
  }

  /** Messages of a conversation (`channel`, its id, or a person), oldest first. */
  messages(conversation: string): readonly Message[] {
    const { world } = this;
    const person = world.roster.find(conversation);
    const id = person ? this.personalChat(person.id) : conversation;
    const found = world.find(id === 'channel' ? this.channelId : id);
    return found ? viewOf(found).messages : [];
  }

  message(id: string): Message | undefined {
    return this.world.message(id);
  }

  /** Every Action.Execute on a card, or on what a person sees of a message. */
  actionsOf(card: unknown): ReturnType<typeof actionsOf> {
    return actionsOf(card);
  }

  /** Waits until some message fits; rejects after `timeoutMs` (default 5 s). */
  until(fits: (message: Message) => boolean, timeoutMs = 5_000): Promise<Message> {
    const all = this.world.views().flatMap(({ messages }) => messages);
    const present = all.findLast(fits);
    if (present) return Promise.resolve(present);
    return new Promise((resolve, reject) => {
      const stop = this.parts.hub.watch((change) => {
        if (change.type !== 'message' && change.type !== 'update') return;
        if (!fits(change.message)) return;
        clearTimeout(timer);
        stop();
        resolve(change.message);
      });
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`no such message within ${String(timeoutMs)} ms`));
      }, timeoutMs);
    });
  }

  reset(): void {
    this.world.reset();
    this.rate.reset();
  }

  close(): void {
    this.line.close();
  }
}
