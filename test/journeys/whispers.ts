import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Human } from '../../simulator/human.js';
import type { Message } from '../../simulator/teams/messages.js';
import type { World } from '../support/world.js';

interface Manner {
  readonly thread?: string;
  readonly mentions?: string[];
}

/** What somebody is answered to a slash command: one message, for them alone. */
export async function slashed(
  world: World,
  who: Human,
  text: string,
  { thread, mentions }: Manner = {},
): Promise<Message> {
  return answerTo(who, () =>
    world.simulator.teams.say({
      person: who.id,
      conversation: 'channel',
      targeted: true,
      text,
      ...(thread === undefined ? {} : { thread }),
      ...(mentions === undefined ? {} : { mentions }),
    }),
  );
}

/** What somebody is answered who mentions the bot, to all or to them alone. */
export async function spoken(who: Human, text: string, manner: Manner = {}): Promise<Message> {
  return answerTo(who, () => who.say(text, manner));
}

/** The first message of the bot after this was said that answers it: in the same thread. */
async function answerTo(who: Human, say: () => Promise<unknown>): Promise<Message> {
  const known = new Set(who.messages().map(({ id }) => id));
  await say();
  for (let tries = 0; tries < 400; tries += 1) {
    const fresh = who.messages().filter(({ id }) => !known.has(id));
    const asked = fresh.find(({ from }) => from.id === who.id);
    const thread = asked?.root ?? asked?.id;
    const answer = fresh.find(({ from, root }) => from.bot && root !== null && root === thread);
    if (answer) return answer;
    await sleep(10);
  }
  return assert.fail(`${who.name} is not answered; sees:\n${who.screen()}`);
}

/** Nobody in the channel sees what was whispered to somebody else, and nothing of it is a copy that is kept. */
export async function unseenByOthers(world: World): Promise<void> {
  const { simulator } = world;
  for (const other of [world.sam, world.priya, world.eva, world.tom, world.gus]) {
    const seen = other.inChannel().messages();
    assert.ok(seen.every(({ onlyFor }) => onlyFor === undefined || onlyFor === other.id));
  }
  const posts = simulator.journal.calls({ system: 'teams', method: 'PUT' });
  const whispered = simulator.teams
    .messages('channel')
    .filter(({ onlyFor }) => onlyFor !== undefined);
  for (const { id } of whispered) {
    const untargeted = posts.filter(
      ({ path }) => path.includes(id) && !path.includes('isTargetedActivity'),
    );
    assert.deepEqual(untargeted, [], 'a whispered message is no copy of a kept card');
  }
}

/** A sentence without the number of the request it is about, its requester and times. */
export function inGeneral(text: string): string {
  return text
    .replace(/REQ-\d+/g, 'REQ')
    .replace(/Anna de Vries|Luc Martin/g, 'they')
    .replace(/\d{4}-[\dT:.Z-]+/g, 'then');
}
