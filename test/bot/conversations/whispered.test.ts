import assert from 'node:assert/strict';
import { ANNA, GUS, LUC, PRIYA, SAM } from '../../support/cast.js';
import { buttonsOf, chatOf, CHANNEL, House, said, textOf } from './house.js';

const CHANNEL_TURN = { place: 'help-desk' } as const;
const SLASH = { place: 'help-desk', targeted: true } as const;

describe('what one person alone reads in the channel', () => {
  let house: House;
  beforeEach(() => {
    house = new House();
    house.places.channel = { ...must(house.places.channel), locale: 'fr' };
  });

  for (const line of ['deny', 'take 99', 'take --sideways', 'blubb', '', 'session connect 1'])
    it(`after a mention is an error: "${line}"`, async () => {
      const told = await house.answer(SAM, line, CHANNEL_TURN);
      assert.equal(told.whispered, true);
      assert.match(textOf(told.card), /HD-\d+/);
      assert.doesNotMatch(textOf(told.card), /[éèêà]| (?:vous|est|une|pas) /, 'in their language');
    });

  it('is never a success that others may read: that is in the channel’s language', async () => {
    const id = await house.opened(ANNA);
    const told = await house.answer(SAM, `take ${id}`, CHANNEL_TURN);
    assert.equal(told.whispered, undefined);
    assert.match(textOf(told.card), new RegExp(`${id} est à vous`));
  });

  it('is all that answers a slash command, in their language', async () => {
    const id = await house.opened(ANNA);
    for (const line of [`take ${id}`, 'help', 'whoami', 'queue', `status ${id}`, 'hello']) {
      const told = await house.answer(SAM, line, SLASH);
      assert.equal(told.whispered, true, line);
      assert.doesNotMatch(textOf(told.card), / (?:vous|est|une) /, line);
    }
    assert.equal(house.moveQueue.called, false);
  });

  it('is not kept true like a copy, nor drawn as in their own chat', async () => {
    const id = await house.opened(SAM);
    await house.answer(SAM, `status ${id}`, SLASH);
    assert.equal(house.places.cards.size, 0);
    const welcome = await house.answer(SAM, 'hello', SLASH);
    const verbs = buttonsOf(welcome.card).map(({ verb }) => verb);
    assert.ok(!verbs.includes('language'), 'one’s language is chosen in one’s own chat');
  });

  it('is a question, which is answered there', async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(SAM, `approve ${id}`, SLASH);
    assert.equal(question.whispered, true);
    assert.match(textOf(question.card), new RegExp(`Approve ${id}`));
    const answer = await house.press(SAM, question, { verb: 'confirm' }, SLASH);
    assert.match(said(answer), new RegExp(`You approved ${id}`));
    assert.equal(house.request(id).state, 'approved');
  });

  it('is a question that ended up in their chat, which is answered there as well', async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(SAM, `approve ${id}`, SLASH);
    await house.press(SAM, { ...question, conversation: chatOf(SAM) }, { verb: 'confirm' });
    assert.equal(house.request(id).state, 'approved');
  });

  it('is what came of a question that all could read, when that is an error', async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(SAM, `approve ${id}`, CHANNEL_TURN);
    await house.done(PRIYA, { type: 'deny', id, reason: 'no' });
    const answer = await house.press(SAM, question, { verb: 'confirm' }, CHANNEL_TURN);
    assert.match(said(answer), /Sam a répondu à cette question/);
    const told = must(house.got.at(-1));
    assert.equal(told.whispered, true);
    assert.match(textOf(told.card), /HD-30/);
    assert.match(textOf(question.card), /a répondu/);
    assert.equal(told.conversation, CHANNEL);
  });

  it('is changed where it lies by what is pressed on it, unlike a shared card', async () => {
    const id = await house.opened(ANNA);
    const told = await house.answer(SAM, `status ${id}`, SLASH);
    await house.press(SAM, told, { verb: 'take' }, SLASH);
    assert.match(textOf(told.card), /Sam/);
    const shared = await house.answer(SAM, 'queue open', CHANNEL_TURN);
    const before = shared.card;
    await house.press(PRIYA, shared, { verb: 'queue' }, CHANNEL_TURN);
    assert.equal(shared.card, before);
  });

  it('isn’t changed when Teams draws it anew by itself', async () => {
    const id = await house.opened(ANNA);
    const told = await house.answer(SAM, `status ${id}`, SLASH);
    const before = told.card;
    const data = { id, nonce: 'channel.1' };
    const click = { verb: 'refresh', data, automatic: true, messageId: told.id };
    assert.match(said(await house.click(SAM, click, SLASH)), new RegExp(id));
    assert.equal(told.card, before);
  });

  it('is what a guest is told, and what anybody is told in another channel', async () => {
    const guest = await house.answer(GUS, 'help', CHANNEL_TURN);
    assert.equal(guest.whispered, true);
    const elsewhere = await house.answer(LUC, 'mon écran est noir', { place: 'elsewhere' });
    assert.equal(elsewhere.whispered, true);
    assert.match(textOf(elsewhere.card), /HD-203/);
  });

  it('asks the form in their own chat, and says so to them', async () => {
    const [form, told] = await house.say(LUC, 'new "écran noir"', SLASH);
    assert.equal(form?.conversation, chatOf(LUC));
    assert.equal(form.whispered, undefined);
    assert.equal(told?.whispered, true);
  });
});

function must<T>(value: T | undefined): T {
  assert.ok(value);
  return value;
}
