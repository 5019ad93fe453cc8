import assert from 'node:assert/strict';
import type { Human } from '../../simulator/human.js';
import type { Message } from '../../simulator/teams/messages.js';
import type { World } from '../support/world.js';
import { auditedWorld, sealed } from './audit-steps.js';
import { DAY, rootOf, until } from './session-steps.js';

/** The button as it is on the card now, to be pressed when the card has long changed. */
function clickOn(who: Human, message: Message, verb: string) {
  const button = who.buttons(message).find((one) => one.verb === verb);
  assert.ok(button, verb);
  return { person: who.id, messageId: message.id, verb, data: button.data };
}

describe('What is old', () => {
  let world: World;
  before(async () => {
    world = await auditedWorld([]);
  });
  after(() => world.stop());

  async function swept(): Promise<void> {
    await world.app.inside.store.agenda.add('retention', 0);
  }

  it('goes by itself 90 days after it is over; an old card then answers that it isn’t there', async () => {
    const { anna, luc, sam } = world;
    const old = await world.ask(anna, 'Mijn scherm blijft zwart');
    const mine = clickOn(anna, await anna.sees(new RegExp(old), 'withdraw'), 'withdraw');
    const theirs = clickOn(sam.inChannel(), await rootOf(world, old), 'take');
    await anna.say(`annuleren ${old} --ja`);
    await until(async () => (await world.record(old)).state === 'withdrawn');
    await world.settled();
    await world.pass(89 * DAY);
    await swept();
    const young = await world.ask(luc, 'Ma souris ne marche plus');
    assert.equal((await world.record(old)).state, 'withdrawn', 'not before its time');
    await world.pass(2 * DAY);
    await swept();
    await until(
      async () => (await world.app.inside.store.requests.get(old as never)) === undefined,
    );
    for (const click of [mine, theirs]) {
      const answer = await world.simulator.teams.click(click);
      assert.equal(answer.status, 200);
      assert.match(JSON.stringify(answer.body), /HD-103/);
    }
    await anna.say(`status ${old}`);
    await anna.sees(new RegExp(`${old}[^]*HD-103`));
    assert.equal((await world.record(young)).requester, luc.id);
  });

  it('takes the beginning of the trail after a year, and what is left verifies', async () => {
    await sealed(world);
    const { audit } = world.app.inside.store;
    await world.pass(300 * DAY);
    await swept();
    await until(async () => (await audit.start()).seq > 0);
    await sealed(world);
    const verdict = await audit.verify({});
    assert.equal(verdict.kind, 'whole');
  });
});
