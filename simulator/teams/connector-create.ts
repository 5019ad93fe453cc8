import { z } from 'zod';
import { parseJson, reply } from '../http.js';
import type { Call, Reply } from '../http.js';
import * as errors from './connector-errors.js';
import { activitySchema, isReply, placeOf, post } from './connector-post.js';
import type { ConnectorParts } from './connector-post.js';
import { splitThread, threadId } from './messages.js';

const parametersSchema = z.looseObject({
  isGroup: z.boolean().optional(),
  members: z.array(z.looseObject({ id: z.string() })).optional(),
  tenantId: z.string().optional(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).optional(),
      channel: z.looseObject({ id: z.string() }).optional(),
    })
    .optional(),
  activity: activitySchema.optional(),
});

type Parameters = z.infer<typeof parametersSchema>;

function createPersonal(parts: ConnectorParts, wanted: Parameters, bytes: number): Reply {
  const { world } = parts;
  const tenant = wanted.tenantId ?? wanted.channelData?.tenant?.id;
  if (tenant !== world.company.tenantId) return errors.badArgument('Invalid tenant');
  const [member, ...others] = wanted.members ?? [];
  const person = member && others.length === 0 ? world.roster.find(member.id) : undefined;
  if (!person) return errors.badArgument('Invalid user identity in provided tenant');
  const { installed, blocked } = world.roster.presenceOf(person);
  if (!installed) return errors.notInstalled();
  if (blocked) return errors.blockedByUser();
  const conversation = world.personalChat(person);
  if (!wanted.activity) return reply(201, { id: conversation.id });
  const posted = post(parts, { conversation, root: null }, wanted.activity, bytes);
  return posted.status < 300 ? withActivityId(posted, conversation.id) : posted;
}

function withActivityId(posted: Reply, id: string): Reply {
  const { body } = posted;
  const named = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return reply(201, { id, ...(named === undefined ? {} : { activityId: named }) });
}

function createThread(parts: ConnectorParts, wanted: Parameters, bytes: number): Reply {
  const { world } = parts;
  const channelId = wanted.channelData?.channel?.id;
  if (channelId === undefined || !wanted.activity)
    return errors.badArgument('Invalid channel post');
  const place = placeOf(world, splitThread(channelId).base);
  if (isReply(place)) return place;
  const before = new Set(place.conversation.messages.keys());
  const posted = post(parts, { ...place, root: null }, wanted.activity, bytes);
  if (posted.status >= 300) return posted;
  const root = [...place.conversation.messages.keys()].find((id) => !before.has(id));
  if (root === undefined) return errors.badArgument('Nothing was posted');
  return withActivityId(posted, threadId(place.conversation.id, root));
}

/** `POST /v3/conversations`: a chat with one person, or a new thread in the channel. */
export function create(parts: ConnectorParts, call: Call): Reply {
  const wanted = parametersSchema.safeParse(parseJson(call.text));
  if (!wanted.success) return errors.badArgument('Invalid conversation parameters');
  const bytes = Buffer.byteLength(call.text);
  return wanted.data.isGroup === true
    ? createThread(parts, wanted.data, bytes)
    : createPersonal(parts, wanted.data, bytes);
}
