import assert from 'node:assert/strict';
import type { World } from '../support/world.js';
import { restartWorld, states, taskIs, taskOf, told } from './restart-steps.js';

describe('Restarting a PC', () => {
  let world: World;
  before(async () => {
    world = await restartWorld();
  });
  after(() => world.stop());

  it('is checked, confirmed, held, asked of its user, sent, followed and summed up', async () => {
    const { sam, anna } = world;
    await sam.say('/restart LT-ANNA-01 --reason "stuck update"');
    await sam.sees(/TASK-1: I'm checking the PCs/);
    const card = await sam.sees(/LT-ANNA-01/, 'confirm-restart');
    assert.match(sam.reading(card), /TASK-1 · Restart 1 PC/);
    assert.match(sam.reading(card), /Nothing is sent yet/);
    await sam.pressOn(card, 'confirm-restart');
    await sam.seesThere(card, /Begins in a moment/);
    assert.equal(told(world, 'LT-ANNA-01'), 0);
    const question = await anna.sees(/LT-ANNA-01/, 'answer-restart');
    assert.match(anna.reading(question), /wil LT-ANNA-01 opnieuw opstarten/);
    assert.match(anna.reading(question), /stuck update/);
    assert.equal(told(world, 'LT-ANNA-01'), 0);
    await anna.pressOn(question, 'answer-restart', { answer: 'now' });
    await taskIs(world, 'TASK-1', (task) => /sent|pending/.test(states(task)));
    await sam.seesThere(card, /Intune has accepted it|Sent\. Whether/);
    assert.equal(told(world, 'LT-ANNA-01'), 1);
    await world.pass(30_000);
    await taskIs(world, 'TASK-1', ({ state }) => state === 'finished');
    await sam.seesThere(card, /Has restarted\./);
    await anna.seesThere(question, /Hij is opnieuw opgestart/);
    await sam.sees(/TASK-1 is finished: 1 PC restarted/);
    assert.equal(told(world, 'LT-ANNA-01'), 1);
  });

  it('lets a PC rest, and says so', async () => {
    const { sam } = world;
    await sam.say('/restart LT-ANNA-01 --reason "again"');
    const card = await sam.sees(/TASK-2.*no PC here|There is no PC here that can be restarted/s);
    assert.match(sam.reading(card), /restarted \d+ minutes? ago/);
    assert.equal((await taskOf(world, 'TASK-2')).state, 'draft');
  });
});
