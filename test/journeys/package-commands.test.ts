import assert from 'node:assert/strict';
import { MENUS, titleOf } from '../../src/bot/commands/menus.js';
import type { Human } from '../../simulator/human.js';
import { World } from '../support/world.js';

/** Every title of a list, in each language, once. */
function titles(scope: 'personal' | 'team'): string[] {
  const commands = MENUS.find((menu) => menu.scope === scope)?.commands ?? [];
  const all = commands.flatMap((command) =>
    (['en', 'nl', 'fr'] as const).map((locale) => titleOf(command, locale)),
  );
  return [...new Set(all)];
}

/** Says it, and gives what the bot then shows this person that wasn't there before. */
async function answerTo(who: Human, say: () => Promise<unknown>): Promise<string> {
  const seen = new Map(who.messages().map((message) => [message.id, who.reading(message)]));
  await say();
  const until = Date.now() + 8_000;
  for (;;) {
    const news = who
      .messages()
      .filter((message) => message.from.bot && seen.get(message.id) !== who.reading(message))
      .map((message) => who.reading(message));
    if (news.length > 0) return news.join('\n');
    if (Date.now() > until) return '';
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A way forward, never the answer to words that were not understood. */
function helps(title: string, answer: string): void {
  assert.notEqual(answer, '', `${title} has no answer`);
  assert.doesNotMatch(answer, /HD-101\b/, `${title}: ${answer}`);
}

describe('The titles of the menus in Teams, picked and sent as they are', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    await world.ask(world.anna, 'Het beeldscherm flikkert de hele dag al');
  });
  after(() => world.stop());

  it('are each answered in one’s own chat', async () => {
    for (const title of titles('personal')) {
      helps(title, await answerTo(world.anna, () => world.anna.say(title)));
      await world.settled();
    }
  });

  it('are each answered in the channel behind a mention and from the slash menu', async () => {
    const sam = world.sam.inChannel();
    for (const title of titles('team')) {
      helps(`@ ${title}`, await answerTo(sam, () => sam.say(title)));
      await world.settled();
      helps(`/ ${title}`, await answerTo(sam, () => sam.slash(title)));
      await world.settled();
    }
  });
});
