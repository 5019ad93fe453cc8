import assert from 'node:assert/strict';
import type { Reach } from '../../../src/services/desk/ports.js';
import {
  ANNA,
  CHANNEL,
  cardAt,
  cardIn,
  chatOf,
  failed,
  NOW,
  outboundWorld,
  REQUESTS,
  SANNE,
} from '../support/outbound.js';

const CONSENT = cardAt('consent-1');
const INSTALL = `install:${SANNE.id}`;
const SYNCED = { kind: 'synced' } as const;
const DEAD = { kind: 'dead' } as const;

/** Sanne never had the app; the request's thread is there. */
async function neverThere(mayInstall = true, request = REQUESTS.approved) {
  const world = outboundWorld(request, { mayInstall });
  await world.outbound.sync(cardAt('channel'));
  world.places.chats.delete(SANNE.id);
  world.connector.createPersonal.rejects(failed(403, { code: 'ForbiddenOperationException' }));
  const told = () => world.connector.send.args.filter(([to]) => to.id === CHANNEL.id);
  const added = () => world.agenda.add.args.map(([member]) => member);
  const reach = (now: Reach) => world.reaches.get.resolves(now);
  return { ...world, told, added, reach };
}

describe('somebody who must be asked and never had the app', () => {
  it('is given it first, where that may be: nobody is told anything yet', async () => {
    const { outbound, told, added } = await neverThere();
    assert.deepEqual(await outbound.sync(CONSENT), DEAD);
    assert.ok(added().includes(INSTALL));
    assert.equal(told().length, 0);
  });

  it('is waited for a little after that', async () => {
    const { outbound, told, reach } = await neverThere();
    reach({ kind: 'installed', app: 'catalogue-id', until: NOW + 1 });
    assert.equal((await outbound.sync(CONSENT)).kind, 'wait');
    assert.equal(told().length, 0);
    reach({ kind: 'installed', app: 'catalogue-id', until: NOW - 1 });
    assert.deepEqual(await outbound.sync(CONSENT), DEAD);
    assert.match(cardIn(told()[0]![1]), /l\/app\/catalogue-id\?/);
  });

  it('makes the thread and the helper know when it can’t be, once, and the card be redrawn', async () => {
    const { outbound, told, added, reach, connector, agenda } = await neverThere();
    reach({ kind: 'failed', why: 'not-permitted' });
    assert.deepEqual(await outbound.sync(CONSENT), DEAD);
    assert.deepEqual(await outbound.sync(CONSENT), DEAD);
    assert.equal(told().length, 1);
    assert.match(cardIn(told()[0]![1]), /Sanne de Vries can't be reached in Teams/);
    const helpers = connector.send.args.filter(([to]) => to.id === chatOf(ANNA.id).id);
    assert.equal(helpers.length, 1);
    assert.ok(!added().includes(INSTALL));
    const redrawn = agenda.add.args.filter(([member]) => member === 'card:REQ-12:channel');
    assert.equal(redrawn.length, 1);
    // The text to send is in her language, the sentence about her in that of whoever reads it.
    assert.match(cardIn(told()[0]![1]), /Hallo Sanne de Vries[^]*Voeg Deskside toe/);
  });

  it('is not said to have been asked, on the channel’s card and in its drawing', async () => {
    const { outbound, reach } = await neverThere();
    const card = async () =>
      JSON.stringify(await outbound.current(cardAt('channel'), { locale: 'en' }));
    assert.match(await card(), /is asked for consent and has time/);
    reach({ kind: 'failed', why: 'not-in-catalogue' });
    await outbound.sync(CONSENT);
    assert.match(await card(), /couldn't be asked/);
    assert.doesNotMatch(await card(), /is asked for consent and has time/);
  });

  it('has no app installed where nobody may: it is told at once', async () => {
    const { outbound, told, added } = await neverThere(false);
    assert.deepEqual(await outbound.sync(CONSENT), DEAD);
    assert.equal(told().length, 1);
    assert.ok(!added().includes(INSTALL));
  });

  it('is not installed for again when they removed or blocked it', async () => {
    const { outbound, told, added, places } = await neverThere();
    places.chats.set(SANNE.id, chatOf(SANNE.id));
    await places.markDead(chatOf(SANNE.id).id);
    assert.deepEqual(await outbound.sync(CONSENT), DEAD);
    assert.ok(!added().includes(INSTALL));
    assert.match(cardIn(told()[0]![1]), /removed or blocked/);
  });

  it('that wasn’t possible in the thread is tried again', async () => {
    const { outbound, reach, connector, places } = await neverThere();
    reach({ kind: 'failed', why: 'gave-up' });
    connector.send.rejects(failed(503));
    assert.equal((await outbound.sync(CONSENT)).kind, 'wait');
    assert.equal(await places.card(CONSENT), undefined);
  });

  it('gets all their cards looked at when trying to reach them is over', async () => {
    const { outbound, added } = await neverThere();
    await outbound.reached(SANNE.id);
    assert.ok(added().includes('card:REQ-12:consent-1'));
    assert.ok(added().includes('card:REQ-12:user'));
    assert.ok(!added().includes('card:REQ-12:channel'));
  });

  it('isn’t shown a question that ran out before it could be put', async () => {
    const { outbound, reach, requests, places, connector, told } = await neverThere();
    reach({ kind: 'failed', why: 'not-permitted' });
    await outbound.sync(CONSENT);
    requests.put({ ...REQUESTS.failed, asks: 1 });
    places.chats.set(SANNE.id, chatOf(SANNE.id));
    assert.deepEqual(await outbound.sync(CONSENT), SYNCED);
    assert.deepEqual(await outbound.sync(CONSENT), SYNCED);
    assert.ok(!connector.send.args.some(([to]) => to.id === chatOf(SANNE.id).id));
    assert.match(cardIn(told().at(-1)![1]), /can be reached now[^]*had run out/);
    assert.equal(told().length, 2);
  });
});
