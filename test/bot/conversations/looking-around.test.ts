import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { ANNA, EVA, GUS, LUC, SAM } from '../../support/cast.js';
import { buttonsOf, CHANNEL, House, said, textOf } from './house.js';

describe('looking around', () => {
  let house: House;
  beforeEach(() => {
    house = new House();
  });

  it('shows short help in at most 12 lines, and everything when asked', async () => {
    const short = await house.answer(SAM, 'help');
    const lines = textOf(short.card).split('\n');
    const drawn = lines.length - buttonsOf(short.card).length;
    assert.ok(drawn <= 12, lines.join('\n'));
    for (const example of ['new "My screen stays black" --urgent', 'queue urgent', 'help new']) {
      assert.ok(lines.includes(example), example);
    }
    const all = textOf((await house.answer(SAM, 'help --all')).card);
    assert.match(all, /deny \[id\]/);
    assert.doesNotMatch(all, /setup here/);
  });

  it('shows one command at length, but not one that the reader may not use', async () => {
    assert.match(textOf((await house.answer(SAM, 'help goedkeuren')).card), /--mode/);
    const refused = textOf((await house.answer(LUC, '/aide approuver')).card);
    assert.doesNotMatch(refused, /--mode/);
    assert.match(refused, /HD-102/);
  });

  it('takes "help me" as a call for help, not as a question about a command', async () => {
    const answer = textOf((await house.answer(SAM, 'help me')).card);
    assert.doesNotMatch(answer, /HD-/);
  });

  it('says who one is and what one may do here', async () => {
    const here = textOf((await house.answer(EVA, 'whoami', { place: 'elsewhere' })).card);
    assert.match(here, /You are Eva/);
    assert.match(here, /administrator/);
    assert.match(here, /What you can say here: help, whoami, setup, doctor$/m);
  });

  it("changes one's language at once, and draws one's cards again", async () => {
    const id = await house.opened(ANNA);
    const answer = await house.answer(ANNA, 'taal fr');
    assert.match(textOf(answer.card), /français/);
    assert.equal(house.people.known.get(ANNA)?.chosenLocale, 'fr');
    assert.deepEqual(house.agenda.add.args, [[`card:${id}:user`, 0]]);
  });

  it('asks which language when none was named', async () => {
    const question = await house.answer(ANNA, 'taal');
    await house.press(ANNA, question, { verb: 'confirm', title: 'English' });
    assert.equal(house.people.known.get(ANNA)?.chosenLocale, 'en');
  });

  it("lists one's own requests, the newest first, and open ones only when asked", async () => {
    const first = await house.opened(ANNA, 'First one');
    await house.opened(ANNA, 'Second one');
    await house.opened(LUC, 'Not hers');
    await house.done(ANNA, { type: 'withdraw', id: first });
    const all = textOf((await house.answer(ANNA, 'aanvragen')).card);
    assert.match(all, /Second one[\s\S]*First one/);
    assert.doesNotMatch(all, /Not hers/);
    assert.doesNotMatch(textOf((await house.answer(ANNA, 'aanvragen lopend')).card), /First one/);
  });

  it('shows a request, and keeps that copy true', async () => {
    const id = await house.opened(ANNA);
    const shown = await house.answer(ANNA, `stand ${id}`);
    const placed = await house.places.card({ of: 'request', id, place: 'user' });
    assert.deepEqual(placed?.activities, [shown.id]);
  });

  it('moves the queue to the end of the channel, and shows a filter as a card of its own', async () => {
    await house.opened(ANNA, 'Screen is black');
    await house.answer(SAM, 'queue', { place: 'help-desk' });
    assert.equal(house.moveQueue.callCount, 1);
    const urgent = await house.answer(SAM, 'queue urgent', { place: 'help-desk' });
    assert.doesNotMatch(textOf(urgent.card), /Screen is black/);
    const own = await house.answer(SAM, 'queue');
    assert.match(textOf(own.card), /Screen is black/);
    assert.equal(house.moveQueue.callCount, 1);
    assert.match(textOf((await house.answer(ANNA, '/queue')).card), /HD-201/);
  });

  it('makes a channel the help desk after one question, for admins only', async () => {
    const where = { place: 'elsewhere' } as const;
    assert.match(textOf((await house.answer(SAM, 'setup here', where)).card), /HD-201/);
    const question = await house.answer(EVA, 'setup here --language nl', where);
    assert.equal(house.places.channel?.id, CHANNEL);
    await house.press(EVA, question, { verb: 'confirm' }, where);
    assert.deepEqual(house.places.channel, {
      id: '19:other@thread',
      serviceUrl: 'https://smba.example/',
      tenantId: 'tenant',
      locale: 'nl',
    });
    assert.equal(house.moveQueue.callCount, 1);
  });

  it('answers everything else elsewhere with HD-203', async () => {
    const id = await house.opened(ANNA);
    for (const text of [`take ${id}`, 'take', 'queue', 'new', 'what is this']) {
      assert.match(
        textOf((await house.answer(SAM, text, { place: 'elsewhere' })).card),
        /HD-203/,
        text,
      );
    }
    assert.equal(house.request(id).assignee, undefined);
  });

  it('answers a hello elsewhere with who this is and where to write', async () => {
    for (const text of ['hello there you', 'Hi!', '']) {
      const answer = textOf((await house.answer(SAM, text, { place: 'elsewhere' })).card);
      assert.match(answer, /I am Deskside[^]*setup here/, text);
      assert.doesNotMatch(answer, /HD-/);
    }
    assert.match(textOf((await house.answer(ANNA, 'Hoi', { place: 'elsewhere' })).card), /Hallo\./);
  });

  it('shows an operator elsewhere the way to the help desk, and nobody else', async () => {
    const where = { place: 'elsewhere' } as const;
    const way = /teams\.microsoft\.com\/l\/channel\/19%3Ahelpdesk%40thread\.tacv2\//;
    assert.match(JSON.stringify(await house.answer(SAM, 'queue', where)), way);
    assert.doesNotMatch(JSON.stringify(await house.answer(ANNA, 'new', where)), /\/l\//);
    await house.places.markDead(CHANNEL);
    assert.doesNotMatch(JSON.stringify(await house.answer(SAM, 'queue', where)), /\/l\//);
  });

  it('tells a guest, whatever they say or press', async () => {
    const id = await house.opened(ANNA);
    for (const text of ['hello', `take ${id}`, 'My screen is black and I need help']) {
      assert.match(textOf((await house.answer(GUS, text)).card), /HD-201/);
    }
    assert.match(said(await house.click(GUS, { verb: 'take', data: { id } })), /HD-201/);
    assert.equal(house.request(id).version, 1);
  });
});
