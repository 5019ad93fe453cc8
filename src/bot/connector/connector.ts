import type { Activity, ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { parsePersonId, type PersonId } from '../../services/desk/ids.js';
import { ConnectorFailure } from '../../services/desk/failures.js';
import type { Conversation } from '../../services/desk/ports.js';
import { splitThread, threadOf } from '../inbound-activity.js';
import type { OutgoingMessage } from '../turn.js';
import { callTargeted } from './targeted.js';

/** Where a message goes; `dead` doesn't matter here. */
export type Whereto = Pick<Conversation, 'id' | 'serviceUrl' | 'tenantId'>;

/** The one member of a conversation who gets a message. */
export interface Hearer {
  /** `29:...` */
  readonly teamsId: string;
  /** The targeted message of theirs that is answered: Teams shows it above the answer. */
  readonly asked?: string;
}

/**
 * What Deskside asks of Teams, in its own words. Every method rejects with a ConnectorFailure (`teams`, or `entra`
 * when no token was to be had) and nothing else. Retries inside a call are over within 8 s; longer ones are the
 * agenda's.
 */
export interface Connector {
  /** Posts a message, into a thread of a channel when `thread` names its root. Returns its id, when one came back. */
  send(to: Whereto, message: OutgoingMessage, thread?: string): Promise<string | undefined>;
  /** Replaces a message of ours. */
  update(to: Whereto, activityId: string, message: OutgoingMessage): Promise<void>;
  remove(to: Whereto, activityId: string): Promise<void>;
  /** Posts a message that only one member sees. 400, 403 and 404: this client, tenant or conversation has no such. */
  whisper(
    to: Whereto,
    message: OutgoingMessage,
    hearer: Hearer,
    thread?: string,
  ): Promise<string | undefined>;
  /** Replaces such a message: Teams knows it only as targeted. */
  updateWhispered(to: Whereto, activityId: string, message: OutgoingMessage): Promise<void>;
  removeWhispered(to: Whereto, activityId: string): Promise<void>;
  /** Shows "typing". */
  typing(to: Whereto, thread?: string): Promise<void>;
  /** The id of the 1:1 chat with a person; the app must be installed for them (else 403). */
  createPersonal(
    person: { readonly id: PersonId; readonly teamsId?: string },
    where: Pick<Conversation, 'serviceUrl' | 'tenantId'>,
  ): Promise<string>;
  /** Posts a message that begins a thread of its own. */
  createThread(
    channel: Whereto,
    message: OutgoingMessage,
  ): Promise<{ readonly rootActivityId: string }>;
  /** Who a `29:...` of a conversation is; undefined when they aren't in the directory. */
  member(of: Whereto, teamsId: string): Promise<PersonId | undefined>;
}

export interface ConnectorParts {
  readonly appId: string;
  readonly clientFor: (serviceUrl: string) => Promise<ConnectorClient>;
}

/** The Connector on the SDK's client for `/v3/conversations`. */
export function createConnector(parts: ConnectorParts): Connector {
  const conversations = async (serviceUrl: string) =>
    (await parts.clientFor(serviceUrl)).conversations;
  return {
    async send(to, message, thread) {
      const api = await conversations(to.serviceUrl);
      const sent = await api.sendToConversation(threadOf(to.id, thread), activityOf(message));
      return sent.id === undefined || sent.id === '' ? undefined : sent.id;
    },
    async update(to, activityId, message) {
      const api = await conversations(to.serviceUrl);
      await api.updateActivity(to.id, activityId, { ...activityOf(message), id: activityId });
    },
    async remove(to, activityId) {
      await (await conversations(to.serviceUrl)).deleteActivity(to.id, activityId);
    },
    ...whispering(parts.clientFor),
    async typing(to, thread) {
      const api = await conversations(to.serviceUrl);
      await api.sendToConversation(threadOf(to.id, thread), { type: 'typing' });
    },
    async createPersonal(person, { serviceUrl, tenantId }) {
      const api = await conversations(serviceUrl);
      const made = await api.createConversation(personalChat(parts.appId, person, tenantId));
      return made.id;
    },
    async createThread(channel, message) {
      const api = await conversations(channel.serviceUrl);
      const made = await api.createConversation(thread(parts.appId, channel, message));
      return { rootActivityId: rootOf(made) };
    },
    async member(of, teamsId) {
      const found = await (
        await conversations(of.serviceUrl)
      ).getConversationMember(of.id, teamsId);
      return parsePersonId(found.aadObjectId ?? '');
    },
  };
}

type Whispering = Pick<Connector, 'whisper' | 'updateWhispered' | 'removeWhispered'>;

function whispering(clientFor: ConnectorParts['clientFor']): Whispering {
  const call = async (to: Whereto, wanted: Parameters<typeof callTargeted>[1]) =>
    callTargeted(await clientFor(to.serviceUrl), wanted);
  return {
    whisper: (to, message, { teamsId, asked }, thread) =>
      call(to, {
        method: 'POST',
        conversation: threadOf(to.id, thread),
        activity: {
          ...activityOf(message),
          recipient: { id: teamsId, isTargeted: true },
          ...(asked === undefined
            ? {}
            : { entities: [{ type: 'targetedMessageInfo', messageId: asked }] }),
        },
      }),
    // Whom it is for can't be changed: with a recipient Teams answers 400.
    async updateWhispered(to, activityId, message) {
      const activity = { ...activityOf(message), id: activityId };
      await call(to, { method: 'PUT', conversation: to.id, activityId, activity });
    },
    async removeWhispered(to, activityId) {
      await call(to, { method: 'DELETE', conversation: to.id, activityId });
    },
  };
}

function personalChat(
  appId: string,
  person: { readonly id: PersonId; readonly teamsId?: string },
  tenantId: string,
): ConversationParameters {
  return parameters(appId, {
    isGroup: false,
    // Teams takes the object id too, for people who never wrote to the bot.
    members: [{ id: person.teamsId ?? person.id, name: '' }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  });
}

function thread(appId: string, channel: Whereto, message: OutgoingMessage): ConversationParameters {
  return parameters(appId, {
    isGroup: true,
    tenantId: channel.tenantId,
    channelData: { channel: { id: channel.id }, tenant: { id: channel.tenantId } },
    activity: activityOf(message),
  });
}

type Wanted = Partial<Omit<ConversationParameters, 'activity'>> & {
  readonly activity?: Partial<Activity>;
};

/** The SDK's type asks for fields that Teams doesn't want; what is undefined isn't sent. */
function parameters(appId: string, wanted: Wanted): ConversationParameters {
  return { bot: { id: `28:${appId}`, name: '' }, ...wanted } as ConversationParameters;
}

/**
 * The new thread's root message. `activityId` is there for channels; some clients of the protocol only find it behind
 * `;messageid=` in the conversation id.
 */
function rootOf(made: { readonly id?: string; readonly activityId?: string }): string {
  const root = made.activityId ?? splitThread(made.id ?? '').root;
  if (root !== undefined && root !== '') return root;
  throw new ConnectorFailure({
    system: 'teams',
    operation: 'create conversation',
    retryable: true,
    applied: 'maybe',
    code: 'NoActivityId',
  });
}

/** A card goes alone: Teams splits text and card in two and returns no id. Text is never read as Markdown. */
export function activityOf(message: OutgoingMessage): Partial<Activity> {
  if ('text' in message) return { type: 'message', text: message.text, textFormat: 'plain' };
  if ('offer' in message || 'file' in message) return fileActivity(message);
  return {
    type: 'message',
    summary: message.summary,
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: message.card },
    ],
  };
}

/** learn.microsoft.com, Teams "Send and receive files": for 1:1 chats alone. */
function fileActivity(message: Extract<OutgoingMessage, { offer: unknown } | { file: unknown }>) {
  const { summary } = message;
  if ('offer' in message) {
    const { name, description, bytes, nonce } = message.offer;
    const context = { nonce };
    const content = {
      description,
      sizeInBytes: bytes,
      acceptContext: context,
      declineContext: context,
    };
    return {
      type: 'message',
      summary,
      attachments: [{ contentType: FILE_CONSENT, name, content }],
    };
  }
  const { name, contentUrl, uniqueId, fileType } = message.file;
  const content = { uniqueId, fileType };
  const attachment = { contentType: FILE_INFO, name, contentUrl, content };
  return { type: 'message', summary, attachments: [attachment] };
}

const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const FILE_INFO = 'application/vnd.microsoft.teams.card.file.info';
