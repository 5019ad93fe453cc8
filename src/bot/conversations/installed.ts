import { alreadySeen } from '../../dialogs/seen.js';
import { DAY } from '../../services/desk/ids.js';
import type { Reach } from '../../services/desk/ports.js';
import type { CommandContext, Services } from '../commands/context.js';
import { isGuest } from '../commands/may.js';
import type { Turn } from '../turn.js';
import { messageKey } from './op-keys.js';
import { welcomedAs } from './prose.js';
import { contextFor } from './speaker.js';

/**
 * The app was added: it says once what it does, what to try and what it keeps. In a team it says so in the channel and
 * to nobody alone.
 */
export async function installed(services: Services, turn: Turn): Promise<void> {
  if (turn.activityId !== '' && (await alreadySeen(turn.memory, turn.activityId))) return;
  if (turn.place === 'personal' && isOurs(await services.reaches.get(turn.who.id))) return;
  const opKey = messageKey(services.hash, turn);
  const context = await contextFor(services, turn, { via: 'typed', opKey });
  // A guest who adds it can't use it, and is told so when they write.
  if (isGuest(context.standing)) return;
  await introduce(context);
}

/** We had it installed to ask them something: that question comes by itself, and nothing may bury it. */
function isOurs(reach: Reach | undefined): boolean {
  return reach?.kind === 'installing' || reach?.kind === 'installed';
}

async function introduce(context: CommandContext): Promise<void> {
  const { services, turn, reader, locale, who } = context;
  const { cards, deepLinks, privacyUrl, policy } = services;
  const keptDays = Math.round(policy.retention.requests / DAY);
  const team =
    turn.place === 'personal'
      ? {}
      : {
          team: {
            addedBy: who.name,
            desk: turn.place === 'help-desk',
            chatUrl: deepLinks.chat(),
          },
        };
  const card = cards.welcome(reader, welcomedAs(context), { privacyUrl, keptDays, ...team });
  const title = turn.place === 'personal' ? 'cards:welcome.title' : 'cards:welcome.teamTitle';
  await turn.send({ card, summary: services.t(locale, title) });
}
