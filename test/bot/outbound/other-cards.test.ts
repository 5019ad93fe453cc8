import assert from 'node:assert/strict';
import { requestId } from '../../../src/services/desk/ids.js';
import type { Request } from '../../../src/services/desk/requests/request.js';
import { event } from '../../cards/fixtures.js';
import {
  ANNA,
  cardAt,
  cardIn,
  CHANNEL,
  chatOf,
  failed,
  OPENED,
  outboundWorld,
  REQUESTS,
  SANNE,
} from '../support/outbound.js';

const QUEUE = { of: 'queue' } as const;
const SYNCED = { kind: 'synced' };

function pending(
  number: number,
  change: Partial<Extract<Request, { state: 'pending' }>> = {},
): Request {
  return {
    ...REQUESTS.pending,
    id: requestId(number),
    number,
    openedAt: OPENED + number,
    ...change,
  };
}

describe('the queue', () => {
  it('is one live card in the channel', async () => {
    const { outbound, connector, requests } = outboundWorld();
    assert.deepEqual(await outbound.sync(QUEUE), SYNCED);
    requests.put(pending(13));
    await outbound.sync(QUEUE);
    assert.deepEqual([connector.createThread.callCount, connector.update.callCount], [1, 1]);
    assert.match(cardIn(connector.update.firstCall.args[2]), /REQ-13/);
  });

  it('waits for a channel to be set up', async () => {
    const { outbound, places } = outboundWorld();
    places.channel = undefined;
    assert.equal((await outbound.sync(QUEUE)).kind, 'wait');
    assert.equal((await outbound.sync(cardAt('channel'))).kind, 'wait');
  });

  it('has cards of users redrawn whose place in it changed, and no others', async () => {
    const { outbound, requests, agenda } = outboundWorld();
    requests.put(pending(13, { urgency: 'normal' }));
    for (const id of [12, 13])
      await outbound.sync({ of: 'request', id: requestId(id), place: 'user' });
    await outbound.sync(QUEUE);
    assert.equal(agenda.add.callCount, 0);

    requests.put(REQUESTS.withdrawn);
    await outbound.sync(QUEUE);
    assert.deepEqual(
      agenda.add.args.map(([member]) => member),
      ['card:REQ-13:user'],
    );
  });

  it('puts urgent requests first, then those that wait longest', async () => {
    const { outbound, requests } = outboundWorld();
    requests.put(pending(13, { urgency: 'normal', openedAt: OPENED - 9 }));
    requests.put(pending(14, { urgency: 'urgent', openedAt: OPENED + 5 }));
    const view = await outbound.views.queue({ filter: 'open', page: 1 });
    assert.deepEqual(
      view.rows.map(({ request, ahead }) => [request.number, ahead]),
      [
        [12, 0],
        [14, 1],
        [13, 2],
      ],
    );
  });

  it('is filtered and paged for whoever asks', async () => {
    const { outbound, requests } = outboundWorld({ ...REQUESTS.pending, assignee: ANNA.id });
    for (let number = 20; number < 45; number += 1)
      requests.put(pending(number, { urgency: 'normal' }));
    const { views } = outbound;
    const mine = await views.queue({ filter: 'mine', page: 1, person: ANNA.id });
    assert.deepEqual(
      mine.rows.map(({ request }) => request.number),
      [12],
    );
    assert.deepEqual((await views.queue({ filter: 'mine', page: 1 })).rows, []);
    assert.equal((await views.queue({ filter: 'urgent', page: 1 })).rows.length, 1);
    const last = await views.queue({ filter: 'open', page: 99 });
    assert.deepEqual([last.page, last.pages, last.rows.length, last.counts.open], [3, 3, 6, 26]);
  });
});

describe('a notice', () => {
  const noted = { id: REQUESTS.pending.id, version: 2, audience: 'thread' } as const;

  it('goes into the thread of the request, in the language of the channel', async () => {
    const { outbound, connector, requests } = outboundWorld();
    requests.log.splice(0, requests.log.length, event(2, ANNA.id, { type: 'noted', words: true }));
    await outbound.sync(cardAt('channel'));
    assert.deepEqual(await outbound.notify(noted), SYNCED);
    const [to, message, thread] = connector.send.firstCall.args;
    assert.deepEqual([to.id, thread], [CHANNEL.id, 'm1']);
    assert.match(cardIn(message), /"lang":"en"/);
  });

  it('waits until the thread has a root', async () => {
    const { outbound, requests } = outboundWorld();
    requests.log.splice(0, requests.log.length, event(2, ANNA.id, { type: 'noted', words: true }));
    assert.equal((await outbound.notify(noted)).kind, 'wait');
  });

  it('has a deleted thread begun anew, and leaves the channel alive', async () => {
    const { outbound, connector, requests, places, agenda } = outboundWorld();
    requests.log.splice(0, requests.log.length, event(2, ANNA.id, { type: 'noted', words: true }));
    await outbound.sync(cardAt('channel'));
    connector.send.rejects(failed(404, { code: 'ConversationNotFound' }));
    assert.deepEqual(await outbound.notify(noted), SYNCED);
    assert.equal(places.dead.size, 0);
    assert.equal(agenda.add.firstCall.args[0], 'card:REQ-12:channel');
  });

  it("reaches the user in their own chat, with the operator's words", async () => {
    const { outbound, connector, requests } = outboundWorld();
    requests.log.splice(
      0,
      requests.log.length,
      event(2, ANNA.id, { type: 'replied', words: true }),
    );
    await outbound.notify({ ...noted, audience: 'user' });
    const [to, message] = connector.send.firstCall.args;
    assert.equal(to.id, chatOf(SANNE.id).id);
    assert.match(cardIn(message), /Please ask facilities/);
    assert.match(cardIn(message), /"lang":"nl"/);
  });

  it('is not sent when nobody helps, or when the event calls for none', async () => {
    const { outbound, connector } = outboundWorld();
    assert.deepEqual(await outbound.notify({ ...noted, audience: 'helper' }), SYNCED);
    assert.deepEqual(await outbound.notify({ ...noted, version: 99, audience: 'user' }), SYNCED);
    assert.equal(connector.send.callCount, 0);
  });

  it('is sent again after a lost answer', async () => {
    const { outbound, connector, requests } = outboundWorld();
    requests.log.splice(
      0,
      requests.log.length,
      event(2, ANNA.id, { type: 'replied', words: true }),
    );
    connector.send.onFirstCall().rejects(failed(undefined));
    const wish = { ...noted, audience: 'user' } as const;
    assert.equal((await outbound.notify(wish)).kind, 'wait');
    assert.deepEqual(await outbound.notify(wish), SYNCED);
    assert.equal(connector.send.callCount, 2);
  });
});

describe('a form that waits for facts', () => {
  const draft = (version: number, over?: 'sent') => ({
    view: {
      nonce: 'n1',
      call: { text: 'help' },
      devices: { kind: 'looking' } as const,
      ...(over ? { over } : {}),
    },
    conversation: chatOf(SANNE.id),
    activityId: 'form',
    version,
  });
  const INTAKE = { of: 'intake', person: SANNE.id } as const;

  it('is filled where it lies', async () => {
    const { outbound, connector, drafts, deviceLists } = outboundWorld();
    drafts.get.resolves(draft(1));
    deviceLists.get.resolves({ kind: 'known', devices: [], at: 0 });
    const looking = JSON.stringify(draft(1).view.devices);
    assert.deepEqual(await outbound.sync(INTAKE), SYNCED);
    const [to, id, message] = connector.update.firstCall.args;
    assert.deepEqual([to.id, id], [chatOf(SANNE.id).id, 'form']);
    assert.ok(!cardIn(message).includes(looking));
  });

  it('is left alone once there is none', async () => {
    const { outbound, connector } = outboundWorld();
    assert.deepEqual(await outbound.sync(INTAKE), SYNCED);
    assert.equal(connector.update.callCount, 0);
  });

  it('that was sent while it was being filled ends up as sent', async () => {
    const { outbound, connector, drafts } = outboundWorld();
    drafts.get.onCall(0).resolves(draft(1));
    drafts.get.resolves(draft(2, 'sent'));
    await outbound.sync(INTAKE);
    assert.equal(connector.update.callCount, 2);
    assert.doesNotMatch(cardIn(connector.update.lastCall.args[2]), /intake-send/);
  });

  it('that was deleted is not posted again', async () => {
    const { outbound, connector, drafts } = outboundWorld();
    drafts.get.resolves(draft(1));
    connector.update.rejects(failed(404));
    assert.deepEqual(await outbound.sync(INTAKE), SYNCED);
    assert.equal(connector.send.callCount, 0);
  });
});
