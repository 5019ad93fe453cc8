import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { World } from '../support/world.js';
import { until } from '../journeys/session-steps.js';

const FLOOD = 500;

describe('A flood by one person', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('is answered once and kindly, and everybody else is served in the middle of it', async function () {
    this.timeout(60_000);
    const { anna, luc, tom } = world;
    const before = anna.messages().filter(({ from }) => from.bot).length;
    let served = false;
    let sent = 0;
    const flood = (async () => {
      for (; sent < FLOOD || !served; sent += 1) {
        void anna.say(`status ${sent}`);
        if (sent % 10 === 9) await sleep(40);
      }
    })();
    await others(12);
    served = true;
    await flood;
    // Of what came all at once most wasn't even taken; one after the other is counted.
    for (let n = 0; n < 80; n += 1, sent += 1) await anna.say('status 1');
    await anna.sees(/HD-205/);
    const told = anna.messages().filter((one) => /HD-205/.test(anna.reading(one)));
    assert.equal(told.length, 1, 'told once');
    const answers = anna.messages().filter(({ from }) => from.bot).length - before;
    assert.ok(answers <= 100, `${answers} answers to ${sent} messages`);
    const entries = await world.app.inside.store.audit.read(1, 9_000);
    const refused = entries.filter(({ entry }) => entry.code === 'HD-205 too-fast');
    assert.equal(refused.length, 1);

    /** The others ask, one after the other, and each gets an answer in the middle of it. */
    async function others(count: number): Promise<void> {
      for (let n = 0; n < count; n += 1) {
        const who = n % 2 === 0 ? luc : tom;
        const known = who.messages().length;
        await who.say('help');
        await until(() => who.messages().length > known + 1);
      }
    }
  });

  it('never holds up what ends something', async () => {
    const id = await world.ask(world.luc, 'Mon écran reste noir');
    for (let n = 0; n < 70; n += 1) await world.luc.say('aide');
    await world.luc.sees(/HD-205/);
    await world.luc.say(`annuler ${id} --oui`);
    await until(async () => (await world.record(id)).state === 'withdrawn');
  });
});

describe('Calls for help in an hour', () => {
  it('have a limit, said on the form, which keeps what was written', async () => {
    const world = await World.start({ policy: { limits: { requestsPerHour: 2 } } });
    try {
      const { anna } = world;
      for (const text of ['Mijn scherm blijft zwart', 'Mijn muis doet het niet meer']) {
        const id = await world.ask(anna, text);
        await anna.say(`annuleren ${id} --ja`);
        await until(async () => (await world.record(id)).state === 'withdrawn');
      }
      await anna.say('Mijn toetsenbord doet het niet meer');
      const form = await anna.sees(/toetsenbord/, 'intake-send');
      await anna.pressOn(form, 'intake-send', {
        text: 'Mijn toetsenbord doet het niet meer',
        device: 'unlisted',
        category: 'other',
        urgency: 'normal',
      });
      const held = await anna.seesThere(form, /HD-205/);
      assert.match(anna.reading(held), /veel hulpvragen in een uur/);
      assert.ok(
        anna.buttons(held).some(({ verb }) => verb === 'intake-send'),
        'still a form',
      );
      const other = await world.ask(world.luc, 'Mon écran reste noir');
      assert.equal((await world.record(other)).state, 'pending');
    } finally {
      await world.stop();
    }
  });
});
