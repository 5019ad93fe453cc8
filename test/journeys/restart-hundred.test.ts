import assert from 'node:assert/strict';
import type { World } from '../support/world.js';
import { addPcs, restartWorld, taskIs, untilFinished } from './restart-steps.js';

/** Teams takes about 28 KB for a card in a channel. */
const MOST_BYTES = 28 * 1_024;

describe('A restart of a hundred PCs', () => {
  let world: World;
  before(async () => {
    world = await restartWorld({ waves: { size: 20, stopAbove: 100 } }, { limits: 'teams' });
    const ids = addPcs(world, 100, (n) => ({ deviceName: `WAREHOUSE-PC-${1_000 + n}` }));
    for (const id of ids.slice(0, 3)) world.simulator.graph.reboots.behave(id, 'failed');
  });
  after(() => world.stop());

  it('is one card within 28 KB that Teams never has to slow down', async function () {
    this.timeout(120_000);
    const { sam, eva, priya } = world;
    await sam.inChannel().say('/restart group:"Antwerp People" --reason "monthly update"');
    const card = await sam.inChannel().sees(/TASK-1 · Restart 100 PCs/, 'confirm-restart');
    const before = sam.inChannel().messages().length;
    await sam.inChannel().pressOn(card, 'confirm-restart');
    await eva.say('agree TASK-1');
    await priya.say('agree TASK-1');
    await taskIs(world, 'TASK-1', ({ state }) => state === 'running');
    await untilFinished(world, 'TASK-1');
    const task = await taskIs(world, 'TASK-1', ({ state }) => state === 'finished');
    assert.equal(task.items.filter(({ state }) => state === 'done').length, 97);
    await sam.inChannel().sees(/TASK-1 is finished: 97 PCs restarted/);
    const calls = world.simulator.journal.calls({ system: 'teams' });
    assert.deepEqual(
      calls.filter(({ status }) => status === 429),
      [],
      'Teams had to slow it down',
    );
    const sizes = sam
      .inChannel()
      .messages()
      .map((message) => Buffer.byteLength(JSON.stringify(message.card ?? {})));
    assert.ok(Math.max(...sizes) <= MOST_BYTES, `${Math.max(...sizes)} bytes`);
    const after = sam.inChannel().messages().length;
    assert.ok(after - before <= 2, 'one card and one summary, not a hundred messages');
  });

  it('shows the PCs that need somebody first, and the rest in pages', async () => {
    const { sam } = world;
    const card = await sam.inChannel().sees(/TASK-1 · /, 'task-page');
    const text = sam.inChannel().reading(card);
    assert.match(text, /97 restarted/);
    assert.match(text, /Page 1 of 4/);
    const first = text.split('\n').find((line) => line.startsWith('WAREHOUSE'));
    assert.equal(first, 'WAREHOUSE-PC-1001');
    assert.match(text, /The restart failed on the PC\. Try again/);
    await sam.inChannel().pressOn(card, 'task-page');
    await sam.inChannel().sees(/Page 2 of 4/);
  });

  it('checks only the failed ones again', async () => {
    const { sam } = world;
    world.simulator.graph.reboots.reset();
    await world.pass(16 * 60_000);
    await sam.inChannel().press(/TASK-1 · /, 'retry-restart');
    const again = await sam.inChannel().sees(/TASK-2 · Restart 3 PCs/, 'confirm-restart');
    assert.match(sam.inChannel().reading(again), /The PCs that failed in TASK-1/);
  });
});
