import assert from 'node:assert/strict';
import { CAST } from '../../simulator/index.js';
import type { World } from '../support/world.js';
import { membersAre } from './admins.js';
import { addPcs, restartWorld, states, taskIs, taskOf, untilFinished } from './restart-steps.js';

describe('Restarting many PCs', () => {
  let world: World;
  let ids: readonly string[];
  before(async () => {
    world = await restartWorld({ coolDown: '0s', waves: { wait: '1m' } });
    ids = addPcs(world, 12);
  });
  after(() => world.stop());

  const toldOf = (id: string | undefined) => world.simulator.graph.reboots.told.get(id ?? '') ?? 0;

  it('takes two others for twelve, begins by itself with the second yes, and goes in waves', async () => {
    const { sam, eva, priya } = world;
    const channel = sam.inChannel();
    await channel.say('/restart group:"Antwerp People" --reason "monthly update"', {
      mentions: [],
    });
    const card = await channel.sees(/TASK-1 · Restart 12 PCs/, 'confirm-restart');
    assert.match(channel.reading(card), /2 other people have to approve it/);
    await channel.pressOn(card, 'confirm-restart');
    await channel.seesThere(card, /Waiting for approval/);
    await channel.pressOn(card, 'agree-restart');
    assert.deepEqual((await taskOf(world, 'TASK-1')).approvals, [], 'not their own');
    await eva.inChannel().press(/TASK-1/, 'agree-restart');
    await eva.say('instemmen TASK-1');
    await eva.sees(/Dat was al gedaan/);
    assert.equal((await taskOf(world, 'TASK-1')).approvals.length, 1, 'the same person once');
    await priya.say('agree TASK-1');
    await priya.sees(/You approved TASK-1\. It begins by itself/);
    await taskIs(world, 'TASK-1', ({ state }) => state === 'running');
    await taskIs(world, 'TASK-1', (task) =>
      /^(?:(?:sent|pending|active) ){5}/.test(`${states(task)} `),
    );
    assert.equal(ids.filter((id) => toldOf(id) > 0).length, 5, 'one wave');
    await untilFinished(world, 'TASK-1');
    const over = await taskIs(world, 'TASK-1', ({ state }) => state === 'finished');
    assert.equal(over.items.filter(({ state }) => state === 'done').length, 12);
    assert.deepEqual(
      ids.map(toldOf),
      Array.from({ length: 12 }, () => 1),
    );
    const summary = await channel.sees(/TASK-1 is finished: 12 PCs restarted/);
    assert.match(channel.reading(summary), /<at>Sam Carter<\/at>/);
  });

  it('is rejected with a reason that whoever asked reads', async () => {
    const { sam, eva } = world;
    await sam.say('/restart PC-1001,PC-1002,PC-1002 --reason "again"');
    const card = await sam.sees(/TASK-2 · Restart 2 PCs/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    const shared = await eva.inChannel().sees(/TASK-2/, 'reject-restart');
    await eva.inChannel().pressOn(shared, 'reject-restart', {
      'reject-restart.reason': 'Not during the audit',
    });
    const told = await sam.sees(/rejected TASK-2/);
    assert.match(sam.reading(told), /Not during the audit/);
    assert.equal(toldOf(ids[0]), 1);
  });

  it('can be undone while it is held, and sends nothing then', async () => {
    const { sam, eva } = world;
    await sam.say('/restart PC-1003,PC-1004 --reason "again" --force');
    const card = await sam.sees(/TASK-3 · Restart 2 PCs/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    await eva.say('agree TASK-3');
    await sam.seesThere(card, /Begins in a moment/);
    await sam.pressOn(card, 'cancel-restart');
    await sam.seesThere(card, /Cancelled/);
    await world.pass(60_000);
    assert.equal((await taskOf(world, 'TASK-3')).state, 'cancelled');
    assert.equal(toldOf(ids[2]), 1);
  });

  it('ends a dry run with the check, in the words of whoever asks', async () => {
    const { eva, marie } = world;
    await eva.say('/herstart PC-1001,SRV-404,"HOLO-01" --reden "proef" --proef');
    const card = await eva.sees(/TASK-4/, 'check-again');
    const text = eva.reading(card);
    assert.match(text, /Dit was alleen een controle: er wordt niets verstuurd/);
    assert.match(text, /SRV-404\n.*\n?Niet gevonden|Niet gevonden/);
    assert.match(text, /het is geen Windows-pc/);
    assert.equal(
      eva.buttons(card).some(({ verb }) => verb === 'confirm-restart'),
      false,
    );
    await marie.say('/redémarrer PC-1001 --raison "essai" --essai');
    const french = await marie.sees(/TASK-5/, 'check-again');
    assert.match(marie.reading(french), /Ce n'était qu'une vérification/);
  });

  it('asks which PC is meant when two have the name', async () => {
    const { sam } = world;
    await sam.say('/restart LT-0042 --reason "which"');
    const card = await sam.sees(/TASK-6/, 'pick-pc');
    assert.match(sam.reading(card), /Latitude 5440 · Sam Carter · seen 2 hours ago/);
    await sam.say('pick TASK-6 2');
    const chosen = await sam.seesThere(card, /TASK-6 · Restart 1 PC\n/);
    assert.ok(sam.buttons(chosen).some(({ verb }) => verb === 'confirm-restart'));
    await sam.pressOn(card, 'cancel-restart');
  });

  it('holds everything while the desk is frozen, and goes on afterwards', async () => {
    const { sam, eva, priya } = world;
    await sam.say('/restart PC-1005 --reason "update"');
    const card = await sam.sees(/TASK-7/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    await eva.say('freeze --reason "stolen account" --yes');
    await eva.sees(/stil/i);
    await world.pass(10_000);
    assert.equal(toldOf(ids[4]), 1);
    await sam.say('why TASK-7');
    await sam.sees(/Everything is stopped at the moment/);
    await eva.say('unfreeze --reden "weer goed"');
    await priya.say('agree CHG-1');
    await taskIs(world, 'TASK-7', (task) => /sent|pending|active|done/.test(states(task)));
    assert.equal(toldOf(ids[4]), 2);
  });

  it('is asked anew when somebody who agreed lost the role before it began', async () => {
    const { sam, priya } = world;
    await sam.say('/restart PC-1006,PC-1007 --reason "update" --at "in 1h"');
    const card = await sam.sees(/TASK-8/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    await priya.say('agree TASK-8');
    await taskIs(world, 'TASK-8', ({ state }) => state === 'held');
    await membersAre(world, 'admins', [CAST.eva, CAST.marie]);
    await world.pass(61 * 60_000);
    const again = await taskIs(world, 'TASK-8', ({ state }) => state === 'awaiting_approval');
    assert.deepEqual(again.approvals, []);
    assert.equal(toldOf(ids[5]), 1);
  });

  it('is halted, and says of each PC what is known', async () => {
    const { sam, eva } = world;
    await sam.say('/restart PC-1008,PC-1009,PC-1010 --reason "update" --batch 1');
    const card = await sam.sees(/TASK-9/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    await eva.say('agree TASK-9');
    await taskIs(world, 'TASK-9', (task) => /^(?:sent|pending|active)/.test(states(task)));
    await eva.inChannel().press(/TASK-9/, 'halt-restart');
    const halted = await taskIs(world, 'TASK-9', ({ state }) => state === 'halted');
    assert.match(states(halted), /^(?:sent|pending|active) cancelled cancelled$/);
    await sam.sees(/has stopped TASK-9/);
    await world.pass(30_000);
    await taskIs(world, 'TASK-9', (task) => states(task) === 'done cancelled cancelled');
    await sam.say('/tasks PC-1008');
    await sam.sees(/TASK-9 · [\s\S]*Has restarted/);
  });
});
