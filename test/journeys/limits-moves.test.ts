import assert from 'node:assert/strict';
import { World } from '../support/world.js';
import {
  about,
  approved,
  buttonsOf,
  DAY,
  HOUR,
  inSession,
  MINUTE,
  ownCard,
  recordOf,
  rootOf,
  stateIn,
  until,
} from './session-steps.js';

const SECOND = 1_000;

describe('Consent that nobody gives (4)', () => {
  let world: World;
  let id: string;
  before(async () => {
    world = await World.start();
    id = await approved(world, world.luc, "L'imprimante du couloir n'imprime plus rien");
  });
  after(() => world.stop());

  it('lapses after thirty minutes: everybody is told, and nothing was made', async () => {
    const { luc, sam, simulator } = world;
    const question = await luc.sees(/Pouvons-nous vous aider/, 'later');
    await world.pass(30 * MINUTE - 5 * SECOND);
    assert.equal((await recordOf(world, id)).state, 'approved');
    await world.pass(6 * SECOND);
    await luc.seesThere(question, /pas eu de réponse à temps/);
    assert.deepEqual(buttonsOf(luc, question), {});
    await luc.sees(/rien ne s'est passé sur votre PC[\s\S]*Le support peut/);
    await sam.inChannel().sees(/Luc Martin didn't answer the question for consent/);
    await sam.sees(/Luc Martin didn't answer the question for consent/);
    await sam.inChannel().seesThere(await rootOf(world, id), /● Needs another try/);
    assert.deepEqual(simulator.teamviewer.sessions(), []);
  });

  it('can be asked for again by an operator', async () => {
    const { luc, priya } = world;
    await priya.inChannel().pressOn(await rootOf(world, id), 'try-again');
    const question = await luc.sees(/Pouvons-nous vous aider/, 'later');
    assert.match(luc.reading(question), /Sam Carter/);
    assert.equal((await recordOf(world, id)).state, 'approved');
  });

  it('can be withdrawn by the user, who need not answer then', async () => {
    const { luc, sam } = world;
    await luc.say(`retirer ${id} --oui`);
    await sam.inChannel().sees(/Luc Martin withdrew/);
    await sam.inChannel().seesThere(await rootOf(world, id), /● Withdrawn/);
    await until(() => luc.find(/./, 'accept') === undefined);
  });

  it('can be withdrawn when it lapsed', async () => {
    const { tom } = world;
    const other = await approved(world, tom, 'De scanner in het magazijn doet niets meer');
    await world.pass(31 * MINUTE);
    const card = await ownCard(tom, other, 'withdraw');
    await tom.seesThere(card, /Opnieuw proberen|kan het je opnieuw vragen/);
    await tom.pressOn(card, 'withdraw', { 'withdraw.reason': 'Hij doet het weer' });
    await world.sam.inChannel().seesThere(await rootOf(world, other), /Hij doet het weer/);
    assert.equal((await recordOf(world, other)).state, 'withdrawn');
  });
});

describe('A request that is answered without a session (4)', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('is turned down with a reason that the user reads', async () => {
    const { anna, sam } = world;
    const id = await world.ask(anna, 'Mag ik een tweede scherm op mijn bureau');
    const root = await rootOf(world, id);
    await sam.inChannel().say(`deny ${id}`);
    await sam.inChannel().sees(/HD-102/);
    await sam.inChannel().pressOn(root, 'deny', { 'deny.reason': 'Vraag het aan facilitair' });
    await anna.sees(/Sam Carter heeft REQ-1 afgewezen[\s\S]*Vraag het aan facilitair/);
    await sam.inChannel().seesThere(root, /● Declined[\s\S]*Vraag het aan facilitair/);
    assert.deepEqual(buttonsOf(sam.inChannel(), root), {});
    assert.equal((await recordOf(world, id)).state, 'declined');
  });

  it('is withdrawn while it waits', async () => {
    const { tom, sam } = world;
    const id = await world.ask(tom, 'Mijn toetsenbord doet het niet goed meer');
    const card = await ownCard(tom, id, 'withdraw');
    await tom.pressOn(card, 'withdraw');
    await tom.seesThere(card, /Ingetrokken/);
    await sam.inChannel().sees(/Nobody is waiting/);
    assert.deepEqual(buttonsOf(tom, card), {});
  });
});

describe('States that people forget (4)', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('an open session ends when its validity does, and nobody has to close it by hand', async () => {
    const { anna, sam, simulator } = world;
    const { id, code } = await inSession(world, anna, 'Mijn scherm blijft zwart na de update');
    await sam.press(about(id), 'connect');
    // TeamViewer isn't answering, so only the clock tells.
    simulator.faults.preset('teamviewer-down');
    await world.pass(DAY + SECOND);
    await anna.sees(/Is het opgelost/, 'confirm-solved');
    const request = await recordOf(world, id);
    assert.ok(request.state === 'ended');
    assert.deepEqual([request.cause, request.endedBy], ['validity', 'desk']);
    await until(async () => (await recordOf(world, id)).effects.length === 0);
    simulator.faults.clear();
    await world.settled();
    assert.equal(sam.inChannel().find(/could not be closed/), undefined);
    assert.equal(stateIn(world, code), 'Closed');
  });

  it('an ended one closes by itself after a day, with a receipt for the user', async () => {
    const { anna, sam } = world;
    const root = await rootOf(world, 'REQ-1');
    await world.pass(DAY - MINUTE);
    assert.equal((await recordOf(world, 'REQ-1')).state, 'ended');
    await world.pass(2 * MINUTE);
    await sam.inChannel().seesThere(root, /● Closed/);
    assert.deepEqual(buttonsOf(sam.inChannel(), root), {});
    await anna.sees(/Bewijs van je sessie/);
    await world.settled();
    assert.equal(sam.find(/./, 'close'), undefined);
    const request = await recordOf(world, 'REQ-1');
    assert.ok(request.state === 'closed');
    assert.deepEqual([request.closedBy, request.resolution], ['desk', undefined]);
  });

  it('a closed one can be reopened for a week', async () => {
    const { anna, sam } = world;
    await world.pass(7 * DAY - HOUR);
    await anna.pressOn(await ownCard(anna, 'REQ-1', 'reopen'), 'reopen');
    await sam.inChannel().seesThere(await rootOf(world, 'REQ-1'), /● Waiting\n/);
    assert.equal((await recordOf(world, 'REQ-1')).round, 2);
  });

  it('an ended one can be reopened at once', async () => {
    const { luc, sam } = world;
    const { id } = await inSession(world, luc, "L'imprimante du couloir n'imprime plus rien");
    await sam.say('session end');
    const card = await ownCard(luc, id, 'reopen');
    await luc.pressOn(card, 'reopen');
    await sam.inChannel().seesThere(await rootOf(world, id), /● Waiting\n/);
    await world.settled();
    assert.equal(sam.find(/./, 'close'), undefined);
    assert.equal((await recordOf(world, id)).round, 2);
  });
});
