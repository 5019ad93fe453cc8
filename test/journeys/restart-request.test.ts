import assert from 'node:assert/strict';
import type { World } from '../support/world.js';
import { deviceNamed, restartWorld, states, taskIs, taskOf, told } from './restart-steps.js';
import type { Human } from '../../simulator/human.js';
import { deviceId, parsePersonId } from '../../src/services/desk/ids.js';
import { rootOf, until } from './session-steps.js';

describe('A restart', () => {
  let world: World;
  before(async () => {
    world = await restartWorld({ coolDown: '0s', unproven: '1m' });
  });
  after(() => world.stop());

  it('is offered on a request’s card, for its PC', async () => {
    const { sam, anna } = world;
    await anna.say('hallo');
    const id = await calls(world, anna, 'LT-ANNA-01');
    const root = await rootOf(world, id);
    await sam.inChannel().pressOn(root, 'restart', { 'restart.reason': 'Het is traag' });
    const card = await sam.inChannel().sees(/TASK-1/, 'confirm-restart');
    const text = sam.inChannel().reading(card);
    assert.match(text, new RegExp(`For request ${id}\\.`));
    assert.match(text, /LT-ANNA-01/);
    await sam.inChannel().pressOn(card, 'confirm-restart');
    const question = await anna.sees(/LT-ANNA-01/, 'answer-restart');
    await anna.say('kies vandaag niet');
    await anna.seesThere(question, /Vandaag niet\. Ik vraag het je opnieuw/);
    await anna.say('kies nu');
    await taskIs(world, 'TASK-1', (task) => /sent|pending|active|done/.test(states(task)));
    assert.equal(told(world, 'LT-ANNA-01'), 1);
    await world.pass(30_000);
    await taskIs(world, 'TASK-1', ({ state }) => state === 'finished');
  });

  it('leaves a PC alone on which somebody is being helped', async () => {
    const { sam, luc } = world;
    await luc.say('bonjour');
    const id = await calls(world, luc, 'PC-LUC-01');
    await sam.say(`approve ${id} --yes`);
    await luc.press(new RegExp(`${id}\\b`), 'accept');
    await until(async () => (await world.record(id)).state === 'active');
    await sam.say('/restart PC-LUC-01 --reason "update"');
    const card = await sam.sees(/TASK-2/, 'check-again');
    assert.match(sam.reading(card), /somebody is being helped on it right now/);
  });

  it('asks in a form for what wasn’t said', async () => {
    const { sam } = world;
    await sam.say('/restart LT-PRIYA-01');
    const form = await sam.sees(/Restart PCs/, 'restart');
    await sam.pressOn(form, 'restart', {
      'restart.targets': 'LT-PRIYA-01',
      'restart.reason': 'It hums',
      'restart.how': 'force',
    });
    const card = await sam.sees(/TASK-3/, 'confirm-restart');
    assert.match(sam.reading(card), /without asking the users first/);
    await sam.pressOn(card, 'cancel-restart');
    await taskIs(world, 'TASK-3', ({ state }) => state === 'cancelled');
  });

  it('waits for a maintenance window, by the clock of its user', async () => {
    const { sam, eva } = world;
    const soon = new Date(world.simulator.clock.now() + 2 * 3_600_000);
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Brussels',
      hour: '2-digit',
      minute: '2-digit',
    });
    const from = clock.format(soon);
    const to = clock.format(soon.getTime() + 3_600_000);
    await eva.say(`/venster toevoegen "Avond" dagelijks ${from}-${to} --zone Europe/Brussels --ja`);
    await eva.sees(/Toegevoegd: Avond/);
    await sam.say('/restart LT-PRIYA-01 --reason "update" --force');
    const card = await sam.sees(/TASK-4/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    const waiting = await taskIs(world, 'TASK-4', ({ items }) =>
      items.some((item) => item.state === 'queued' && item.because === 'window'),
    );
    assert.equal(waiting.state, 'running');
    await sam.seesThere(card, /Waits for the next maintenance window/);
    assert.equal(told(world, 'LT-PRIYA-01'), 0);
    await world.pass(2 * 3_600_000 + 60_000);
    await taskIs(world, 'TASK-4', (task) => /sent|pending|active|done/.test(states(task)));
    assert.equal(told(world, 'LT-PRIYA-01'), 1);
    await eva.say('/venster verwijderen Avond');
    await eva.sees(/Avond is verwijderd/);
  });

  it('that leaves no trace is unknown, until somebody says what became of it', async () => {
    const { sam } = world;
    world.simulator.graph.reboots.behave(deviceNamed(world, 'PC-TOM-DEM'), 'silent');
    await sam.say('/restart PC-TOM-DEM --reason "update" --force');
    const card = await sam.sees(/TASK-5/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    await taskIs(world, 'TASK-5', (task) => states(task) === 'sent');
    await world.pass(61_000);
    await taskIs(world, 'TASK-5', (task) => states(task) === 'unknown');
    await sam.seesThere(card, /Nobody can prove whether it restarted/);
    await sam.say('settle TASK-5 PC-TOM-DEM restarted');
    await sam.seesThere(card, /Has restarted/);
    assert.equal(states(await taskOf(world, 'TASK-5')), 'done');
    assert.equal(told(world, 'PC-TOM-DEM'), 1);
  });

  it('isn’t for users, and what isn’t theirs to see isn’t there', async () => {
    const { anna } = world;
    await anna.say('/restart PC-LUC-01 --reason "please"');
    await anna.sees(/HD-201/);
    await anna.say('/why TASK-5');
    await anna.sees(/HD-103/);
  });
});

/** A call for help about this PC. */
async function calls(world: World, who: Human, name: string): Promise<string> {
  const person = parsePersonId(who.id);
  assert.ok(person);
  const answer = await world.app.inside.desk.execute({
    command: {
      type: 'open',
      text: 'Black screen',
      device: { kind: 'managed', id: deviceId(deviceNamed(world, name)), name },
      category: 'screen',
      urgency: 'normal',
    },
    actor: { kind: 'person', id: person, place: { kind: 'personal' } },
    opKey: `calls-${who.id}`,
  });
  assert.ok(answer.kind === 'done');
  return answer.id;
}
