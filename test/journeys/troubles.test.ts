import assert from 'node:assert/strict';
import { World } from '../support/world.js';
import {
  about,
  approved,
  inSession,
  MINUTE,
  ownCard,
  readingNow,
  recordOf,
  rootOf,
  stateIn,
  until,
} from './session-steps.js';

const FORM = { device: 'unlisted', category: 'screen', urgency: 'normal' };

describe('Graph in trouble', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());
  afterEach(() => world.simulator.faults.clear());

  it('down: the form says so and when it tries again, and the request is accepted', async () => {
    const { anna, simulator } = world;
    simulator.faults.preset('graph-down');
    await anna.say('Mijn scherm blijft zwart na de update');
    const form = await anna.sees(/We kunnen je pc's nu niet opzoeken/, 'intake-send');
    assert.match(anna.reading(form), /We proberen het opnieuw om \{\{TIME\(.*zonder te wachten/);
    await anna.pressOn(form, 'intake-send', { text: 'Mijn scherm blijft zwart', ...FORM });
    await ownCard(anna, 'REQ-1', 'withdraw');
    assert.match(world.sam.reading(await rootOf(world, 'REQ-1')), /Mijn scherm blijft zwart/);
  });

  it('back again: the form fills itself', async () => {
    const { luc, simulator } = world;
    simulator.faults.preset('graph-down');
    await luc.say("L'imprimante du couloir n'imprime plus rien");
    const form = await luc.sees(/ne peuvent pas être recherchés pour le moment/, 'intake-send');
    simulator.faults.clear();
    await luc.seesThere(form, /PC-LUC-01/);
    assert.doesNotMatch(readingNow(luc, form), /Nouvel essai/);
  });

  it('throttled: it is left alone as long as it asks for', async () => {
    const { tom, simulator } = world;
    simulator.faults.add({
      system: 'graph',
      path: 'users/[^/]+/managedDevices',
      status: 429,
      retryAfter: 2,
      times: 1,
    });
    await tom.say('De scanner in het magazijn doet niets meer');
    const form = await tom.sees(/We kunnen je pc's nu niet opzoeken/, 'intake-send');
    await tom.seesThere(form, /PC-TOM-WG/);
    // Somebody of the test before may still be looked up once more.
    const [first, second] = simulator.journal
      .calls({ system: 'graph', path: `users/${tom.id}/managedDevices` })
      .slice(-2);
    assert.ok(first && second);
    assert.deepEqual([first.status, second.status], [429, 200]);
    assert.ok(second.at - first.at >= 2_000, `after ${String(second.at - first.at)} ms`);
  });

  it('slow or talking nonsense: the form is there at once, and can be sent', async () => {
    const { marie, simulator } = world;
    simulator.faults.add({
      system: 'graph',
      path: 'users/[^/]+/managedDevices',
      delayMs: 700,
      status: 200,
      body: { value: [{ id: 7, deviceName: ['no'] }] },
    });
    const began = Date.now();
    await marie.say('Mon écran reste noir depuis ce matin');
    const form = await marie.sees(/Nous recherchons vos PC/, 'intake-send');
    assert.ok(Date.now() - began < 700);
    await marie.seesThere(form, /ne peuvent pas être recherchés pour le moment/);
    await marie.pressOn(form, 'intake-send', { text: 'Mon écran reste noir', ...FORM });
    await ownCard(marie, 'REQ-2', 'withdraw');
  });

  it('down when a colleague is named: nothing is done, and the operator is told what to do', async () => {
    const { sam, simulator } = world;
    simulator.faults.preset('graph-down');
    await sam.say('assign 1 Priya');
    const answer = await sam.sees(/HD-501/);
    assert.match(sam.reading(answer), /directory isn't answering[\s\S]*Nothing was done/);
    assert.equal((await recordOf(world, 'REQ-1')).assignee, undefined);
  });
});

describe('TeamViewer in trouble', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(() => world.stop());

  it('down: both cards say what is tried again and when, and it is made once it is back', async () => {
    const { anna, sam, simulator } = world;
    const id = await approved(world, anna, 'Mijn scherm blijft zwart na de update');
    simulator.faults.preset('teamviewer-down');
    await anna.press(/Mogen we je op afstand helpen/, 'accept');
    const card = await ownCard(anna, id, 'end-session');
    await anna.seesThere(card, /TeamViewer geeft geen antwoord.*opnieuw om \{\{TIME[\s\S]*HD-501/);
    const root = await rootOf(world, id);
    await sam.inChannel().seesThere(root, /TeamViewer isn't answering. Trying again at \{\{TIME/);
    assert.equal((await recordOf(world, id)).state, 'connecting');
    simulator.faults.clear();
    await sam.sees(about(id), 'connect');
    await anna.seesThere(card, /Open TeamViewer/);
    await until(() => !/geeft geen antwoord/.test(readingNow(anna, card)));
    assert.equal(simulator.teamviewer.sessions().length, 1);
  });

  it('down for good: after ten minutes it has failed, everybody knows, and it can be tried again', async () => {
    const { luc, sam, simulator } = world;
    const id = await approved(world, luc, "L'imprimante du couloir n'imprime plus rien");
    simulator.faults.preset('teamviewer-down');
    await luc.press(/Pouvons-nous vous aider/, 'accept');
    await until(async () => (await recordOf(world, id)).effects[0]?.trouble !== undefined);
    await world.pass(11 * MINUTE);
    const root = await rootOf(world, id);
    await sam.inChannel().seesThere(root, /● Needs another try/);
    await sam.inChannel().sees(/No session could be made/);
    await luc.sees(/Aucune session n'a pu|La session n'a pas pu/);
    simulator.faults.clear();
    await sam.inChannel().pressOn(root, 'try-again');
    await luc.press(/Pouvons-nous vous aider/, 'later');
    await luc.press(/Pouvons-nous vous aider/, 'accept');
    await sam.sees(about(id), 'connect');
    assert.equal(simulator.teamviewer.sessions().length, 1);
  });

  it('losing its answer: the session that was made is found by our id, and no second one made', async () => {
    const { tom, sam, simulator } = world;
    const id = await approved(world, tom, 'De scanner in het magazijn doet niets meer');
    simulator.faults.add({ system: 'teamviewer', method: 'POST', drop: 'after', times: 1 });
    await tom.press(/Mogen we je op afstand helpen/, 'accept');
    await sam.sees(about(id), 'connect');
    assert.equal(simulator.teamviewer.sessions().length, 1);
    const posts = simulator.journal.calls({ system: 'teamviewer', method: 'POST' });
    assert.equal(posts.length, 1);
  });

  it('throttled: it waits as long as it is told to', async () => {
    const { anna, sam, simulator } = world;
    const id = await approved(world, anna, 'Mijn scherm blijft zwart na de update');
    simulator.faults.add({
      system: 'teamviewer',
      method: 'POST',
      status: 429,
      retryAfter: 3,
      times: 1,
    });
    await anna.press(/Mogen we je op afstand helpen/, 'accept');
    await sam.sees(about(id), 'connect');
    const [first, second] = simulator.journal.calls({ system: 'teamviewer', method: 'POST' });
    assert.ok(first && second && second.at - first.at >= 3_000);
  });

  it('answering wrongly: a link to somewhere else is never shown to anybody', async () => {
    const { marie, sam, simulator } = world;
    const id = await approved(world, marie, 'Mon écran reste noir depuis ce matin');
    simulator.faults.add({
      system: 'teamviewer',
      method: 'POST',
      status: 200,
      times: 1,
      body: {
        code: 's11-111-111',
        state: 'Open',
        valid_until: '2036-01-01T00:00:00Z',
        end_customer_link: 'https://evil.example/s11111111',
        supporter_link: 'https://evil.example/s11111111-x',
      },
    });
    await marie.press(/Pouvons-nous vous aider/, 'accept');
    await until(async () => (await recordOf(world, id)).state !== 'connecting');
    await world.settled();
    assert.doesNotMatch(JSON.stringify(simulator.teams.conversations()), /evil\.example/);
    assert.ok(['active', 'failed'].includes((await recordOf(world, id)).state));
    assert.ok(sam.find(about(id)) ?? sam.inChannel().find(about(id)));
  });

  it('down when a session ends: people are let go at once, and it is closed there later', async () => {
    const { anna, sam, simulator } = world;
    const { id, code } = await inSession(world, anna, 'Mijn scherm blijft zwart na de update');
    simulator.faults.preset('teamviewer-down');
    await anna.pressOn(await ownCard(anna, id, 'end-session'), 'end-session');
    await anna.sees(/Is het opgelost/, 'confirm-solved');
    await sam.inChannel().seesThere(await rootOf(world, id), /TeamViewer isn't answering/);
    assert.equal(stateIn(world, code), 'Open');
    simulator.faults.clear();
    await until(() => stateIn(world, code) === 'Closed');
    await until(async () => (await recordOf(world, id)).effects.length === 0);
  });
});
