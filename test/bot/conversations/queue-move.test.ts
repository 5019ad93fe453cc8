import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import type { Connector } from '../../../src/bot/connector/connector.js';
import { createPersonalChat } from '../../../src/bot/conversations/personal-chat.js';
import { createQueueMove } from '../../../src/bot/conversations/queue-move.js';
import { createCards } from '../../../src/cards/create-cards.js';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import type { Conversation, PlacedCard } from '../../../src/services/desk/ports.js';
import { createTranslator } from '../../../src/services/i18n/translator.js';
import { SAM } from '../../support/cast.js';
import { textOf } from './house.js';

const WHERE = { serviceUrl: 'https://smba.example/', tenantId: 't' };
const CHANNEL = { id: '19:now', ...WHERE, locale: 'nl' as const };

function failure(status: number): ConnectorFailure {
  return new ConnectorFailure({
    system: 'teams',
    operation: 'update',
    retryable: false,
    applied: 'no',
    status,
  });
}

describe('moving the queue to the end of the channel', () => {
  const translator = createTranslator();
  const add = sinon.stub();
  const update = sinon.stub<Parameters<Connector['update']>, Promise<void>>();
  const forgetCard = sinon.stub();
  let placed: PlacedCard | undefined;
  const move = createQueueMove({
    places: { helpDesk: async () => CHANNEL, card: async () => placed, forgetCard },
    agenda: { add },
    connector: { update },
    cards: createCards(translator),
    t: translator.t,
  });

  beforeEach(() => {
    for (const stub of [add, forgetCard]) {
      stub.reset();
      stub.resolves();
    }
    update.reset();
    update.resolves();
    placed = { conversation: '19:now', activities: ['1', '2'], version: 0, digest: 'd' };
  });

  it('forgets where it lay, has it posted anew, and says so where it was', async () => {
    await move();
    assert.deepEqual(forgetCard.args, [[{ of: 'queue' }]]);
    assert.deepEqual(add.args, [['card:queue', 0]]);
    assert.deepEqual(
      update.args.map(([where, id]) => [where.id, id]),
      [
        ['19:now', '1'],
        ['19:now', '2'],
      ],
    );
    assert.match(textOf(update.args[0]?.[2]), /verhuisd/);
    sinon.assert.callOrder(forgetCard, add, update);
  });

  it('leaves the messages of another channel to the card itself, which knows where it goes', async () => {
    placed = { conversation: '19:before', activities: ['1'], version: 0, digest: 'd' };
    await move();
    assert.deepEqual([forgetCard.callCount, update.callCount], [0, 0]);
    assert.deepEqual(add.args, [['card:queue', 0]]);
  });

  it('posts it when there was none', async () => {
    placed = undefined;
    await move();
    assert.equal(add.callCount, 1);
    assert.equal(update.called, false);
  });

  it('is not stopped by an old message that is gone', async () => {
    update.rejects(failure(404));
    await move();
    assert.equal(update.callCount, 2);
    update.rejects(new TypeError('a bug'));
    await assert.rejects(move(), TypeError);
  });
});

describe("writing to somebody's own chat", () => {
  const MESSAGE = { text: 'x' };
  const send = sinon.stub();
  const createPersonal = sinon.stub();
  const setPersonal = sinon.stub();
  let known: Conversation | undefined;
  let channel: typeof CHANNEL | undefined;
  const chat = createPersonalChat({
    places: { personal: async () => known, setPersonal, helpDesk: async () => channel },
    people: { get: async (id) => ({ id, name: 'Sam', teamsId: '29:sam', locale: 'en' }) },
    connector: { send, createPersonal },
  });

  beforeEach(() => {
    for (const stub of [send, createPersonal, setPersonal]) stub.reset();
    send.resolves('7');
    createPersonal.resolves('a:new');
    known = { id: 'a:sam', ...WHERE };
    channel = CHANNEL;
  });

  it('uses the chat there is', async () => {
    assert.deepEqual(await chat(SAM, MESSAGE), {
      conversation: { id: 'a:sam', ...WHERE },
      activityId: '7',
    });
    assert.equal(createPersonal.called, false);
  });

  it('begins one where there is none, and remembers it', async () => {
    known = undefined;
    assert.equal((await chat(SAM, MESSAGE))?.conversation.id, 'a:new');
    assert.deepEqual(setPersonal.args, [[SAM, { id: 'a:new', ...WHERE }]]);
  });

  it('gives up on a chat that is closed to us, and where there is no way to begin one', async () => {
    known = { id: 'a:sam', ...WHERE, dead: true };
    assert.equal(await chat(SAM, MESSAGE), undefined);
    known = undefined;
    createPersonal.rejects(failure(403));
    assert.equal(await chat(SAM, MESSAGE), undefined);
    channel = undefined;
    assert.equal(await chat(SAM, MESSAGE), undefined);
    assert.equal(send.called, false);
  });
});
