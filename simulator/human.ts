import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from './simulator.js';
import { actionsOf, type CardAction } from './teams/card-actions.js';
import { isOver } from './teams/connector-targeted.js';
import { fileIn, isJson, offerIn, type Json, type Message } from './teams/messages.js';

const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 15;

/** All text a card shows, in reading order: text blocks, runs, facts, button titles, labels. */
export function textOf(card: unknown): string {
  return [...strings(card)].join('\n');
}

const SHOWN = new Set(['text', 'title', 'value', 'label', 'placeholder', 'altText']);

function* strings(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const child of node) yield* strings(child);
  if (!isJson(node) || node['isVisible'] === false) return;
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') {
      if (SHOWN.has(key)) yield value;
    } else if (key !== 'data' && key !== 'msteams') yield* strings(value);
  }
}

/** A person of the cast who looks at their screen, writes and presses what they see. */
export class Human {
  constructor(
    private readonly simulator: Simulator,
    readonly id: string,
    /** `channel`, the id of another one, or the person's own chat by default. */
    private readonly where: string = 'personal',
    /** Aborted: whatever this person waits for is waited for no longer, and rejects. */
    private readonly signal?: AbortSignal,
  ) {}

  get name(): string {
    return this.simulator.company.people.find((person) => person.id === this.id)?.name ?? this.id;
  }

  /** The same person, in the help-desk channel or another one. */
  inChannel(id = 'channel'): Human {
    return new Human(this.simulator, this.id, id, this.signal);
  }

  say(text: string, more: { thread?: string; mentions?: string[]; deliveries?: number } = {}) {
    const conversation = this.where === 'personal' ? {} : { conversation: this.where };
    const { deliveries, ...rest } = more;
    const said = { person: this.id, text, ...conversation, ...rest };
    return deliveries === undefined
      ? this.simulator.teams.say(said)
      : this.simulator.teams.say({ ...said, deliveries });
  }

  /** A slash command, which only the bot gets: `/queue` reaches it as `queue`. */
  slash(text: string, more: { thread?: string; deliveries?: number } = {}) {
    const said = { person: this.id, text, conversation: 'channel', targeted: true };
    const { deliveries, ...rest } = more;
    return deliveries === undefined
      ? this.simulator.teams.say({ ...said, ...rest })
      : this.simulator.teams.say({ ...said, ...rest, deliveries });
  }

  /** Messages this person sees, oldest first; deleted ones and those for others alone left out. */
  messages(): readonly Message[] {
    const conversation = this.where === 'personal' ? this.id : this.where;
    return this.simulator.teams
      .messages(conversation)
      .filter((message) => message.deleted !== true && this.mayRead(message));
  }

  private mayRead(message: Message): boolean {
    if (message.onlyFor === undefined) return true;
    return message.onlyFor === this.id && !isOver(message, this.simulator.clock.now());
  }

  cardOf(message: Message): Json | undefined {
    return message.views?.[this.id] ?? message.card;
  }

  /** What a message says to this person, card or text. */
  reading(message: Message): string {
    const card = this.cardOf(message);
    return card ? textOf(card) : (message.text ?? fileOf(message));
  }

  /** The newest message from the bot that matches; undefined when there is none now. */
  find(pattern: RegExp | string, verb?: string): Message | undefined {
    return this.messages().findLast(
      (message) =>
        message.from.bot &&
        matches(this.reading(message), pattern) &&
        (verb === undefined || this.buttons(message).some((button) => button.verb === verb)),
    );
  }

  /** Waits until a message of the bot matches. */
  async sees(pattern: RegExp | string, verb?: string): Promise<Message> {
    return this.eventually(
      () => this.find(pattern, verb),
      () =>
        `${this.name} doesn't see ${String(pattern)}${verb ? ` with ${verb}` : ''}; sees:\n${this.screen()}`,
    );
  }

  /** Waits until a message seen before shows something (it is the same message, updated). */
  async seesThere(message: Message, pattern: RegExp | string): Promise<Message> {
    return this.eventually(
      () => {
        const now = this.simulator.teams.message(message.id);
        return now && matches(this.reading(now), pattern) ? now : undefined;
      },
      () => `${this.name} doesn't see ${String(pattern)} there; sees:\n${this.there(message)}`,
    );
  }

  buttons(message: Message): CardAction[] {
    return actionsOf(this.cardOf(message));
  }

  /** Presses a button this person sees on the newest matching message; returns the bot's answer. */
  async press(pattern: RegExp | string, verb: string, inputs: Json = {}) {
    const message = await this.sees(pattern, verb);
    return this.pressOn(message, verb, inputs);
  }

  async pressOn(message: Message, verb: string, inputs: Json = {}) {
    const answer = await this.simulator.teams.press({
      person: this.id,
      messageId: message.id,
      verb,
      inputs,
    });
    return { ...answer, message };
  }

  /** Allows the file that is offered on the newest such message, or doesn't want it. */
  async answerFile(action: 'accept' | 'decline', more: { uploadUrl?: string } = {}) {
    const message = await this.eventually(
      () => this.messages().findLast((one) => offerIn(one) !== null),
      () => `${this.name} is offered no file; sees:\n${this.screen()}`,
    );
    const answer = { person: this.id, messageId: message.id, action, ...more };
    return { ...(await this.simulator.teams.answerFile(answer)), message };
  }

  /** What is on the screen, for a failed expectation. */
  screen(): string {
    return this.messages()
      .slice(-6)
      .map((message) => `--- ${message.from.name} ${message.id}\n${this.reading(message)}`)
      .join('\n');
  }

  private there(message: Message): string {
    const now = this.simulator.teams.message(message.id);
    return now ? this.reading(now) : '(deleted)';
  }

  private async eventually<T>(look: () => T | undefined, complaint: () => string): Promise<T> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      this.signal?.throwIfAborted();
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() > until) throw new Error(complaint());
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function fileOf(message: Message): string {
  const offer = offerIn(message);
  return offer ? `${offer.name}\n${offer.description}` : (fileIn(message) ?? '');
}

function matches(text: string, pattern: RegExp | string): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}
