import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Person } from '../company-types.js';
import type { Hub } from '../hub.js';
import type { OneDrive } from '../onedrive/onedrive.js';
import { clickActivity, fileActivity, installActivities, messageActivity } from './activities.js';
import type { InstallAction, Scene } from './activities.js';
import { actionsOf } from './card-actions.js';
import type { BotLine, Delivery } from './delivery.js';
import { withMentions } from './mentions.js';
import { isJson, offerIn, splitThread } from './messages.js';
import type { Json } from './messages.js';
import type { Conversation, World } from './world.js';

export interface Say {
  /** Object id, `29:` id or sign-in name. */
  readonly person: string;
  /** A conversation's id, `channel`, or (by default) the person's own chat. */
  readonly conversation?: string;
  readonly text: string;
  /** Id of the first message of the thread to answer in. */
  readonly thread?: string;
  /** Object ids of the people mentioned; `@Name` in the text becomes the tag. */
  readonly mentions?: readonly string[];
  /** Mention the bot; default: yes in the channel, no in a personal chat. */
  readonly mentionBot?: boolean;
  /** A slash command: only the bot gets it. Not in a personal chat. */
  readonly targeted?: boolean;
  /** The text replaces that of the message with this `id`. */
  readonly edited?: boolean;
  readonly locale?: string;
  readonly id?: string;
  /** Post the same activity this many times at once. */
  readonly deliveries?: number;
}

export interface Click {
  readonly person: string;
  /** Default: where the message is. */
  readonly conversation?: string;
  readonly messageId: string;
  readonly verb: string;
  readonly data?: unknown;
  /** Values of the card's inputs, by input id. */
  readonly inputs?: Json;
  readonly deliveries?: number;
  /** Each delivery gets an activity id of its own, as after a retry of the client. */
  readonly newIds?: boolean;
  readonly trigger?: 'manual' | 'automatic';
}

export interface FileReply {
  readonly person: string;
  readonly messageId: string;
  readonly action: 'accept' | 'decline';
  /** Somewhere else than OneDrive, as a tampered activity would say. */
  readonly uploadUrl?: string;
}

export interface PeopleParts {
  readonly world: World;
  readonly line: BotLine;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly serviceUrl: string;
  readonly onedrive: OneDrive;
}

const UNREACHABLE = 'Unable to reach app. Please try again.';

/** What people do in Teams, as the activities that reach the bot. */
export class People {
  constructor(private readonly parts: PeopleParts) {}

  async say(said: Say): Promise<Delivery[]> {
    const { world, line } = this.parts;
    const person = world.roster.get(said.person);
    const conversation = this.conversationOf(person, said.conversation);
    const inChannel = conversation.kind === 'channel';
    const targeted = said.targeted === true;
    if (targeted && !inChannel) throw new Error('slash commands are for channels');
    const bot = (said.mentionBot ?? (inChannel && !targeted)) ? world.botAccount : null;
    const mentioned = (said.mentions ?? []).map((id) => world.roster.get(id));
    const { text, mentions } = withMentions(said.text, bot, mentioned);
    const id = said.id ?? world.nextMessageId();
    const before = conversation.messages.get(id);
    const threadOfId = splitThread(said.conversation ?? '').root;
    const root = inChannel ? (before?.root ?? said.thread ?? threadOfId) : null;
    const edited = said.edited === true;
    const content = { text, ...(mentions.length > 0 ? { entities: mentions } : {}) };
    if (before && edited) world.update(before, content);
    if (!before) {
      const from = { id: person.id, name: person.name, bot: false };
      const alone = targeted ? { onlyFor: person.id } : {};
      world.add({ conversation, root: root === id ? null : root, from, content, id, ...alone });
    }
    const scene = this.scene(person, conversation, { root: root ?? id, locale: said.locale });
    const activity = messageActivity(scene, { id, text, mentions, edited, targeted });
    return this.times(said.deliveries, () => line.deliver(activity));
  }

  async click(click: Click): Promise<Delivery[]> {
    const { world, line } = this.parts;
    const person = world.roster.get(click.person);
    const message = world.message(click.messageId);
    const where = click.conversation ?? message?.conversation;
    const conversation = this.conversationOf(person, where);
    const root = message?.root ?? message?.id ?? click.messageId;
    const scene = this.scene(person, conversation, { root });
    const once = `f:${randomUUID()}`;
    const { messageId, verb, trigger = 'manual', inputs = {} } = click;
    if (trigger === 'manual') {
      this.parts.hub.publish({ type: 'press', person: person.id, messageId, verb, inputs });
    }
    const data = isJson(click.data)
      ? { ...click.data, ...click.inputs }
      : (click.data ?? click.inputs);
    return this.times(click.deliveries, async () => {
      const id = click.newIds === true ? `f:${randomUUID()}` : once;
      const activity = clickActivity(scene, { id, messageId, verb, data, trigger });
      const answer = await line.deliver(activity);
      this.show(person, messageId, answer);
      return answer;
    });
  }

  /** Presses a button that the person sees on a message; its data comes from the card. */
  async press(click: Omit<Click, 'data'>): Promise<Delivery[]> {
    const person = this.parts.world.roster.get(click.person);
    const message = this.parts.world.message(click.messageId);
    const hidden = message?.onlyFor !== undefined && message.onlyFor !== person.id;
    const card = hidden ? undefined : (message?.views?.[person.id] ?? message?.card);
    const button = actionsOf(card).find(({ verb }) => verb === click.verb);
    if (!button) {
      const seen = actionsOf(card).map(({ verb }) => verb);
      throw new Error(`${person.name} sees no ${click.verb} there, only: ${seen.join(', ')}`);
    }
    return this.click({ ...click, data: button.data });
  }

  /** Presses a button of the card that offers a file. */
  async answerFile({ person: id, messageId, action, uploadUrl }: FileReply): Promise<Delivery> {
    const { world, line, onedrive } = this.parts;
    const person = world.roster.get(id);
    const message = world.message(messageId);
    const offer = message && offerIn(message);
    if (!offer) throw new Error(`${person.name} sees no file offered there`);
    const conversation = this.conversationOf(person, message.conversation);
    const scene = this.scene(person, conversation, { root: messageId });
    const upload = action === 'accept' ? onedrive.open(person.id, offer.name) : undefined;
    return line.deliver(
      fileActivity(scene, {
        messageId,
        action,
        context: action === 'accept' ? offer.acceptContext : offer.declineContext,
        ...(upload ? { upload: { ...upload, ...(uploadUrl ? { uploadUrl } : {}) } } : {}),
      }),
    );
  }

  /** Adds or removes the app for a person or in a channel, and tells the bot as Teams does. */
  async install(where: string, action: InstallAction, by?: string): Promise<Delivery[]> {
    const { world, line } = this.parts;
    const channelId = where === 'channel' ? world.company.channel.id : where;
    const inChannel = world.find(channelId)?.kind === 'channel';
    const added = action !== 'remove';
    const person = inChannel ? this.adder(by) : world.roster.get(where);
    const conversation = this.conversationOf(person, inChannel ? channelId : undefined);
    if (inChannel) world.roster.setBotIn(channelId, added);
    else this.setPresence(person, { installed: added });
    const scene = this.scene(person, conversation, { root: '' });
    const answers: Delivery[] = [];
    for (const activity of installActivities(scene, action)) {
      answers.push(await line.deliver(activity));
    }
    return answers;
  }

  setPresence(person: Person, change: { installed?: boolean; blocked?: boolean }): void {
    const { world, hub } = this.parts;
    hub.publish({ type: 'person', person: person.id, ...world.roster.change(person, change) });
  }

  private adder(by: string | undefined): Person {
    const { people } = this.parts.world.company;
    if (by !== undefined) return this.parts.world.roster.get(by);
    const admin = people.find(({ role }) => role === 'admin') ?? people[0];
    if (!admin) throw new Error('the company has no people');
    return admin;
  }

  private conversationOf(person: Person, wanted: string | undefined): Conversation {
    const { world } = this.parts;
    if (wanted === undefined || wanted === 'personal') return world.personalChat(person);
    const id = wanted === 'channel' ? world.company.channel.id : splitThread(wanted).base;
    const conversation = world.find(id);
    if (!conversation) throw new Error(`no conversation ${wanted}`);
    return conversation;
  }

  private scene(
    person: Person,
    conversation: Conversation,
    more: { readonly root: string; readonly locale?: string | undefined },
  ): Scene {
    const { world, clock, serviceUrl } = this.parts;
    const { id, kind } = conversation;
    return {
      company: world.company,
      serviceUrl,
      now: clock.now(),
      person,
      place: kind === 'channel' ? { kind, id, root: more.root } : { kind, id },
      ...(more.locale === undefined ? {} : { locale: more.locale }),
    };
  }

  private times(deliveries = 1, once: () => Promise<Delivery>): Promise<Delivery[]> {
    return Promise.all(Array.from({ length: deliveries }, once));
  }

  /** What the person's client does with the answer to a click. */
  private show(person: Person, messageId: string, answer: Delivery): void {
    const { world, hub } = this.parts;
    const toast = (text: string): void => {
      hub.publish({ type: 'toast', person: person.id, text });
    };
    const { status, body } = answer;
    if (status >= 300 || !isJson(body)) {
      toast(UNREACHABLE);
      return;
    }
    const { type, value } = body;
    if (type === 'application/vnd.microsoft.card.adaptive' && isJson(value)) {
      world.setView(messageId, person, value);
    } else if (type === 'application/vnd.microsoft.activity.message' && typeof value === 'string') {
      toast(value);
    } else if (type === 'application/vnd.microsoft.error' && isJson(value)) {
      toast(typeof value['message'] === 'string' ? value['message'] : UNREACHABLE);
    }
  }
}
