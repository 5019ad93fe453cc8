import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { World } from '../support/world.js';

describe('Teams’ rate limits', () => {
  let world: World;

  before(async function () {
    this.timeout(30_000);
    world = await World.start({ limits: 'teams' });
  });
  after(() => world.stop());

  it('are never exceeded, however much happens at once, and every card comes out true', async function () {
    this.timeout(60_000);
    const { simulator, sam } = world;
    const first = await world.ask(world.anna, 'Mijn scherm blijft zwart na de update');
    const second = await world.ask(world.luc, 'Mon imprimante ne marche plus du tout');
    const channel = sam.inChannel();
    await Promise.all([channel.sees(first, 'take'), channel.sees(second, 'take')]);
    const noise = Array.from({ length: 4 }, (_, n) => channel.say(`note ${first} "Note ${n}"`));
    await Promise.all([...noise, channel.say(`take ${first}`), channel.say(`take ${second}`)]);
    await channel.say(`extend ${first} 1h`);
    await channel.sees(/Note 3/);
    await world.settled();
    assert.deepEqual(simulator.teams.rate.exceeded(), []);
    const card = await channel.sees(second, 'release');
    assert.match(channel.reading(card), /Sam Carter/);
  });
});
