import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beforeEach, describe, it } from 'mocha';
import { clickKey, messageKey } from '../../../src/bot/conversations/op-keys.js';
import type { Turn } from '../../../src/bot/turn.js';
import { ANNA, EVA, LUC, PRIYA, SAM } from '../../support/cast.js';
import { buttonsOf, House, said, textOf } from './house.js';

const IN_CHANNEL = { place: 'help-desk' } as const;

describe('a click', () => {
  let house: House;
  beforeEach(() => {
    house = new House();
  });

  function onCard(id: string, place: string, inputs: Record<string, unknown> = {}) {
    const { version } = house.request(id);
    return { id, version, nonce: `${place}.${version}`, ...inputs };
  }

  it('is answered with the card as it is now, and what happened on it', async () => {
    const id = await house.opened(ANNA);
    const answer = await house.click(
      SAM,
      { verb: 'take', data: onCard(id, 'channel') },
      IN_CHANNEL,
    );
    assert.match(said(answer), /REQ-1 is yours now\./);
    assert.match(said(answer), /Screen stays black/);
    assert.equal(house.request(id).assignee, SAM);
  });

  it('acts once when it is pressed twice, or delivered three times', async () => {
    const id = await house.opened(ANNA);
    const data = onCard(id, 'channel', { 'note.text': 'dock is old' });
    const answers = [];
    for (let time = 0; time < 3; time += 1) {
      answers.push(said(await house.click(SAM, { verb: 'note', data }, IN_CHANNEL)));
    }
    assert.equal(house.request(id).version, 2);
    assert.equal(new Set(answers).size, 1);
  });

  it('tells the loser of two who won', async () => {
    const id = await house.opened(ANNA);
    const data = onCard(id, 'channel');
    const [one, two] = await Promise.all([
      house.click(SAM, { verb: 'approve', data }, IN_CHANNEL),
      house.click(PRIYA, { verb: 'approve', data }, IN_CHANNEL),
    ]);
    const texts = [said(one), said(two)];
    assert.equal(texts.filter((text) => text.includes('You approved')).length, 1);
    assert.match(texts.find((text) => text.includes('HD-302')) ?? '', /Sam|Priya/);
    assert.equal(house.request(id).version, 2);
  });

  it('needs no question of its own where the card asked already', async () => {
    const id = await house.opened(ANNA);
    const data = onCard(id, 'channel', { 'approve.mode': 'view', 'deny.reason': '' });
    await house.click(SAM, { verb: 'approve', data }, IN_CHANNEL);
    const request = house.request(id);
    assert.equal(request.state === 'approved' && request.mode, 'view');
  });

  it('takes only the inputs of its own form, and refuses what they may not be', async () => {
    const id = await house.opened(ANNA);
    const bad = onCard(id, 'channel', { 'extend.by': 'for ever' });
    assert.match(said(await house.click(SAM, { verb: 'extend', data: bad }, IN_CHANNEL)), /HD-102/);
    const silent = onCard(id, 'channel', { 'deny.reason': ' ', 'withdraw.reason': 'no' });
    assert.match(
      said(await house.click(SAM, { verb: 'deny', data: silent }, IN_CHANNEL)),
      /HD-102/,
    );
    assert.equal(house.request(id).version, 1);
  });

  it('draws the queue again after a move made there', async () => {
    const id = await house.opened(ANNA, 'Screen is black');
    await house.opened(LUC, 'Printer is empty');
    const answer = await house.click(
      SAM,
      { verb: 'approve', data: onCard(id, 'queue') },
      IN_CHANNEL,
    );
    assert.match(said(answer), /You approved REQ-1/);
    assert.match(said(answer), /Printer is empty/);
  });

  it('shows pages and filters of the queue to the one who asked', async () => {
    for (let number = 0; number < 12; number += 1) await house.opened(ANNA, `Problem ${number}`);
    const second = await house.click(
      SAM,
      { verb: 'queue', data: { filter: 'open', page: 2 } },
      IN_CHANNEL,
    );
    assert.match(said(second), /Problem 11/);
    assert.doesNotMatch(said(second), /Problem 9/);
    const mine = await house.click(SAM, { verb: 'queue', data: { filter: 'mine' } }, IN_CHANNEL);
    assert.doesNotMatch(said(mine), /Problem/);
  });

  it('shows a request out of a list, to its own person alone', async () => {
    const id = await house.opened(ANNA);
    const own = await house.click(ANNA, { verb: 'show', data: onCard(id, 'list') });
    assert.ok('card' in own && buttonsOf(own.card).some(({ verb }) => verb === 'withdraw'));
    const other = await house.click(LUC, { verb: 'show', data: onCard(id, 'list') });
    assert.match(said(other), /HD-103/);
    assert.doesNotMatch(said(other), /Screen stays black/);
  });

  it("shows nobody a card that isn't theirs, whatever its nonce says", async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    for (const place of ['user', 'channel', 'consent-1', 'receipt-1', 'session-3']) {
      const answer = said(await house.click(LUC, { verb: 'refresh', data: onCard(id, place) }));
      assert.doesNotMatch(answer, /Screen stays black/, place);
      const acted = said(await house.click(LUC, { verb: 'accept', data: onCard(id, place) }));
      assert.doesNotMatch(acted, /Screen stays black/, place);
    }
    assert.equal(house.request(id).state, 'approved');
    const shared = said(
      await house.click(LUC, { verb: 'refresh', data: onCard(id, 'user') }, IN_CHANNEL),
    );
    assert.doesNotMatch(shared, /Screen stays black/);
  });

  it("gives the helper's card to the helper alone", async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    await house.done(ANNA, { type: 'accept', id });
    await house.services.desk.execute({
      command: {
        type: 'session-made',
        id,
        n: 3,
        code: 's06' as never,
        validUntil: house.store.now + 1e6,
      },
      actor: { kind: 'desk', cause: 'effect' },
      opKey: 'made',
    });
    const data = onCard(id, 'session-3');
    const connected = await house.click(SAM, { verb: 'connect', data });
    assert.ok('card' in connected);
    assert.match(said(connected), /REQ-1/);
    const other = await house.click(PRIYA, { verb: 'connect', data: onCard(id, 'session-3') });
    assert.match(said(other), /HD-201/);
    assert.ok('card' in other && !buttonsOf(other.card).some(({ verb }) => verb === 'connect'));
  });

  it('does nothing when Teams refreshes a card by itself', async () => {
    const id = await house.opened(ANNA);
    const click = { verb: 'take', data: onCard(id, 'channel'), automatic: true };
    const answer = await house.click(SAM, click, IN_CHANNEL);
    assert.ok('card' in answer);
    assert.equal(house.request(id).version, 1);
  });

  it('answers a welcome or help button without touching its card', async () => {
    const welcome = await house.answer(ANNA, 'hoi');
    const answer = await house.press(ANNA, welcome, { verb: 'language', title: 'English' });
    assert.deepEqual(answer, { message: 'Fine, from now on I speak English with you.' });
    const asked = await house.press(ANNA, welcome, { verb: 'new' });
    assert.ok('message' in asked);
    assert.ok(buttonsOf(house.got.at(-1)?.card).some(({ verb }) => verb === 'intake-send'));
  });

  it('asks an admin back before a button makes a channel the help desk', async () => {
    const where = { place: 'elsewhere' } as const;
    const answer = await house.click(EVA, { verb: 'setup', data: {} }, where);
    assert.ok('card' in answer && buttonsOf(answer.card).some(({ verb }) => verb === 'confirm'));
    assert.notEqual(house.places.channel?.id, '19:other@thread');
  });

  it('answers whatever a card may hold, and does nothing', async () => {
    const id = await house.opened(ANNA);
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.object({ maxDepth: 2 }),
    );
    const keys = ['id', 'version', 'nonce', 'choice', 'text', 'take.text', '__proto__', 'filter'];
    const data = fc.dictionary(fc.constantFrom(...keys), value);
    const verb = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'confirm',
        'confirm-not',
        'keep-as-new',
        'keep-as-details',
        'intake-send',
        'show',
        'toString',
      ),
    );
    await fc.assert(
      fc.asyncProperty(verb, data, async (pressed, carried) => {
        const answer = await house.click(LUC, { verb: pressed, data: carried });
        assert.ok('card' in answer || answer.message !== '');
      }),
    );
    assert.equal(house.request(id).version, 1);
    assert.equal(house.store.requests.size, 1);
  });
});

describe('op keys', () => {
  const hash = (text: string) => text;
  const turn = (person: string, activityId = 'a') =>
    ({ who: { id: person }, activityId, conversation: { id: 'c' } }) as unknown as Turn;
  const click = (verb: string, data: Record<string, unknown>, messageId = 'm') => ({
    verb,
    data,
    messageId,
    automatic: false,
  });
  const base = { id: 'REQ-1', version: 3, nonce: 'channel.3', text: 'x', more: { b: 1, a: 2 } };

  it('are the same for the same message, and for no other', () => {
    assert.equal(messageKey(hash, turn('p')), messageKey(hash, turn('p')));
    assert.notEqual(messageKey(hash, turn('p')), messageKey(hash, turn('p', 'b')));
  });

  it('are the same for the same click under a new activity id, with its inputs in any order', () => {
    const { more: _more, ...rest } = base;
    const turned = { more: { a: 2, b: 1 }, ...rest };
    assert.equal(
      clickKey(hash, turn('p', 'a'), click('take', base)),
      clickKey(hash, turn('p', 'b'), click('take', turned, 'copy')),
    );
  });

  it('differ by request, drawing, verb, person and inputs', () => {
    const keys = [
      clickKey(hash, turn('p'), click('take', base)),
      clickKey(hash, turn('p'), click('take', { ...base, id: 'REQ-2' })),
      clickKey(hash, turn('p'), click('take', { ...base, nonce: 'channel.4' })),
      clickKey(hash, turn('p'), click('note', base)),
      clickKey(hash, turn('q'), click('take', base)),
      clickKey(hash, turn('p'), click('take', { ...base, text: 'y' })),
    ];
    assert.equal(new Set(keys).size, keys.length);
  });
});

describe('being installed', () => {
  it('welcomes a person in their language, and tells a channel how it becomes the help desk', async () => {
    const house = new House();
    const [own] = await house.installed(LUC);
    assert.equal(own?.card['lang'], 'fr');
    const [channel] = await house.installed(EVA, { place: 'elsewhere' });
    assert.match(textOf(channel?.card), /setup here/);
    const [desk] = await house.installed(EVA, IN_CHANNEL);
    assert.ok(buttonsOf(desk?.card).some(({ verb }) => verb === 'queue'));
  });
});
