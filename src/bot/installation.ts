import type { Places } from '../services/desk/ports.js';
import { splitThread, type InboundActivity } from './inbound-activity.js';
import type { Audience } from './outbound/audience.js';

export interface InstallationParts {
  readonly places: Pick<Places, 'helpDesk' | 'setHelpDesk' | 'markDead' | 'revive'>;
  readonly opened: (where: Audience) => Promise<void>;
}

/** What an installationUpdate or conversationUpdate says of us. */
export type Change =
  /** The app was added: it introduces itself. */
  | 'added'
  /** It was replaced by a newer one: nobody need be told. */
  | 'updated'
  | 'removed'
  /** A channel or team of ours that isn't there any more, or is again. */
  | 'closed'
  | 'opened'
  | 'renamed'
  /** People came or went, a tab was pinned: nothing to us. */
  | 'other';

const EVENTS: Readonly<Record<string, Change>> = {
  channelDeleted: 'closed',
  teamDeleted: 'closed',
  teamHardDeleted: 'closed',
  teamArchived: 'other',
  channelRestored: 'opened',
  teamRestored: 'opened',
  channelRenamed: 'renamed',
};

/**
 * Adding the app sends two activities, removing it too; the installationUpdate is the one that is answered, so that
 * nobody is welcomed twice. Of a team only the conversationUpdate may come when it is removed.
 */
export function changeIn(inbound: InboundActivity): Change {
  const { type, action, membersRemoved, recipient, channelData } = inbound;
  if (type === 'installationUpdate') {
    if (action?.startsWith('remove')) return 'removed';
    return action === 'add-upgrade' ? 'updated' : 'added';
  }
  if (membersRemoved?.some(({ id }) => id === recipient.id)) return 'removed';
  return EVENTS[channelData?.eventType ?? ''] ?? 'other';
}

/**
 * Nothing can be written there from now on. Events of a team come in its first channel; the help desk may be in
 * another one of the same team.
 */
export async function placeClosed(
  { places }: InstallationParts,
  inbound: InboundActivity,
): Promise<void> {
  const desk = await places.helpDesk();
  const change = changeIn(inbound);
  // A deleted channel isn't the one that tells of it.
  const itself = change === 'closed' ? undefined : splitThread(inbound.conversation.id).base;
  if (itself !== undefined) await places.markDead(itself);
  if (desk && desk.id !== itself && isMeant(desk, inbound)) await places.markDead(desk.id);
}

/** The help desk's channel can be written to again. */
export async function placeOpened(
  { places, opened }: InstallationParts,
  inbound: InboundActivity,
): Promise<void> {
  const desk = await places.helpDesk();
  if (!desk?.dead || !isMeant(desk, inbound)) return;
  await places.revive(desk.id);
  await opened({ kind: 'channel' });
}

export async function placeRenamed(
  { places }: InstallationParts,
  { channelData }: InboundActivity,
): Promise<void> {
  const desk = await places.helpDesk();
  const name = channelData?.channel?.name;
  if (!desk || !name || channelData?.channel?.id !== desk.id) return;
  const { locale, dead: _dead, ...conversation } = desk;
  await places.setHelpDesk({ ...conversation, name }, locale);
}

/** An event about one channel names it; one about the whole team names the team. */
function isMeant(
  desk: { readonly id: string; readonly team?: string },
  { channelData }: InboundActivity,
): boolean {
  const { channel, team, eventType } = channelData ?? {};
  if (eventType?.startsWith('channel')) return channel?.id === desk.id;
  return team?.id != null && team.id === desk.team;
}
