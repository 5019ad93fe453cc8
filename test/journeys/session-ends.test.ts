import assert from 'node:assert/strict';
import { World } from '../support/world.js';
import {
  about,
  approved,
  cardNow,
  customerLink,
  inSession,
  linksOf,
  recordOf,
  rootOf,
  stateIn,
  until,
} from './session-steps.js';

describe('Ending a session', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('by the user, from her chat: it is closed in TeamViewer at once', async () => {
    const { anna, sam, simulator } = world;
    const { id, code } = await inSession(world, anna, 'Mijn scherm blijft zwart');
    await anna.say('sessie beëindigen');
    await sam.sees(/How did it end/, 'close');
    await until(() => stateIn(world, code) === 'Closed');
    const request = await recordOf(world, id);
    assert.ok(request.state === 'ended');
    assert.deepEqual([request.cause, request.endedBy], ['user', anna.id]);
    assert.deepEqual(simulator.journal.calls({ system: 'teamviewer', method: 'PUT' }).length, 1);
  });

  it('by the user, with the button on her card', async () => {
    const { luc, sam } = world;
    const { id, code } = await inSession(world, luc, "L'imprimante du couloir n'imprime plus rien");
    const card = await luc.sees(new RegExp(`^${id} · `), 'end-session');
    const pressed = await luc.pressOn(card, 'end-session');
    assert.equal(pressed.status, 200);
    await luc.seesThere(card, /Session terminée/);
    await sam.sees(about(id), 'close');
    await until(() => stateIn(world, code) === 'Closed');
  });

  it('by the helper, in the thread in the channel', async () => {
    const { tom, sam } = world;
    const { id, code } = await inSession(world, tom, 'De scanner doet niets meer');
    const root = await rootOf(world, id);
    await sam.inChannel().say('session end', { thread: root.id });
    await tom.sees(/Is het opgelost/, 'confirm-solved');
    await until(() => stateIn(world, code) === 'Closed');
    const request = await recordOf(world, id);
    assert.ok(request.state === 'ended');
    assert.deepEqual([request.cause, request.endedBy], ['operator', sam.id]);
  });

  it('says on the receipt that nobody connected, when nobody did', async () => {
    const { tom, sam } = world;
    const form = await sam.sees(/Tom Willems reads it on the receipt/, 'close');
    await sam.pressOn(form, 'close', { 'close.resolution': 'explained' });
    await tom.sees(/heeft niemand verbinding gemaakt met je pc/);
  });

  it('even while it is still being made: what comes too late is closed', async () => {
    const { marie, simulator } = world;
    const slow = simulator.faults.add({ system: 'teamviewer', method: 'POST', delayMs: 1_500 });
    const id = await approved(world, marie, 'Mon écran reste noir depuis ce matin');
    await marie.press(about(id), 'accept');
    await until(() => simulator.faults.list()[0]?.hits === 1);
    const card = await marie.sees(new RegExp(`^${id} · `), 'end-session');
    await marie.pressOn(card, 'end-session');
    simulator.faults.remove(slow);
    await marie.seesThere(card, /Session terminée/);
    await until(() => simulator.teamviewer.sessions().length === 4);
    await until(() => simulator.teamviewer.sessions().every(({ state }) => state === 'Closed'));
    await until(async () => (await recordOf(world, id)).effects.length === 0);
    for (const message of marie.messages()) assert.deepEqual(linksOf(marie.cardOf(message)), []);
  });
});

describe('A new link', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('makes a new session, closes the old one, and tells both sides', async () => {
    const { anna, sam, simulator } = world;
    const { id, code } = await inSession(world, anna, 'Mijn scherm blijft zwart');
    const old = await sam.sees(new RegExp(`^${id} · `), 'new-link');
    await sam.pressOn(old, 'new-link');
    await sam.seesThere(old, /newer session took its place/);
    await until(() => stateIn(world, code) === 'Closed');
    const request = await recordOf(world, id);
    assert.ok(request.state === 'active');
    assert.notEqual(request.session, code);
    const card = await anna.sees(new RegExp(`^${id} · `), 'end-session');
    await anna.seesThere(card, /Open TeamViewer/);
    await until(() => linksOf(cardNow(anna, card))[0] === customerLink(request.session));
    const fresh = await sam.sees(new RegExp(`^${id} · `), 'connect');
    assert.notEqual(fresh.id, old.id);
    assert.equal(simulator.teamviewer.sessions().length, 2);
  });
});

describe('A request on someone else’s behalf', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    await world.luc.say('bonjour');
  });
  after(() => world.stop());

  it('starts with the question for consent: the user is its second person', async () => {
    const { sam, luc, simulator } = world;
    await sam.say('/new "His printer prints blank pages" --for "Luc Martin"');
    const form = await sam.sees(/For Luc Martin/, 'intake-send');
    await sam.pressOn(form, 'intake-send', {
      text: 'His printer prints blank pages',
      device: 'unlisted',
      category: 'printer',
      urgency: 'normal',
    });
    const question = await luc.sees(/Pouvons-nous vous aider/, 'later');
    assert.match(luc.reading(question), /Sam Carter/);
    const id = /REQ-\d+/.exec(luc.reading(question))?.[0] ?? '';
    const own = await luc.sees(new RegExp(`^${id} · `), 'withdraw');
    assert.match(luc.reading(own), /Ouverte? (en votre nom|pour vous) par/);
    const { state, openedBy, requester, round } = await recordOf(world, id);
    assert.deepEqual([state, openedBy, requester, round], ['approved', sam.id, luc.id, 0]);
    assert.deepEqual(simulator.teamviewer.sessions(), []);

    await luc.pressOn(question, 'accept');
    await sam.sees(about(id), 'connect');
    await luc.sees(/Ouvrir TeamViewer|TeamViewer/, 'end-session');
  });

  it('is not for users, nor for oneself', async () => {
    const { anna, sam, luc } = world;
    await anna.say('/new "Zijn scherm is zwart" --for "Luc Martin"');
    await anna.sees(/HD-201/);
    await sam.say('/new "My own PC is slow" --for "Sam Carter"');
    await sam.sees(/HD-202/);
    assert.equal((await recordOf(world, 'REQ-1')).requester, luc.id);
    await assert.rejects(recordOf(world, 'REQ-2'));
  });
});
