import { reply } from '../http.js';
import type { Reply } from '../http.js';

/** Errors of the Teams connector, with the codes of Microsoft's "send and receive" pages. */
function refusal(status: number, code: string, message: string): Reply {
  return reply(status, { error: { code, message } });
}

export const unauthorized = (): Reply =>
  reply(401, { message: 'Authorization has been denied for this request.' });

export const badArgument = (message: string): Reply => refusal(400, 'BadArgument', message);

export const notInRoster = (): Reply =>
  refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');

export const blockedByUser = (): Reply =>
  refusal(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.');

export const notInstalled = (): Reply =>
  refusal(403, 'ForbiddenOperationException', 'The app is not installed for this user.');

export const notEnoughPermissions = (): Reply =>
  refusal(403, 'NotEnoughPermissions', 'Only own messages can be changed.');

export const conversationNotFound = (): Reply =>
  refusal(404, 'ConversationNotFound', 'Conversation not found.');

export const activityNotFound = (): Reply =>
  refusal(404, 'ActivityNotFoundInConversation', 'Activity not found in this conversation.');

export const invalidTargetedMessage = (): Reply =>
  refusal(400, 'INVALID_TARGETED_MESSAGE_ID', 'No such targeted message.');

export const targetedMessageGone = (): Reply =>
  refusal(404, 'TARGETED_MESSAGE_EXPIRED_OR_DELETED', 'The targeted message is gone.');

export const memberNotFound = (): Reply =>
  refusal(404, 'MemberNotFoundInConversation', 'Member not found in this conversation.');

export const tooBig = (): Reply => refusal(413, 'MessageSizeTooBig', 'Message size too large.');

export const throttled = (seconds: number): Reply => ({
  ...refusal(429, 'Throttled', 'Too many requests.'),
  headers: { 'retry-after': String(seconds) },
});

export const notFound = (): Reply => refusal(404, 'NotFound', 'No such operation.');
