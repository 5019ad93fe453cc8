import assert from 'node:assert/strict';
import { World } from '../support/world.js';
import { asShown, fieldOf, verbsOf } from './form.js';

describe('A user asks for help (1)', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('in her own words: one card that checks her PCs, and then fills itself', async () => {
    const { anna, simulator } = world;
    const slow = simulator.faults.add({
      system: 'graph',
      path: 'users/[^/]+/managedDevices',
      delayMs: 900,
    });
    await anna.say('Mijn scherm blijft zwart na de update');
    const form = await anna.sees(/Hulp op afstand aanvragen/, 'intake-send');
    assert.match(anna.reading(form), /We zoeken je pc's op/);
    assert.equal(fieldOf(anna, form, 'text').value, 'Mijn scherm blijft zwart na de update');
    simulator.faults.remove(slow);

    const filled = await anna.seesThere(form, /LT-ANNA-01/);
    assert.doesNotMatch(anna.reading(filled), /We zoeken je pc's op/);
    const { choices, value } = fieldOf(anna, filled, 'device');
    const chosen = choices.find((choice) => choice.value === value);
    assert.match(chosen?.title ?? '', /LT-ANNA-01/);
    assert.ok(choices.some(({ title }) => title === 'Mijn pc staat niet in de lijst'));
    assert.ok(choices.some(({ title }) => /telefoon/.test(title)));
    assert.match(anna.reading(filled), /We bewaren je woorden.*De helpdesk ziet die/);
    assert.match(anna.reading(filled), /Hoe dringend is het\?/);
    const forms = anna.messages().filter(({ card }) => card !== undefined);
    assert.equal(forms.length, 1);
  });

  it('sends it, and has a confirmation with its number, place and time', async () => {
    const { anna } = world;
    const form = await anna.sees(/LT-ANNA-01/, 'intake-send');
    await anna.pressOn(form, 'intake-send', asShown(anna, form, { urgency: 'urgent' }));
    const card = await anna.sees(/REQ-1\b/, 'withdraw');
    assert.match(anna.reading(card), /Mijn scherm blijft zwart na de update/);
    assert.match(anna.reading(card), /LT-ANNA-01/);
    assert.match(anna.reading(card), /Jij bent de volgende\. Je hoort van ons/);
    assert.match(anna.reading(card), /\{\{TIME\(/);
    const sent = await anna.seesThere(form, /Je aanvraag is verstuurd/);
    assert.deepEqual(verbsOf(anna, sent), []);
  });

  it('with /nieuw and /new, which the form keeps the text of', async () => {
    const { tom, marie } = world;
    await tom.say('/nieuw "De scanner piept" --dringend');
    const form = await tom.sees(/Hulp op afstand aanvragen/, 'intake-send');
    assert.equal(fieldOf(tom, form, 'text').value, 'De scanner piept');
    assert.equal(fieldOf(tom, form, 'urgency').value, 'urgent');
    await marie.say('/new');
    const empty = await marie.sees(/assistance à distance/, 'intake-send');
    assert.equal(fieldOf(marie, empty, 'text').value, '');
  });

  it('with the button of the welcome', async () => {
    const { luc } = world;
    await luc.say('Bonjour');
    const welcome = await luc.sees(/./, 'new');
    const [button] = luc.buttons(welcome).filter(({ verb }) => verb === 'new');
    assert.equal(button?.title, 'Demander une assistance à distance');
    await luc.pressOn(welcome, 'new');
    const form = await luc.sees(/PC-LUC-01/, 'intake-send');
    assert.match(luc.reading(form), /PC-LUC-02/);
  });

  it('and is told that her place changed when others are helped', async () => {
    const { luc, anna, sam } = world;
    const form = await luc.sees(/PC-LUC-01/, 'intake-send');
    const device = fieldOf(luc, form, 'device').choices[0]?.value ?? '';
    await luc.pressOn(
      form,
      'intake-send',
      asShown(luc, form, { text: 'Imprimante muette', device }),
    );
    const card = await luc.sees(/REQ-2/, 'withdraw');
    assert.match(luc.reading(card), /1 demande/);
    const annas = await anna.sees(/REQ-1\b/, 'withdraw');
    await anna.pressOn(annas, 'withdraw', { 'withdraw.text': 'Hij doet het weer' });
    const over = await anna.seesThere(annas, /ingetrokken/);
    assert.deepEqual(verbsOf(anna, over), []);
    await luc.seesThere(card, /bientôt votre tour/);
    await sam.inChannel().sees(/Hij doet het weer/);
  });

  it('with the same button again, which gives a fresh form', async () => {
    const { tom } = world;
    await tom.say('hoi');
    const welcome = await tom.sees(/./, 'new');
    const numbers: string[] = [];
    for (const text of ['De scanner piept', 'De weegschaal hapert']) {
      await tom.pressOn(welcome, 'new');
      const form = await tom.sees(/Hulp op afstand aanvragen/, 'intake-send');
      await tom.pressOn(form, 'intake-send', asShown(tom, form, { text, device: 'dead' }));
      const card = await tom.sees(text, 'withdraw');
      numbers.push(/REQ-\d+/.exec(tom.reading(card))?.[0] ?? '');
    }
    assert.equal(new Set(numbers).size, 2, numbers.join());
  });

  it('without a text it says what is missing, and keeps the rest', async () => {
    const { marie } = world;
    const form = await marie.sees(/./, 'intake-send');
    await marie.pressOn(
      form,
      'intake-send',
      asShown(marie, form, { text: ' ', urgency: 'urgent' }),
    );
    const told = await marie.seesThere(form, /HD-102/);
    assert.equal(fieldOf(marie, told, 'urgency').value, 'urgent');
    await marie.pressOn(told, 'intake-cancel', asShown(marie, told));
    const dropped = await marie.seesThere(form, /Rien n'a été envoyé/);
    assert.deepEqual(verbsOf(marie, dropped), []);
  });
});

describe('A PC that is not there to choose (1)', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('is named when it is not in the list', async () => {
    const { anna, sam } = world;
    await anna.say('De pc bij de balie doet niets meer sinds vanochtend');
    const form = await anna.sees(/LT-ANNA-01/, 'intake-send');
    const other = asShown(anna, form, { device: 'unlisted', deviceName: 'BALIE-03' });
    await anna.pressOn(form, 'intake-send', other);
    assert.match(anna.reading(await anna.sees(/REQ-1\b/, 'withdraw')), /BALIE-03/);
    await sam.inChannel().sees(/BALIE-03/, 'approve');
  });

  it('is dead, and asked about from a phone', async () => {
    const { luc, sam } = world;
    await luc.say('Mon PC ne démarre plus du tout, je suis sur mon téléphone');
    const form = await luc.sees(/PC-LUC-01/, 'intake-send');
    await luc.pressOn(form, 'intake-send', asShown(luc, form, { device: 'dead' }));
    const card = await luc.sees(/REQ-2\b/, 'withdraw');
    assert.match(luc.reading(card), /ne démarre pas/i);
    await sam.inChannel().sees(/REQ-2\b[^]*doesn't start/, 'approve');
  });

  it('of several has to be chosen', async () => {
    const { tom } = world;
    await tom.say('Mijn muis doet het niet meer na de update');
    const form = await tom.sees(/PC-TOM-WG/, 'intake-send');
    assert.equal(fieldOf(tom, form, 'device').value, '');
    await tom.pressOn(form, 'intake-send', asShown(tom, form));
    await tom.seesThere(form, /Kies nog om welke pc het gaat/);
  });

  it('can be asked about while nobody can look it up', async () => {
    const { marie, simulator } = world;
    simulator.faults.preset('graph-down');
    await marie.say("/nouveau L'écran clignote depuis hier soir");
    const form = await marie.sees(/écran clignote/, 'intake-send');
    await marie.seesThere(form, /ne peuvent pas être|impossible|réessayons|Nouvel essai/i);
    await marie.pressOn(form, 'intake-send', asShown(marie, form));
    simulator.faults.clear();
    await marie.sees(/REQ-3\b/, 'withdraw');
  });
});
