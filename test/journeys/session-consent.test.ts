import assert from 'node:assert/strict';
import { World } from '../support/world.js';
import {
  about,
  approved,
  buttonsOf,
  MINUTE,
  readingNow,
  recordOf,
  rootOf,
} from './session-steps.js';

describe('Approval and consent', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('tells who approves on a card what it comes to, and asks the user in her own language', async () => {
    const { anna, sam } = world;
    const id = await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    const root = await rootOf(world, id);
    assert.match(sam.reading(root), /Anna de Vries is asked for consent.*Nothing happens/);

    await sam.inChannel().pressOn(root, 'approve', { 'approve.mode': 'control' });

    const question = await anna.sees(/Mogen we je op afstand helpen/, 'accept');
    const text = anna.reading(question);
    assert.match(text, /Sam Carter wil je helpen/);
    assert.match(text, /je muis en toetsenbord gebruiken/);
    assert.match(text, /knop die TeamViewer opent/);
    assert.match(text, /altijd stoppen/);
    assert.deepEqual(buttonsOf(anna, question), {
      accept: 'Accepteren',
      decline: 'Weigeren',
      later: 'Vraag het me later',
    });
    await sam.inChannel().seesThere(root, /Waiting for consent/);
    assert.deepEqual(world.simulator.teamviewer.sessions(), []);
  });

  it('asks back once when approval is typed, and only then asks the user', async () => {
    const { luc, priya } = world;
    const id = await world.ask(luc, "L'imprimante du deuxième étage n'imprime plus");
    const root = await rootOf(world, id);
    await priya.inChannel().say('approve --mode view', { thread: root.id });
    const asked = await priya.inChannel().sees(`Approve ${id}?`, 'confirm');
    assert.match(priya.reading(asked), /Luc Martin is then asked for consent/);
    assert.equal((await recordOf(world, id)).state, 'pending');

    await priya.inChannel().pressOn(asked, 'confirm');

    const question = await luc.sees(/Pouvons-nous vous aider à distance/, 'accept');
    assert.match(luc.reading(question), /Priya Nair.*\n.*voir votre écran, rien de plus/);
    assert.equal((await recordOf(world, id)).state, 'approved');
    assert.equal(priya.inChannel().find(`Approve ${id}?`, 'confirm'), undefined);
  });

  it('lets the user say no, and nothing is made', async () => {
    const { luc, priya, simulator } = world;
    await luc.press(/Pouvons-nous vous aider/, 'decline');
    await luc.sees(/Vous avez refusé.*rien ne s'est passé/);
    await priya.inChannel().sees(/Luc Martin declined remote assistance/);
    await priya.sees(/Luc Martin declined remote assistance/);
    assert.deepEqual(simulator.teamviewer.sessions(), []);
  });

  it('asks again ten minutes after "later", twice, and no third time', async () => {
    const { tom } = world;
    const id = await approved(world, tom, 'De scanner in het magazijn doet niets meer');
    for (const round of [1, 2]) {
      const question = await tom.sees(/Mogen we je op afstand helpen/, 'later');
      await tom.pressOn(question, 'later');
      await tom.seesThere(question, /Je koos voor later/);
      await world.pass(10 * MINUTE);
      await tom.seesThere(question, /hierna opnieuw gevraagd/);
      const again = await tom.sees(/Mogen we je op afstand helpen/, 'accept');
      assert.notEqual(again.id, question.id);
      assert.equal((await recordOf(world, id)).asks, round + 1);
    }
    const last = await tom.sees(/Mogen we je op afstand helpen/, 'accept');
    await tom.say('later');
    await tom.sees(/HD-302/);
    assert.match(readingNow(tom, last), /Geef alsjeblieft antwoord/);
    assert.equal((await recordOf(world, id)).state, 'approved');
  });

  it('takes an approval back: the user is told and the question is closed', async () => {
    const { tom, sam } = world;
    const question = await tom.sees(/Mogen we je op afstand helpen/, 'accept');
    const id = /REQ-\d+/.exec(tom.reading(question))?.[0] ?? '';
    await sam.inChannel().press(about(id), 'cancel-approval');
    await tom.seesThere(question, /Deze vraag staat niet meer open/);
    assert.deepEqual(buttonsOf(tom, question), {});
    await tom.sees(/Sam Carter.*goedkeuring/);
    const { state, round } = await recordOf(world, id);
    assert.deepEqual({ state, round }, { state: 'pending', round: 2 });
  });
});
