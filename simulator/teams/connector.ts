import { bearerOf, parseJson, reply } from '../http.js';
import type { Call, Handler, Reply } from '../http.js';
import { dispatch } from '../router.js';
import type { Param, Route } from '../router.js';
import { CONNECTOR_AUDIENCE } from '../tokens.js';
import { create } from './connector-create.js';
import * as errors from './connector-errors.js';
import { memberRoutes } from './connector-members.js';
import { MESSAGE_LIMIT_BYTES, activitySchema, isReply, placeOf, post } from './connector-post.js';
import type { ConnectorParts, Place } from './connector-post.js';
import { isReachable, isTargetedCall, recipientOf } from './connector-targeted.js';
import { teamRoutes } from './connector-teams.js';
import { contentOf } from './messages.js';
import type { Message } from './messages.js';
import type { World } from './world.js';

function send(parts: ConnectorParts, call: Call, param: Param, replyTo: string | null): Reply {
  const place = placeOf(parts.world, param('conversation'));
  if (isReply(place)) return place;
  const activity = activitySchema.safeParse(parseJson(call.text));
  if (!activity.success) return errors.badArgument('Invalid activity');
  // The SDK posts proactive messages to /activities/{made-up uuid}: an unknown id is no error.
  const parent = replyTo === null ? undefined : place.conversation.messages.get(replyTo);
  const inThread = place.conversation.kind === 'channel' && parent;
  const root = place.root ?? (inThread ? (parent.root ?? parent.id) : null);
  const bytes = Buffer.byteLength(call.text);
  if (isTargetedCall(call)) {
    const person = recipientOf(parts.world, place, activity.data);
    if ('status' in person) return person;
    return post(parts, { ...place, root, onlyFor: person.id }, activity.data, bytes);
  }
  // A targeted message has no replies that others could see.
  const above = root === null ? undefined : place.conversation.messages.get(root);
  if (above?.onlyFor !== undefined) return errors.conversationNotFound();
  return post(parts, { ...place, root }, activity.data, bytes);
}

/** The bot's own message at an address, or why it can't be changed. */
function ownMessage(world: World, place: Place, id: string, call: Call): Message | Reply {
  const message = place.conversation.messages.get(id);
  if (!message || message.deleted === true || !isReachable(world, message, call))
    return errors.activityNotFound();
  return message.from.id === world.botAccount.id ? message : errors.notEnoughPermissions();
}

function update(parts: ConnectorParts, call: Call, param: Param): Reply {
  const { world, rate } = parts;
  const place = placeOf(world, param('conversation'));
  if (isReply(place)) return place;
  const activity = activitySchema.safeParse(parseJson(call.text));
  if (!activity.success) return errors.badArgument('Invalid activity');
  const message = ownMessage(world, place, param('activity'), call);
  if ('status' in message) return message;
  if (isTargetedCall(call) && 'recipient' in activity.data)
    return errors.badArgument('No recipient in an update');
  if (Buffer.byteLength(call.text) > MESSAGE_LIMIT_BYTES) return errors.tooBig();
  const wait = rate.take(place.conversation.id);
  if (wait !== null) return errors.throttled(wait);
  return reply(200, { id: world.update(message, contentOf(activity.data)).id });
}

function remove({ world }: ConnectorParts, call: Call, param: Param): Reply {
  const place = placeOf(world, param('conversation'));
  if (isReply(place)) return place;
  const message = ownMessage(world, place, param('activity'), call);
  if ('status' in message) return message;
  world.delete(message);
  return reply(200, {});
}

/** The Bot Framework connector as Teams serves it, under the service URL. */
export function connectorHandler(parts: ConnectorParts): Handler {
  const { world, tokens } = parts;
  const one = '/v3/conversations/:conversation/activities/:activity';
  const routes: Route[] = [
    { method: 'POST', pattern: '/v3/conversations', handle: (call) => create(parts, call) },
    {
      method: 'POST',
      pattern: '/v3/conversations/:conversation/activities',
      handle: (call, param) => send(parts, call, param, null),
    },
    {
      method: 'POST',
      pattern: one,
      handle: (call, param) => send(parts, call, param, param('activity')),
    },
    { method: 'PUT', pattern: one, handle: (call, param) => update(parts, call, param) },
    { method: 'DELETE', pattern: one, handle: (call, param) => remove(parts, call, param) },
    ...memberRoutes(world),
    ...teamRoutes(world),
  ];
  return async (call) => {
    const bearer = await tokens.check(bearerOf(call.headers), CONNECTOR_AUDIENCE);
    if (typeof bearer === 'string') return errors.unauthorized();
    if (bearer.appId !== world.company.bot.appId) return errors.unauthorized();
    return dispatch(routes, call) ?? errors.notFound();
  };
}
