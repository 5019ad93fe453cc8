import { z } from 'zod';
import type { Person } from '../company-types.js';
import type { Call, Reply } from '../http.js';
import * as errors from './connector-errors.js';
import type { Place } from './connector-post.js';
import type { Json, Message } from './messages.js';
import type { World } from './world.js';

/** Clients lose a targeted message after a day (learn.microsoft.com, "targeted messages"). */
const LIFE_MS = 24 * 60 * 60 * 1_000;

export function isTargetedCall({ query }: Call): boolean {
  return query.get('isTargetedActivity') === 'true';
}

const addressed = z.looseObject({
  recipient: z.looseObject({ id: z.string(), isTargeted: z.literal(true) }),
});
const preview = z.looseObject({
  entities: z.array(z.unknown()),
});
const info = z.looseObject({ type: z.literal('targetedMessageInfo'), messageId: z.string() });

/** Whom a targeted activity is for, or why it can't be sent. That `isTargeted` is wanted in the body too is a choice. */
export function recipientOf(world: World, place: Place, activity: Json): Person | Reply {
  if (!world.targetedMessages) return errors.badArgument('Targeted messages are not enabled');
  if (place.conversation.person) return errors.badArgument('Not in a personal chat');
  const parsed = addressed.safeParse(activity);
  if (!parsed.success) return errors.badArgument('Missing recipient');
  const person = world.roster.find(parsed.data.recipient.id);
  const isMember = person !== undefined && world.company.channel.members.includes(person.id);
  if (!isMember) return errors.badArgument('The recipient is not in the conversation');
  return previewOf(world, place, activity, person) ?? person;
}

/** What is wrong with the message that an answer shows above it, if anything. */
function previewOf(world: World, place: Place, activity: Json, person: Person): Reply | undefined {
  const entities = preview.safeParse(activity);
  const named = (entities.data?.entities ?? []).map((entity) => info.safeParse(entity).data);
  for (const one of named) {
    if (!one) continue;
    const asked = place.conversation.messages.get(one.messageId);
    if (asked?.onlyFor !== person.id) return errors.invalidTargetedMessage();
    if (asked.deleted === true || isOver(asked, world.now())) return errors.targetedMessageGone();
  }
  return undefined;
}

/** A targeted message is known to targeted calls alone, and for a day. */
export function isReachable(world: World, message: Message, call: Call): boolean {
  const targeted = message.onlyFor !== undefined;
  return targeted === isTargetedCall(call) && !isOver(message, world.now());
}

export function isOver(message: Message, now: number): boolean {
  return message.onlyFor !== undefined && now - Date.parse(message.at) >= LIFE_MS;
}
