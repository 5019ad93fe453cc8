import assert from 'node:assert/strict';
import { World } from '../support/world.js';
import { about, approved, buttonsOf, ownCard, readingNow, rootOf, until } from './session-steps.js';

describe('Everybody is spoken to in their own language (5)', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('from the first word: Dutch, French and English, as their Teams is', async () => {
    const { anna, luc, sam } = world;
    await anna.say('hallo');
    await luc.say('bonjour');
    await sam.say('hello');
    await anna.sees(/Hulp met je pc, hier in de chat/);
    await luc.sees(/De l'aide pour votre PC/);
    await sam.sees(/Help with your PC/);
  });

  it('and so is each side of one request: her card, his notice, the channel', async () => {
    const { luc, sam } = world;
    const id = await world.ask(luc, "L'imprimante du couloir n'imprime plus rien");
    const card = await ownCard(luc, id, 'withdraw');
    assert.match(luc.reading(card), /● En attente/);
    assert.deepEqual(buttonsOf(luc, card), {
      'add-details': 'Ajouter à la demande',
      withdraw: 'Retirer la demande',
    });
    const root = await rootOf(world, id);
    assert.match(sam.reading(root), /● Waiting\n[\s\S]*Printing|Something else/);
    assert.match(sam.reading(root), /L'imprimante du couloir/, "people's words stay theirs");
    await sam.inChannel().say('reply "Which printer is it?"', { thread: root.id });
    const asked = await luc.sees(/Which printer is it/);
    assert.match(luc.reading(asked), /du support vous écrit|écrit au sujet de/);
  });

  it('understanding commands in all three, with or without accents', async () => {
    const { anna, luc, eva } = world;
    await luc.say('/état');
    await luc.sees(/REQ-1/, 'withdraw');
    await luc.say('/aide');
    await luc.sees(/Ce que vous pouvez faire ici/);
    await anna.say('hulp');
    await anna.sees(/Wat je hier kunt doen/);
    await eva.say('goedkeuren 1 --ja --modus "Alleen meekijken"');
    await luc.sees(/Pouvons-nous vous aider[\s\S]*rien de plus/, 'later');
    await luc.say('refuser');
    await luc.sees(/Vous avez refusé/);
  });

  it('names errors with one code and explains them in the reader’s words', async () => {
    const { anna, luc, sam } = world;
    for (const [who, words] of [
      [anna, /Ik heb REQ-99 gezocht/],
      [luc, /J'ai cherché REQ-99/],
      [sam, /I looked for REQ-99/],
    ] as const) {
      await who.say('status 99');
      const answer = await who.sees(/HD-103/);
      assert.match(who.reading(answer), words);
    }
  });
});

describe('/language (5)', () => {
  let world: World;
  let id: string;
  before(async () => {
    world = await World.start();
    id = await approved(world, world.anna, 'Mijn scherm blijft zwart na de update');
  });
  after(() => world.stop());

  it('offers the three and Teams’ own when none is named', async () => {
    const { anna } = world;
    await anna.say('taal');
    const question = await anna.sees(/Welke taal/, 'confirm');
    const offered = anna.buttons(question).map(({ title }) => title);
    assert.deepEqual(offered.slice(0, 4), ['English', 'Nederlands', 'Français', 'Net als Teams']);
  });

  it('changes everything that is still moving, the open question for consent too', async () => {
    const { anna } = world;
    const question = await anna.sees(/Mogen we je op afstand helpen/, 'later');
    const card = await anna.sees(about(id), 'withdraw');
    await anna.say('/taal Français');
    await anna.sees(/vous parle désormais en français/);
    await anna.seesThere(question, /Pouvons-nous vous aider à distance/);
    await anna.seesThere(card, /● En attente de votre accord|● En attente/);
    await anna.say('/qui suis-je');
    await anna.sees(/Langue : Français/);
  });

  it('lasts: the next messages are in it, whatever her Teams says', async () => {
    const { anna, sam } = world;
    await anna.press(/Pouvons-nous vous aider à distance/, 'accept');
    await anna.sees(/Votre session.*prête/);
    await sam.inChannel().say('session end', { thread: (await rootOf(world, id)).id });
    await anna.sees(/résolu/, 'confirm-solved');
    await world.restart();
    await anna.say('/aide');
    await anna.sees(/Ce que vous pouvez faire ici/);
  });

  it('changes the helper’s cards for the helper alone', async () => {
    const { sam, anna } = world;
    const form = await sam.sees(/How did it end/, 'close');
    await sam.say('language nl');
    await sam.seesThere(form, /Hoe liep het af/);
    assert.match(sam.reading(await rootOf(world, id)), /Session ended/);
    assert.doesNotMatch(anna.screen(), /Hoe liep het af/);
  });

  it('follows Teams again with auto', async () => {
    const { anna } = world;
    await anna.say('/langue auto');
    await anna.sees(/vanaf nu volg ik de taal van Teams/);
    await anna.say('hulp');
    await anna.sees(/Wat je hier kunt doen/);
    await anna.say('taal klingon');
    await anna.sees(/HD-102/);
  });
});

describe('The channel’s language (5)', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  it('is chosen by an admin with /setup here --language, who is asked once', async () => {
    const { eva, sam, anna } = world;
    const id = await world.ask(anna, 'Mijn scherm blijft zwart na de update');
    const root = await rootOf(world, id);
    assert.match(sam.reading(root), /● Waiting\n/);
    await sam.inChannel().say('setup here --language nl');
    await sam.inChannel().sees(/HD-201/);
    await eva.inChannel().say('setup here --language nl');
    const question = await eva
      .inChannel()
      .sees(/This channel is the help desk's already/, 'confirm');
    await eva.inChannel().pressOn(question, 'confirm');
    await sam.inChannel().sees(/Dit is het kanaal van de helpdesk/);
    await sam.inChannel().seesThere(root, /● Wacht op antwoord/);
    await sam.inChannel().sees(/Wachtrij[\s\S]*REQ-1/);
  });

  it('is that of its cards, its threads and its answers, also for an English-speaking operator', async () => {
    const { sam, luc } = world;
    const root = await rootOf(world, 'REQ-1');
    await sam.inChannel().say('note "Dock firmware is old"', { thread: root.id });
    await sam.inChannel().sees(/Notitie van Sam Carter[\s\S]*Dock firmware is old/);
    const pressed = await sam.inChannel().pressOn(root, 'take');
    assert.equal(pressed.status, 200);
    assert.match(readingNow(sam.inChannel(), root), /REQ-1 is nu van jou/);
    await until(() => /Opgepakt/.test(readingNow(world.priya.inChannel(), root)));
    const id = await world.ask(luc, "L'imprimante du couloir n'imprime plus rien");
    assert.match(sam.reading(await rootOf(world, id)), /● Wacht op antwoord/);
  });

  it('is not that of people’s own chats', async () => {
    const { sam, luc } = world;
    await sam.say('queue');
    await sam.sees(/Queue\n/);
    assert.match(luc.reading(await ownCard(luc, 'REQ-2', 'withdraw')), /● En attente/);
    assert.match(sam.reading(await sam.sees(/Queue\n/)), /Waiting/);
  });

  it('and what only one person sees there is in that person’s', async () => {
    const { sam, priya } = world;
    const toasts: string[] = [];
    const stop = world.simulator.watch((change) => {
      if (change.type === 'toast' && change.person === sam.id) toasts.push(change.text);
    });
    await priya.inChannel().say('approve 2');
    const question = await priya.inChannel().sees(/REQ-2 goedkeuren\?/, 'confirm');
    await sam.inChannel().pressOn(question, 'confirm');
    stop();
    assert.deepEqual(toasts, ['This question is for Priya Nair.']);
  });
});
