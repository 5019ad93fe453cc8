/** A JSON object whose fields are not known beforehand. */
export type Json = Record<string, unknown>;

/** A message as the Teams client shows it. Times are ISO 8601 by the simulator's clock. */
export interface Message {
  readonly id: string;
  /** Base conversation id: a thread's messages carry the channel's. */
  readonly conversation: string;
  /** Id of the thread's first message; null for that message itself and in personal chats. */
  readonly root: string | null;
  readonly from: { readonly id: string; readonly name: string; readonly bot: boolean };
  /** Object id of the one person who sees it besides the bot: a targeted message. */
  readonly onlyFor?: string;
  readonly at: string;
  readonly updatedAt?: string;
  /** 1, then one more with each update. */
  readonly revision: number;
  readonly text?: string;
  readonly textFormat?: string;
  readonly card?: Json;
  /** What single people see instead of the card, since they pressed a button on it. */
  readonly views?: Readonly<Record<string, Json>>;
  readonly entities?: readonly unknown[];
  readonly deleted?: boolean;
  /** Fields of the sent activity that the simulator gives no meaning. */
  readonly extra?: Json;
}

export interface ConversationView {
  readonly id: string;
  readonly kind: 'personal' | 'channel';
  readonly name: string;
  /** Object id of the person, for a personal chat. */
  readonly person?: string;
  readonly messages: readonly Message[];
}

/** What an activity says, apart from who, where and when. */
export interface Content {
  readonly text?: string;
  readonly textFormat?: string;
  readonly card?: Json;
  readonly entities?: readonly unknown[];
  readonly extra?: Json;
}

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Splits `19:...;messageid=123` into the channel and the thread. */
export function splitThread(conversationId: string): { base: string; root: string | null } {
  const [base = '', root] = conversationId.split(';messageid=');
  return { base, root: root === undefined || root === '' ? null : root };
}

export function threadId(base: string, root: string): string {
  return `${base};messageid=${root}`;
}

const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const FILE_INFO = 'application/vnd.microsoft.teams.card.file.info';

/** A file that a message offers; null when it offers none. */
export interface OfferedFile {
  readonly name: string;
  readonly description: string;
  readonly sizeInBytes: number;
  readonly acceptContext: unknown;
  readonly declineContext: unknown;
}

export function offerIn(message: Message): OfferedFile | null {
  const offer = attachmentOf(message, FILE_CONSENT);
  const content = offer?.['content'];
  if (!offer || !isJson(content)) return null;
  const { description, sizeInBytes, acceptContext, declineContext } = content;
  return {
    name: String(offer['name']),
    description: String(description),
    sizeInBytes: Number(sizeInBytes),
    acceptContext,
    declineContext,
  };
}

/** Name of a file that a message shows. */
export function fileIn(message: Message): string | null {
  const info = attachmentOf(message, FILE_INFO);
  return info ? String(info['name']) : null;
}

function attachmentOf({ extra }: Message, type: string): Json | undefined {
  const attachments: unknown = extra?.['attachments'];
  if (!Array.isArray(attachments)) return undefined;
  return attachments.filter(isJson).find((attachment) => attachment['contentType'] === type);
}

const UNDERSTOOD = new Set([
  'type',
  'text',
  'textFormat',
  'attachments',
  'entities',
  'from',
  'recipient',
  'conversation',
  'replyToId',
  'id',
  'serviceUrl',
  'channelId',
]);

/** Reads an activity from the bot: its first Adaptive Card, its text, and what is left. */
export function contentOf(activity: Json): Content {
  const attachments = Array.isArray(activity['attachments'])
    ? activity['attachments'].filter(isJson)
    : [];
  const cardAt = attachments.findIndex(
    (attachment) => attachment['contentType'] === CARD_TYPE && isJson(attachment['content']),
  );
  const card = attachments[cardAt]?.['content'];
  const others = attachments.filter((_, index) => index !== cardAt);
  const rest = Object.fromEntries(Object.entries(activity).filter(([key]) => !UNDERSTOOD.has(key)));
  const extra = { ...rest, ...(others.length > 0 ? { attachments: others } : {}) };
  const { text, textFormat, entities } = activity;
  return {
    ...(typeof text === 'string' && text !== '' ? { text } : {}),
    ...(typeof textFormat === 'string' ? { textFormat } : {}),
    ...(isJson(card) ? { card } : {}),
    ...(Array.isArray(entities) && entities.length > 0 ? { entities } : {}),
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  };
}
