import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { COMMANDS } from '../../../src/bot/commands/registry.js';
import { isGreeting } from '../../../src/bot/conversations/prose.js';
import { suggestionsFor } from '../../../src/bot/conversations/unknown.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import { ANNA, LUC, SAM, SNAPSHOT } from '../../support/cast.js';
import { buttonsOf, House, said, textOf } from './house.js';

describe('text that is no command', () => {
  let house: House;
  beforeEach(() => {
    house = new House();
  });

  it('answers greetings in three languages with the welcome', async () => {
    for (const text of ['hi', 'Hello!', 'hallo daar', 'Goedemorgen', 'Bonjour', 'good morning']) {
      assert.equal(isGreeting(text), true, text);
    }
    for (const text of ['hallo mijn scherm is zwart', 'high', 'my hello', '']) {
      assert.equal(isGreeting(text), false, text);
    }
    const welcome = await house.answer(ANNA, 'hoi');
    assert.equal(welcome.card['lang'], 'nl');
    assert.ok(buttonsOf(welcome.card).some(({ verb }) => verb === 'new'));
  });

  it('begins a request with longer text', async () => {
    const form = await house.answer(ANNA, 'Mijn scherm blijft zwart sinds vanochtend');
    assert.ok(buttonsOf(form.card).some(({ verb }) => verb === 'intake-send'));
    assert.match(textOf(form.card), /Mijn scherm blijft zwart sinds vanochtend/);
  });

  it('takes a sentence that starts like a command as a sentence', async () => {
    for (const text of [
      'cancel my meeting with the printer please',
      'help my screen is black',
      'later today my laptop will be back',
      'take a look at my screen please',
      'status of my broken laptop please',
    ]) {
      const [form] = await new House().say(SAM, text);
      assert.ok(form && buttonsOf(form.card).some(({ verb }) => verb === 'intake-send'), text);
    }
  });

  it('takes the same sentence as a command when it has a slash', async () => {
    const answer = textOf((await house.answer(SAM, '/later today or tomorrow')).card);
    assert.match(answer, /HD-102/);
  });

  it("takes text as the answer to an operator's reply", async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'reply', id, text: 'Is the dock plugged in?' });
    for (const [version, text] of [
      [3, 'ja'],
      [4, 'De stekker zit erin, maar er gebeurt niets'],
    ] as const) {
      if (version === 4) await house.done(SAM, { type: 'reply', id, text: 'And now?' });
      const at = version === 4 ? 5 : 3;
      const answer = await house.answer(ANNA, text);
      assert.match(textOf(answer.card), new RegExp(id));
      assert.equal(house.store.words.get(`${id}:v${at}`), text);
    }
    assert.equal(house.request(id).awaitingUser, false);
  });

  it('asks where text belongs when a request is open, and keeps it meanwhile', async () => {
    const id = await house.opened(ANNA);
    const text = 'Het gebeurt alleen als ik op de accu werk';
    const question = await house.answer(ANNA, text);
    assert.equal(house.request(id).version, 1);
    assert.match(textOf(question.card), new RegExp(`Toevoegen aan ${id}`));
    const copy = { ...question };
    const answer = await house.press(ANNA, question, { verb: 'keep-as-details' });
    assert.match(said(answer), new RegExp(id));
    assert.equal(house.store.words.get(`${id}:v2`), text);
    await house.press(ANNA, copy, { verb: 'keep-as-details' });
    assert.equal(house.request(id).version, 2, 'a double click adds it once');
  });

  it('starts a new request with kept text', async () => {
    await house.opened(ANNA);
    const text = 'En mijn printer doet het ook al niet meer';
    const question = await house.answer(ANNA, text);
    await house.press(ANNA, question, { verb: 'keep-as-new' });
    const form = house.got.at(-1);
    assert.match(textOf(form?.card), /printer doet het ook al niet/);
    assert.deepEqual(buttonsOf(question.card), []);
  });

  it('forgets kept text when told to, and then knows it no more', async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(ANNA, 'Dit was eigenlijk voor iemand anders');
    const copy = { ...question };
    await house.press(ANNA, question, { verb: 'keep-drop' });
    assert.match(
      said(await house.press(ANNA, copy, { verb: 'keep-as-details' })),
      /bewaar ik niet meer/,
    );
    assert.equal(house.request(id).version, 1);
  });

  it('asks which request is answered when several replies wait', async () => {
    const first = await house.opened(ANNA, 'One');
    const second = await house.opened(ANNA, 'Two');
    for (const id of [first, second]) await house.done(SAM, { type: 'reply', id, text: 'More?' });
    const question = await house.answer(ANNA, 'ja graag');
    await house.press(ANNA, question, { verb: 'keep-as-details', title: `Toevoegen aan ${first}` });
    assert.equal(house.store.words.get(`${first}:v3`), 'ja graag');
    assert.equal(house.request(second).version, 2);
  });

  it('shows a question for consent again, once in a while', async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    const [, consent] = await house.say(ANNA, 'hoi');
    assert.ok(consent && buttonsOf(consent.card).some(({ verb }) => verb === 'accept'));
    const placed = await house.places.card({ of: 'request', id, place: 'consent-1' });
    assert.deepEqual(placed?.activities, [consent.id]);
    assert.equal((await house.say(ANNA, 'hoi')).length, 1);
    house.store.now += 3 * 60_000;
    assert.equal((await house.say(ANNA, 'hoi')).length, 2);
  });

  it('shows no consent question to somebody who just answered it, or said later', async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    assert.equal((await house.say(ANNA, 'straks')).length, 1);
    assert.equal((await house.say(ANNA, 'hoi')).length, 1);
    assert.equal(house.request(id).state, 'approved');
  });
});

describe('did you mean', () => {
  const at = { person: SAM, place: 'personal', roles: SNAPSHOT, policy: DEFAULT_POLICY } as const;
  const lines = (text: string, person = SAM) =>
    suggestionsFor(text, COMMANDS, { ...at, person }).map(({ line }) => line);

  it('finds what is at most two letters away, the nearest first, and keeps the rest', () => {
    assert.deepEqual(lines('aprove 12'), ['approve 12']);
    assert.deepEqual(lines('goedkeurn 12'), ['goedkeuren 12']);
    assert.deepEqual(lines('sesion end 3'), ['session end 3']);
    assert.deepEqual(lines('xylophone'), []);
  });

  it('gives three at most, and none that the reader may not use', () => {
    for (const text of ['note', 'nte', 'accept', 'rep', 'tak', 'sta']) {
      assert.ok(lines(text).length <= 3, text);
    }
    assert.deepEqual(lines('aprove 12', LUC), []);
  });

  it('runs the suggestion when it is pressed', async () => {
    const house = new House();
    const id = await house.opened(ANNA);
    const error = await house.answer(SAM, `tke ${id}`);
    assert.match(textOf(error.card), /HD-101/);
    await house.press(SAM, error, { verb: 'confirm', title: `take ${id}` });
    assert.equal(house.request(id).assignee, SAM);
  });

  it('asks back before what is asked back when typed', async () => {
    const house = new House();
    const id = await house.opened(ANNA);
    const error = await house.answer(SAM, `aprove ${id}`);
    await house.press(SAM, error, { verb: 'confirm' });
    assert.equal(house.request(id).state, 'pending');
    await house.press(SAM, error, { verb: 'confirm' });
    assert.equal(house.request(id).state, 'approved');
  });

  it('offers help and a request when nothing is near', async () => {
    const error = await new House().answer(ANNA, 'xylofoon');
    assert.deepEqual(
      buttonsOf(error.card).map(({ verb }) => verb),
      ['new', 'help'],
    );
  });
});
