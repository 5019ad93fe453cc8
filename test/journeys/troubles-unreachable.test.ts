import assert from 'node:assert/strict';
import { World } from '../support/world.js';
import { about, ownCard, readingNow, recordOf, rootOf, until } from './session-steps.js';

describe('Somebody who cannot be reached', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('because she blocked the bot: the thread says that she can’t be asked', async () => {
    const { anna, sam, simulator } = world;
    const id = await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    const root = await rootOf(world, id);
    simulator.teams.setPresence(anna.id, { blocked: true });
    await sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });
    const told = await sam.inChannel().sees(/Anna de Vries can't be reached in Teams/);
    assert.equal(told.root, root.id);
    await sam.inChannel().seesThere(root, /● Waiting for consent/);
    assert.equal(anna.find(/Mogen we je/), undefined);
    const tries = simulator.journal
      .calls({ system: 'teams' })
      .filter(({ status }) => status === 403);
    assert.ok(tries.length <= 3, `tried ${String(tries.length)} times`);
  });

  it('and is back: the question and her own card are there, each once', async () => {
    const { anna, sam, simulator } = world;
    simulator.teams.setPresence(anna.id, { blocked: false });
    await anna.say('hallo');
    const question = await anna.sees(/Mogen we je op afstand helpen/, 'later');
    const card = await ownCard(anna, 'REQ-1', 'withdraw');
    await anna.seesThere(card, /Accepteer .*om de sessie te laten beginnen/);
    await anna.pressOn(question, 'accept');
    await sam.sees(about('REQ-1'), 'connect');
    // No copy of the question is left behind with its buttons.
    await until(() => anna.find(/./, 'later') === undefined);
  });

  it('because the app was never there: her colleagues are told, and it comes when she installs it', async () => {
    const { marie, sam, simulator } = world;
    simulator.teams.setPresence(marie.id, { installed: false });
    await sam.say('/new "Her screen stays black" --for "Marie Dubois"');
    const form = await sam.sees(/For Marie Dubois/, 'intake-send');
    await sam.pressOn(form, 'intake-send', {
      text: 'Her screen stays black',
      device: 'unlisted',
      category: 'screen',
      urgency: 'normal',
    });
    await sam.inChannel().sees(/Marie Dubois can't be reached in Teams/);
    await world.settled();
    assert.deepEqual(marie.messages(), []);
    await simulator.teams.install(marie.id);
    await marie.sees(/De l'aide pour votre PC/);
    await marie.sees(/Pouvons-nous vous aider à distance/, 'later');
    await ownCard(marie, 'REQ-2', 'withdraw');
  });
});

describe('A channel that is closed to the bot', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('loses no request: users ask and are answered all the same', async () => {
    const { anna, sam, simulator } = world;
    await sam.inChannel().say('queue');
    await sam.inChannel().sees(/Queue\n/);
    simulator.teams.setBotInChannel(false);
    const id = await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    assert.equal((await recordOf(world, id)).state, 'pending');
    await world.settled();
    assert.equal(sam.inChannel().find(/Mijn scherm/), undefined);
    await sam.say(`approve ${id} --yes`);
    await anna.sees(/Mogen we je op afstand helpen/, 'later');
  });

  it('shows all of them when the bot is back', async () => {
    const { sam, simulator } = world;
    await simulator.teams.install('channel');
    const root = await rootOf(world, 'REQ-1');
    await sam.inChannel().seesThere(root, /● Waiting for consent/);
    await sam.inChannel().sees(/Queue[\s\S]*REQ-1/);
  });

  it('begins a new thread when the root was deleted', async () => {
    const { sam, anna, simulator } = world;
    const root = await rootOf(world, 'REQ-1');
    simulator.teams.deleteMessage(root.id);
    await anna.press(/Mogen we je op afstand helpen/, 'later');
    const fresh = await rootOf(world, 'REQ-1');
    assert.notEqual(fresh.id, root.id);
    await sam.inChannel().say('note "We wait"', { thread: fresh.id });
    const note = await sam.inChannel().sees(/Note by Sam Carter[\s\S]*We wait/);
    assert.equal(note.root, fresh.id);
  });
});

describe('Teams in trouble', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());
  afterEach(() => world.simulator.faults.clear());

  it('throttling: every card arrives all the same, and none twice', async () => {
    const { luc, simulator } = world;
    simulator.faults.preset('teams-throttled');
    await luc.say('/nouveau');
    const form = await luc.sees(/Demander une assistance/, 'intake-send');
    await luc.pressOn(form, 'intake-send', {
      text: "L'imprimante du couloir n'imprime plus",
      device: 'unlisted',
      category: 'printer',
      urgency: 'normal',
    });
    await ownCard(luc, 'REQ-1', 'withdraw');
    await rootOf(world, 'REQ-1');
    simulator.faults.clear();
    const cards = luc.messages().filter((message) => /^REQ-1 · /.test(luc.reading(message)));
    assert.equal(cards.length, 1);
  });

  it('down for a moment: what could not be sent is sent when it is back', async () => {
    const { luc, sam, simulator } = world;
    const root = await rootOf(world, 'REQ-1');
    simulator.faults.add({ system: 'teams', status: 503 });
    await sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'view' });
    await until(() => simulator.faults.list().some(({ hits }) => hits > 1));
    assert.equal(luc.find(/Pouvons-nous/), undefined);
    simulator.faults.clear();
    const question = await luc.sees(/Pouvons-nous vous aider à distance/, 'later');
    assert.ok(readingNow(luc, question).includes('Sam Carter'));
    assert.deepEqual(simulator.teams.rate.exceeded(), []);
  });
});
