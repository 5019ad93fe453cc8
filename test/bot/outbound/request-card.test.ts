import assert from 'node:assert/strict';
import { requestId } from '../../../src/services/desk/ids.js';
import {
  ANNA,
  cardAt,
  cardIn,
  CHANNEL,
  chatOf,
  failed,
  LUC,
  outboundWorld,
  REQUESTS,
  SANNE,
} from '../support/outbound.js';

const USER = cardAt('user');
const SYNCED = { kind: 'synced' };

describe('a card of a request', () => {
  it("is posted into its reader's chat in their language, and kept", async () => {
    const { outbound, connector, places } = outboundWorld();
    assert.deepEqual(await outbound.sync(USER), SYNCED);
    const [to, message, thread] = connector.send.firstCall.args;
    assert.equal(to.id, chatOf(SANNE.id).id);
    assert.equal(thread, undefined);
    assert.match(cardIn(message), /"lang":"nl"/);
    assert.match('summary' in message ? message.summary : '', /REQ-12/);
    const placed = await places.card(USER);
    assert.deepEqual([placed?.activities, placed?.version], [['m1'], 1]);
  });

  it("in the channel becomes the root of a thread, in the channel's language", async () => {
    const { outbound, connector, places } = outboundWorld();
    await outbound.sync(cardAt('channel'));
    const [to, message] = connector.createThread.firstCall.args;
    assert.equal(to.id, CHANNEL.id);
    assert.match(cardIn(message), /"lang":"en"/);
    assert.equal((await places.card(cardAt('channel')))?.root, 'm1');
  });

  it('is updated in place when the request moved on, and not sent again when nothing changed', async () => {
    const { outbound, connector, requests, places } = outboundWorld();
    await outbound.sync(USER);
    await outbound.sync(USER);
    assert.equal(connector.update.callCount, 0);

    requests.put(REQUESTS.withdrawn);
    await outbound.sync(USER);
    await outbound.sync(USER);
    assert.equal(connector.send.callCount, 1);
    assert.equal(connector.update.callCount, 1);
    assert.equal(connector.update.firstCall.args[1], 'm1');
    assert.equal((await places.card(USER))?.version, REQUESTS.withdrawn.version);
  });

  it('is drawn again when it looks as it did before a send of which nobody knows the end', async () => {
    const { outbound, connector, requests } = outboundWorld(REQUESTS.pending);
    await outbound.sync(USER);
    requests.put({ ...REQUESTS.pending, version: 2, urgency: 'urgent' });
    connector.update.onFirstCall().rejects(failed(undefined));
    assert.equal((await outbound.sync(USER)).kind, 'wait');
    requests.put({ ...REQUESTS.pending, version: 3 });
    assert.deepEqual(await outbound.sync(USER), SYNCED);
    assert.equal(connector.update.callCount, 2, 'Teams may show the urgent one');
  });

  it('is never set back to an older version', async () => {
    const { outbound, connector, requests } = outboundWorld(REQUESTS.closed);
    await outbound.sync(USER);
    requests.put(REQUESTS.pending);
    assert.deepEqual(await outbound.sync(USER), SYNCED);
    assert.equal(connector.update.callCount, 0);
  });

  it('that no request has is not sent', async () => {
    const { outbound, connector } = outboundWorld();
    for (const place of ['consent-1', 'session-6', 'receipt-6', 'nonsense']) {
      assert.deepEqual(await outbound.sync(cardAt(place)), SYNCED);
    }
    const unknown = { of: 'request', id: requestId(99), place: 'user' } as const;
    assert.deepEqual(await outbound.sync(unknown), SYNCED);
    assert.equal(connector.send.callCount, 0);
    assert.equal(await outbound.current(unknown, { locale: 'en' }), undefined);
  });

  it('that somebody deleted is posted anew while the request is open', async () => {
    const { outbound, connector, requests, places } = outboundWorld();
    await outbound.sync(USER);
    connector.update.rejects(failed(404, { code: 'ActivityNotFoundInConversation' }));
    requests.put(REQUESTS.approved);
    assert.deepEqual(await outbound.sync(USER), SYNCED);
    assert.deepEqual((await places.card(USER))?.activities, ['m2']);

    requests.put(REQUESTS.withdrawn);
    requests.put({ ...REQUESTS.withdrawn, version: 9 });
    assert.deepEqual(await outbound.sync(USER), SYNCED);
    assert.equal(connector.send.callCount, 2);
    assert.deepEqual((await places.card(USER))?.activities, []);
  });

  it('waits for the budget, and sends nothing before it', async () => {
    const { outbound, connector, budget } = outboundWorld();
    budget.take.resolves({ ok: false, after: 700 });
    assert.deepEqual(await outbound.sync(USER), { kind: 'wait', after: 700 });
    assert.equal(connector.send.callCount, 0);
  });

  it('waits as long as a 429 says, and so does everything else in that conversation', async () => {
    const { outbound, connector, budget } = outboundWorld();
    connector.send.rejects(failed(429, { retryAfter: 9_000 }));
    const synced = await outbound.sync(USER);
    assert.deepEqual([synced.kind, synced.kind === 'wait' && synced.after], ['wait', 9_000]);
    assert.deepEqual(budget.pause.firstCall.args, [chatOf(SANNE.id).id, 9_000]);
  });

  it('whose answer was lost waits 5 s for an echo before it is posted again', async () => {
    const { outbound, connector, places } = outboundWorld();
    connector.send.onFirstCall().rejects(failed(undefined));
    const synced = await outbound.sync(USER);
    assert.deepEqual([synced.kind, synced.kind === 'wait' && synced.after], ['wait', 5_000]);
    assert.equal(await places.card(USER), undefined);
    assert.deepEqual(await outbound.sync(USER), SYNCED);
    assert.equal(connector.send.callCount, 2);
  });

  it('has a place that is marked dead by a 403, and is not tried there again', async () => {
    const { outbound, connector, places } = outboundWorld();
    connector.send.rejects(failed(403, { code: 'BotNotInConversationRoster' }));
    assert.deepEqual(await outbound.sync(USER), { kind: 'dead' });
    assert.deepEqual([...places.dead], [chatOf(SANNE.id).id]);
    await outbound.sync(USER);
    assert.equal(connector.send.callCount, 1);
    assert.deepEqual(await outbound.sync(cardAt('channel')), SYNCED);
  });

  it('is replaced by a line of text, once, when Teams refuses its content', async () => {
    const { outbound, connector, log } = outboundWorld();
    connector.send.onFirstCall().rejects(failed(413, { code: 'MessageSizeTooBig' }));
    assert.deepEqual(await outbound.sync(USER), SYNCED);
    const second = connector.send.secondCall.args[1];
    assert.match('text' in second ? second.text : '', /REQ-12/);
    assert.ok(log.lines.some(({ level }) => level === 'error'));
    await outbound.sync(USER);
    assert.equal(connector.send.callCount, 2);
  });

  it('lets a bug through, so that it is seen', async () => {
    const { outbound, connector } = outboundWorld();
    connector.send.rejects(new TypeError('bug'));
    await assert.rejects(outbound.sync(USER), TypeError);
  });
});

describe('somebody who was never written to', () => {
  it('gets a chat made, once', async () => {
    const { outbound, connector, places } = outboundWorld();
    places.chats.clear();
    await outbound.sync(USER);
    assert.equal(connector.createPersonal.firstCall.args[0].id, SANNE.id);
    assert.equal(connector.createPersonal.firstCall.args[1].serviceUrl, CHANNEL.serviceUrl);
    assert.equal((await places.personal(SANNE.id))?.id, chatOf(SANNE.id).id);
    assert.equal(connector.send.callCount, 1);
  });

  it('and has no app makes the thread say that they cannot be asked for consent, once', async () => {
    const { outbound, connector, places } = outboundWorld(REQUESTS.approved);
    await outbound.sync(cardAt('channel'));
    places.chats.clear();
    connector.createPersonal.rejects(failed(403, { code: 'ForbiddenOperationException' }));
    assert.deepEqual(await outbound.sync(cardAt('consent-1')), { kind: 'dead' });
    assert.deepEqual(await outbound.sync(cardAt('consent-1')), { kind: 'dead' });
    assert.equal(connector.send.callCount, 1);
    const [to, message, thread] = connector.send.firstCall.args;
    assert.deepEqual([to.id, thread], [CHANNEL.id, 'm1']);
    assert.match(cardIn(message), /Sanne de Vries can't be reached in Teams/);
  });

  it('is written to as soon as they are back', async () => {
    const { outbound, connector, places } = outboundWorld(REQUESTS.approved);
    await outbound.sync(cardAt('channel'));
    await places.markDead(chatOf(SANNE.id).id);
    assert.deepEqual(await outbound.sync(cardAt('consent-1')), { kind: 'dead' });
    await places.revive(chatOf(SANNE.id).id);
    assert.deepEqual(await outbound.sync(cardAt('consent-1')), SYNCED);
    const [told, asked, back] = connector.send.args.slice(-3);
    assert.match(cardIn(told![1]), /removed or blocked there/);
    assert.equal(asked![0].id, chatOf(SANNE.id).id);
    assert.deepEqual([back![0].id, back![2]], [CHANNEL.id, 'm1']);
    assert.match(cardIn(back![1]), /Sanne de Vries can be reached now/);
  });
});

describe('a session link', () => {
  const LINKS = {
    customer: 'https://get.teamviewer.com/customer',
    supporter: 'https://get.teamviewer.com/supporter',
  };

  it("is on the user's card alone while the session is open", async () => {
    const { outbound, connector, links, places } = outboundWorld(REQUESTS.active);
    links.get.resolves(LINKS);
    await outbound.sync(USER);
    await outbound.sync(cardAt('channel'));
    assert.match(cardIn(connector.send.firstCall.args[1]), /\/customer/);
    assert.doesNotMatch(cardIn(connector.createThread.firstCall.args[1]), /get\.teamviewer/);
    assert.doesNotMatch(JSON.stringify([...places.cards]), /teamviewer/);
  });

  it("is on the helper's card once they asked to connect, and on nobody else's drawing of it", async () => {
    const { outbound, links } = outboundWorld(REQUESTS.active);
    links.get.resolves(LINKS);
    const address = cardAt('session-6');
    const mine = JSON.stringify(await outbound.current(address, { locale: 'en', person: ANNA.id }));
    const other = JSON.stringify(
      await outbound.current(address, { locale: 'en', person: SANNE.id }),
    );
    assert.match(mine, /\/supporter/);
    assert.doesNotMatch(mine, /\/customer/);
    assert.doesNotMatch(other, /get\.teamviewer/);
  });

  it('leaves the card of a helper who is no longer an operator', async () => {
    const { outbound, links, roles } = outboundWorld(REQUESTS.active);
    links.get.resolves(LINKS);
    roles.operators = [];
    const reader = { locale: 'en', person: ANNA.id } as const;
    const card = JSON.stringify(await outbound.current(cardAt('session-6'), reader));
    assert.doesNotMatch(card, /get\.teamviewer/);
  });

  it('is not there before the helper asked', async () => {
    const [session] = REQUESTS.active.sessions;
    assert.ok(session);
    const { helperConnectedAt: _, ...unopened } = session;
    const { outbound, links } = outboundWorld({ ...REQUESTS.active, sessions: [unopened] });
    links.get.resolves(LINKS);
    const card = await outbound.current(cardAt('session-6'), { locale: 'en', person: ANNA.id });
    assert.doesNotMatch(JSON.stringify(card), /get\.teamviewer/);
  });
});

describe('a card that was sent without our knowing', () => {
  const seen = { conversation: chatOf(SANNE.id).id, messageId: 'lost', by: SANNE.id };

  it('is adopted on its first click, and updated with the other from then on', async () => {
    const { outbound, connector, places } = outboundWorld();
    await outbound.sync(USER);
    assert.equal(await outbound.adopt(USER, seen), true);
    assert.equal(await outbound.adopt(USER, seen), false);

    await outbound.sync(USER);
    assert.deepEqual(
      connector.update.args.map(([, id]) => id),
      ['m1', 'lost'],
    );
    assert.deepEqual((await places.card(USER))?.activities, ['m1', 'lost']);
  });

  it('is adopted before any was known, and then is the card', async () => {
    const { outbound, connector } = outboundWorld();
    assert.equal(await outbound.adopt(USER, seen), true);
    await outbound.sync(USER);
    assert.equal(connector.send.callCount, 0);
    assert.equal(connector.update.firstCall.args[1], 'lost');
  });

  it('stays a stranger in any other conversation', async () => {
    const { outbound, places } = outboundWorld();
    await outbound.sync(USER);
    assert.equal(await outbound.adopt(USER, { ...seen, conversation: 'a:other' }), false);
    assert.equal(await outbound.adopt(cardAt('consent-9'), seen), false);
    assert.deepEqual((await places.card(USER))?.activities, ['m1']);
  });

  it('in the channel is believed only of somebody who may see it', async () => {
    const { outbound, places, roles } = outboundWorld();
    const card = cardAt('channel');
    await outbound.sync(card);
    const there = { conversation: CHANNEL.id, messageId: 'made-up', by: LUC.id };
    assert.equal(await outbound.adopt(card, there), false);
    assert.equal(await outbound.adopt({ of: 'queue' }, there), false);
    assert.deepEqual((await places.card(card))?.activities, ['m1']);
    roles.operators = [LUC.id];
    assert.equal(await outbound.adopt(card, there), true);
  });

  it("is dropped when it turns out to be somebody else's message", async () => {
    const { outbound, connector, places } = outboundWorld();
    await outbound.sync(USER);
    await outbound.adopt(USER, seen);
    connector.update.onSecondCall().rejects(failed(403, { code: 'NotEnoughPermissions' }));
    assert.deepEqual(await outbound.sync(USER), SYNCED);
    assert.deepEqual((await places.card(USER))?.activities, ['m1']);
    assert.equal(places.dead.size, 0);
  });
});
