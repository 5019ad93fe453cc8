import type { PersonId } from '../services/desk/ids.js';
import { parsePersonId } from '../services/desk/ids.js';
import type { ActingPlace } from '../services/desk/people/actor.js';
import { parseLocale, type Locale, type Person } from '../services/desk/people/person.js';
import type { Conversation, People, Places } from '../services/desk/ports.js';
import { splitThread, type InboundActivity } from './inbound-activity.js';
import type { Audience } from './outbound/audience.js';

/** Who wrote, and from where, as Deskside remembers it from now on. */
export interface Acquaintance {
  readonly who: Person;
  readonly place: ActingPlace['kind'];
  readonly conversation: {
    readonly id: string;
    readonly root?: string;
    readonly serviceUrl: string;
    readonly tenantId: string;
    /** Of a channel: its team, and the team's Entra group where the activity told it. */
    readonly team?: string;
    readonly teamGroup?: string;
  };
}

export interface AcquaintanceParts {
  readonly people: Pick<People, 'met'>;
  readonly places: Pick<Places, 'helpDesk' | 'setHelpDesk' | 'personal' | 'setPersonal' | 'revive'>;
  readonly defaultLocale: Locale;
  /** Told of a chat or of the help desk's channel that can be written to from now on. */
  readonly opened: (where: Audience) => Promise<void>;
}

/** The conversation of an activity. The tenant was checked by the guard. */
export function conversationOf(inbound: InboundActivity): Acquaintance['conversation'] {
  const { base, root } = splitThread(inbound.conversation.id);
  const inChannel = inbound.conversation.conversationType === 'channel';
  // In a channel a click without a thread in its conversation id lies on the thread's root itself.
  const thread = root ?? (inChannel ? (inbound.replyToId ?? undefined) : undefined);
  const team = inbound.channelData?.team;
  return {
    id: base,
    serviceUrl: inbound.serviceUrl,
    tenantId: inbound.conversation.tenantId ?? inbound.channelData?.tenant?.id ?? '',
    ...(thread === undefined ? {} : { root: thread }),
    ...(inChannel && team?.id ? { team: team.id } : {}),
    ...(inChannel && team?.aadGroupId ? { teamGroup: team.aadGroupId } : {}),
  };
}

/** The sender; undefined for activities that no person of the directory sent. */
export function senderOf(inbound: InboundActivity, defaultLocale: Locale): Person | undefined {
  const id = parsePersonId(inbound.from.aadObjectId ?? '');
  if (id === undefined) return undefined;
  const timeZone = knownZone(inbound.localTimezone);
  return {
    id,
    name: inbound.from.name ?? '',
    teamsId: inbound.from.id,
    locale: parseLocale(inbound.locale ?? undefined) ?? defaultLocale,
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

function knownZone(zone: string | null | undefined): string | undefined {
  if (!zone) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * Remembers the sender and the place of a verified activity: the only source of service URLs, and what brings a place
 * back to life. Writes only what changed.
 */
export async function remember(
  parts: AcquaintanceParts,
  inbound: InboundActivity,
  sender: Person,
): Promise<Acquaintance> {
  const conversation = conversationOf(inbound);
  const personal = inbound.conversation.conversationType === 'personal';
  const [who, place] = await Promise.all([
    parts.people.met(sender),
    personal ? rememberChat(parts, sender.id, conversation) : rememberChannel(parts, conversation),
  ]);
  return { who, place, conversation };
}

async function rememberChat(
  { places, opened }: AcquaintanceParts,
  person: PersonId,
  now: Conversation,
): Promise<'personal'> {
  const known = await places.personal(person);
  if (!isSame(known, now)) await places.setPersonal(person, now);
  if (known?.dead || known?.id !== now.id) {
    await places.revive(now.id);
    await opened({ kind: 'person', id: person });
  }
  return 'personal';
}

async function rememberChannel(
  { places, opened }: AcquaintanceParts,
  now: Conversation,
): Promise<'help-desk' | 'elsewhere'> {
  const known = await places.helpDesk();
  if (known?.id !== now.id) return 'elsewhere';
  // Not every activity tells the team's group, and none the channel's name: what was known stays.
  const told = { ...known, ...now };
  if (!isSame(known, told)) await places.setHelpDesk(told, known.locale);
  if (known.dead) {
    await places.revive(now.id);
    await opened({ kind: 'channel' });
  }
  return 'help-desk';
}

const FIELDS = ['id', 'serviceUrl', 'tenantId', 'team', 'teamGroup'] as const;

function isSame(known: Conversation | undefined, now: Conversation): boolean {
  return FIELDS.every((field) => known?.[field] === now[field]);
}
