import assert from 'node:assert/strict';
import type { Message } from '../../simulator/teams/messages.js';
import { World } from '../support/world.js';
import { asShown, fieldOf, verbsOf } from './form.js';

const HOUR = 3_600_000;

describe('A request that was sent (1)', () => {
  let world: World;
  let card: Message;
  before(async () => {
    world = await World.start();
    const { anna } = world;
    await anna.say('Outlook start niet meer op sinds vanochtend');
    const form = await anna.sees(/LT-ANNA-01/, 'intake-send');
    await anna.pressOn(form, 'intake-send', asShown(anna, form));
    card = await anna.sees(/REQ-1\b/, 'withdraw');
  });
  after(() => world.stop());

  it('keeps a new text while it asks where it belongs, and adds it', async () => {
    const { anna, sam } = world;
    await anna.say('Er staat nu ook dat mijn profiel niet kan worden geladen');
    const question = await anna.sees(/profiel niet kan worden geladen/, 'keep-as-details');
    const titles = anna.buttons(question).map(({ title }) => title);
    assert.ok(titles.includes('Toevoegen aan REQ-1'), titles.join());
    assert.ok(titles.includes('Nieuwe aanvraag'), titles.join());
    await anna.pressOn(question, 'keep-as-details');
    const answered = await anna.seesThere(question, /REQ-1/);
    assert.deepEqual(verbsOf(anna, answered), []);
    await sam.inChannel().sees(/profiel niet kan worden geladen/);
    await anna.seesThere(card, /\(2\)/);
  });

  it('keeps several texts, each for its own question', async () => {
    const { anna, sam } = world;
    await anna.say('Opnieuw opstarten heeft ook niet geholpen trouwens');
    const first = await anna.sees(/niet geholpen trouwens/, 'keep-as-details');
    await anna.say('En de wifi lijkt ook trager dan gisteren');
    const second = await anna.sees(/trager dan gisteren/, 'keep-drop');
    await anna.pressOn(first, 'keep-as-details');
    await sam.inChannel().sees(/niet geholpen trouwens/);
    await anna.pressOn(second, 'keep-drop');
    await anna.seesThere(second, /niets verstuurd/);
    await anna.seesThere(card, /\(3\)/);
  });

  it('or makes a new request of it, with the text in the form', async () => {
    const { anna } = world;
    await anna.say('De printer op de gang is ook al stuk vandaag');
    const question = await anna.sees(/printer op de gang/, 'keep-as-new');
    await anna.pressOn(question, 'keep-as-new');
    const form = await anna.sees(/Hulp op afstand aanvragen/, 'intake-send');
    assert.equal(fieldOf(anna, form, 'text').value, 'De printer op de gang is ook al stuk vandaag');
  });

  it('for the same PC, it says first that there is one already', async () => {
    const { anna, sam } = world;
    const form = await anna.sees(/Hulp op afstand aanvragen/, 'intake-send');
    await anna.pressOn(form, 'intake-send', asShown(anna, form));
    const question = await anna.seesThere(form, /al .*REQ-1/);
    assert.deepEqual(verbsOf(anna, question), ['keep-as-details', 'keep-as-new', 'keep-drop']);
    assert.match(anna.reading(question), /printer op de gang/);
    assert.equal(sam.inChannel().find(/printer op de gang/), undefined);
    await anna.pressOn(question, 'keep-as-new');
    const second = await anna.sees(/REQ-2\b/, 'withdraw');
    assert.match(anna.reading(second), /printer op de gang/);
    await anna.seesThere(form, /verstuurd/);
  });

  it('takes what she types as the answer when the help desk asked something', async () => {
    const { anna, sam } = world;
    const channel = sam.inChannel();
    const root = await channel.sees(/REQ-1\b/, 'reply');
    await channel.pressOn(root, 'reply', { 'reply.text': 'Which version of Outlook is it?' });
    await anna.sees(/Which version of Outlook/);
    await anna.seesThere(card, /De helpdesk heeft je iets gevraagd/);
    await anna.say('2021');
    await anna.sees(/Je antwoord is toegevoegd aan REQ-1|antwoord.*REQ-1/);
    const there = await channel.sees(/Anna de Vries[^]*2021/);
    assert.equal(there.root, root.id);
    assert.doesNotMatch(anna.reading(await anna.seesThere(card, /Je hoort van ons/)), /gevraagd/);
  });

  it('tells a deadline that stays true', async () => {
    const { anna, sam } = world;
    const channel = sam.inChannel();
    const before = anna.reading(await anna.seesThere(card, /Je hoort van ons/));
    await channel.press(/REQ-1\b/, 'extend', { 'extend.by': '8h' });
    await channel.sees(/more time/);
    const moved = new Date(Date.parse(lastMoment(before)) + 8 * HOUR).toISOString();
    await anna.seesThere(card, moved.replace('.000Z', 'Z'));
  });

  it('is in the list of her requests, typed or by a button', async () => {
    const { anna, luc } = world;
    await anna.say('/aanvragen');
    const list = await anna.sees(/Je aanvragen/);
    assert.match(anna.reading(list), /REQ-1\b[^]*REQ-2\b|REQ-2\b[^]*REQ-1\b/);
    await luc.say('demandes');
    const none = await luc.sees(/Vos demandes/);
    assert.doesNotMatch(luc.reading(none), /REQ-/);
  });

  it('is withdrawn with one more question, and then gone from the queue', async () => {
    const { anna, sam } = world;
    await anna.say('annuleren 1');
    const question = await anna.sees(/REQ-1[^]*intrekken/, 'confirm');
    await anna.pressOn(question, 'confirm');
    const over = await anna.seesThere(card, /ingetrokken/);
    assert.deepEqual(verbsOf(anna, over), []);
    const queue = await sam.inChannel().sees(/Queue[^]*1 open[^]*REQ-2\b/, 'queue');
    assert.doesNotMatch(sam.reading(queue), /REQ-1\b/);
    assert.match(sam.reading(queue), /REQ-2\b/);
  });
});

/** The last moment that a card names, as its client would draw it. */
function lastMoment(text: string): string {
  const next = /Je hoort van ons[^\n]*/.exec(text)?.[0] ?? '';
  return /\{\{(?:TIME|DATE)\(([^),]+)/.exec(next)?.[1] ?? '';
}
