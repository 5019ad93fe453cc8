import { z } from 'zod';
import { reply } from '../http.js';
import type { Reply } from '../http.js';
import type { Hub } from '../hub.js';
import type { Tokens } from '../tokens.js';
import * as errors from './connector-errors.js';
import { contentOf, splitThread } from './messages.js';
import type { Json, Message } from './messages.js';
import type { RateLimit } from './rate-limit.js';
import type { Conversation, World } from './world.js';

/** Teams' limit for one message, about 100 KB; measured here on the activity's JSON in UTF-8. */
export const MESSAGE_LIMIT_BYTES = 100 * 1024;

export const activitySchema = z.looseObject({ type: z.string() });

export interface ConnectorParts {
  readonly world: World;
  readonly rate: RateLimit;
  readonly hub: Hub;
  readonly tokens: Tokens;
}

/** Where the bot may send: a conversation, and the thread in it. */
export interface Place {
  readonly conversation: Conversation;
  readonly root: string | null;
  /** Object id of the one person it is shown to. */
  readonly onlyFor?: string;
}

export function isReply(value: Place | Reply): value is Reply {
  return 'status' in value;
}

/** What keeps the bot out of a conversation, if anything. */
function closedTo(world: World, conversation: Conversation): Reply | null {
  if (conversation.deleted) return errors.conversationNotFound();
  if (!conversation.person)
    return world.roster.isBotIn(conversation.id) ? null : errors.notInRoster();
  const { installed, blocked } = world.roster.presenceOf(conversation.person);
  if (blocked) return errors.blockedByUser();
  return installed ? null : errors.notInRoster();
}

/** The place that a conversation id names, or the refusal that the connector answers. */
export function placeOf(world: World, conversationId: string): Place | Reply {
  const { base, root } = splitThread(conversationId);
  const conversation = world.find(base);
  if (!conversation) return errors.conversationNotFound();
  const refusal = closedTo(world, conversation);
  if (refusal) return refusal;
  if (root !== null && !conversation.messages.has(root)) return errors.conversationNotFound();
  return { conversation, root };
}

/** Puts one activity of the bot into a place, within size and rate limits. */
export function post(parts: ConnectorParts, place: Place, activity: Json, bytes: number): Reply {
  const { world, rate, hub } = parts;
  const { conversation, root, onlyFor } = place;
  const alone = onlyFor === undefined ? {} : { onlyFor };
  if (activity['type'] === 'typing') {
    hub.publish({ type: 'typing', conversation: conversation.id, bot: true });
    return reply(202, {});
  }
  if (activity['type'] !== 'message') return errors.badArgument('Unknown activity type');
  if (bytes > MESSAGE_LIMIT_BYTES) return errors.tooBig();
  const wait = rate.take(conversation.id);
  if (wait !== null) return errors.throttled(wait);
  const from = { ...world.botAccount, bot: true };
  const { text, textFormat, ...content } = contentOf(activity);
  const words = text === undefined ? {} : { text, ...(textFormat ? { textFormat } : {}) };
  if (text !== undefined && content.card) {
    // Teams makes two messages of text and card, and tells the id of neither.
    const first = world.add({ conversation, root, from, content: words, ...alone });
    world.add({ conversation, root: rootAfter(place, first), from, content, ...alone });
    return reply(201, {});
  }
  const said = { ...words, ...content };
  const message = world.add({ conversation, root, from, content: said, ...alone });
  return reply(201, { id: message.id });
}

function rootAfter({ conversation, root }: Place, first: Message): string | null {
  return conversation.kind === 'channel' ? (root ?? first.id) : null;
}
