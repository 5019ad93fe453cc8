import type { Link } from '../../cards/said.js';
import type { CommandContext } from '../commands/context.js';
import { mayDo } from '../commands/may.js';

/**
 * For an operator in another channel, such as the one the desk was in before: where the help desk is, or where the
 * request goes on whose old thread they write in. Others needn't know where that is.
 */
export async function wayToDesk(context: CommandContext): Promise<Link | undefined> {
  const { turn, services, standing } = context;
  if (turn.place !== 'elsewhere' || !mayDo(standing, 'request.work')) return undefined;
  const { root } = turn.conversation;
  const [desk, id] = await Promise.all([
    services.places.helpDesk(),
    root === undefined ? undefined : services.places.requestOfThread(root),
  ]);
  if (!desk || desk.dead) return undefined;
  const card =
    id === undefined
      ? undefined
      : await services.places.card({ of: 'request', id, place: 'channel' });
  const title = context.say('unknown.wayThere');
  return card?.conversation === desk.id && card.root !== undefined
    ? { title, url: services.deepLinks.thread(desk, card.root) }
    : { title, url: services.deepLinks.channel(desk) };
}
