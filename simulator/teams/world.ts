import type { Clock } from '../clock.js';
import type { Company, Person } from '../company-types.js';
import type { Hub } from '../hub.js';
import type { Content, ConversationView, Json, Message } from './messages.js';
import { Roster } from './roster.js';

export interface Conversation {
  readonly id: string;
  readonly kind: 'personal' | 'channel';
  readonly name: string;
  readonly person?: Person;
  readonly messages: Map<string, Message>;
  deleted: boolean;
}

interface NewMessage {
  readonly conversation: Conversation;
  readonly root: string | null;
  readonly from: Message['from'];
  readonly content: Content;
  readonly onlyFor?: string;
  /** Given by the sender only for messages that people write. */
  readonly id?: string;
}

/** Conversations and what was said in them. Every change is published on the hub. */
export class World {
  readonly roster: Roster;
  /** Whether this tenant has targeted messages at all. */
  targetedMessages = true;
  private readonly conversations = new Map<string, Conversation>();
  private lastId = 0;

  constructor(
    readonly company: Company,
    private readonly clock: Clock,
    private readonly hub: Hub,
  ) {
    this.roster = new Roster(company);
    this.open();
  }

  /** Back to the first day: everybody's app as at the start, nothing said yet. */
  reset(): void {
    this.roster.reset();
    this.targetedMessages = true;
    this.conversations.clear();
    this.open();
  }

  get botAccount(): { readonly id: string; readonly name: string } {
    return { id: `28:${this.company.bot.appId}`, name: this.company.bot.name };
  }

  find(conversationId: string): Conversation | undefined {
    return this.conversations.get(conversationId);
  }

  /** The person's chat with the bot; made on first use, with the same id ever after. */
  personalChat(person: Person): Conversation {
    const id = `a:1${person.id.replaceAll('-', '')}`;
    const existing = this.conversations.get(id);
    if (existing) return existing;
    const made: Conversation = {
      id,
      kind: 'personal',
      name: person.name,
      person,
      messages: new Map(),
      deleted: false,
    };
    this.conversations.set(id, made);
    this.hub.publish({ type: 'conversation', conversation: viewOf(made) });
    return made;
  }

  /** One more channel in the company's team, with the same members. */
  addChannel(id: string, name: string): Conversation {
    const made: Conversation = { id, kind: 'channel', name, messages: new Map(), deleted: false };
    this.conversations.set(id, made);
    this.hub.publish({ type: 'conversation', conversation: viewOf(made) });
    return made;
  }

  /** Channels of the company's team. */
  channels(): Conversation[] {
    return [...this.conversations.values()].filter(
      ({ kind, deleted }) => kind === 'channel' && !deleted,
    );
  }

  views(): ConversationView[] {
    return [...this.conversations.values()].filter(({ deleted }) => !deleted).map(viewOf);
  }

  message(id: string): Message | undefined {
    for (const { messages } of this.conversations.values()) {
      const found = messages.get(id);
      if (found) return found;
    }
    return undefined;
  }

  /** Teams' message ids are milliseconds; ours never repeat. */
  nextMessageId(): string {
    this.lastId = Math.max(this.lastId + 1, this.clock.real());
    return String(this.lastId);
  }

  add({ conversation, root, from, content, onlyFor, id }: NewMessage): Message {
    const message: Message = {
      id: id ?? this.nextMessageId(),
      conversation: conversation.id,
      root,
      from,
      ...(onlyFor === undefined ? {} : { onlyFor }),
      at: this.iso(),
      revision: 1,
      ...content,
    };
    conversation.messages.set(message.id, message);
    this.hub.publish({ type: 'message', message });
    return message;
  }

  /** Replaces what a message says; everybody's own view of it goes away. */
  update(message: Message, content: Content): Message {
    const { revision } = message;
    const updated: Message = {
      ...stays(message),
      updatedAt: this.iso(),
      revision: revision + 1,
      ...content,
    };
    this.store(updated);
    this.hub.publish({ type: 'update', message: updated });
    return updated;
  }

  delete(message: Message): void {
    const { revision } = message;
    const gone: Message = { ...stays(message), revision, deleted: true };
    this.store(gone);
    this.hub.publish({ type: 'delete', message: gone });
  }

  /** Sets what one person sees of a message from now on, until its next update. */
  setView(messageId: string, person: Person, card: Json): void {
    const message = this.message(messageId);
    if (!message || message.deleted === true) return;
    this.store({ ...message, views: { ...message.views, [person.id]: card } });
    const { conversation } = message;
    this.hub.publish({ type: 'view', conversation, messageId, person: person.id, card });
  }

  private store(message: Message): void {
    this.conversations.get(message.conversation)?.messages.set(message.id, message);
  }

  /** Milliseconds since 1970, by the simulator's clock. */
  now(): number {
    return this.clock.now();
  }

  private iso(): string {
    return new Date(this.now()).toISOString();
  }

  private open(): void {
    const { channel, people } = this.company;
    this.conversations.set(channel.id, {
      id: channel.id,
      kind: 'channel',
      name: channel.name,
      messages: new Map(),
      deleted: false,
    });
    for (const person of people) if (person.installed) this.personalChat(person);
  }
}

/** What of a message never changes. */
function stays({ id, conversation, root, from, onlyFor, at }: Message) {
  return { id, conversation, root, from, at, ...(onlyFor === undefined ? {} : { onlyFor }) };
}

export function viewOf(conversation: Conversation): ConversationView {
  const { id, kind, name, person, messages } = conversation;
  return {
    id,
    kind,
    name,
    messages: [...messages.values()],
    ...(person ? { person: person.id } : {}),
  };
}
