import assert from 'node:assert/strict';
import { cardAt, outboundWorld, REQUESTS, SANNE } from '../support/outbound.js';

const USER = cardAt('user');

/** A user's card that lies in her chat `count` times, last drawn while the request was pending. */
async function withCopies(count: number) {
  const world = outboundWorld();
  await world.outbound.sync(USER);
  const placed = await world.places.card(USER);
  assert.ok(placed);
  const activities = Array.from({ length: count }, (_, index) => `m${String(index + 1)}`);
  await world.places.setCard(USER, { ...placed, activities });
  world.requests.put(REQUESTS.withdrawn);
  return world;
}

describe('copies of a card', () => {
  it('are all updated, also when each try has budget for only one of them', async () => {
    const { outbound, connector, budget } = await withCopies(3);
    let left = 1;
    budget.take.callsFake(async () => {
      left -= 1;
      return left >= 0 ? { ok: true } : { ok: false, after: 700 };
    });
    const outcomes: string[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      left = 1;
      outcomes.push((await outbound.sync(USER)).kind);
    }
    assert.deepEqual(outcomes, ['wait', 'wait', 'synced']);
    assert.deepEqual(
      connector.update.getCalls().map(({ args }) => args[1]),
      ['m1', 'm2', 'm3'],
    );
    assert.deepEqual(await outbound.sync(USER), { kind: 'synced' });
    assert.equal(connector.update.callCount, 3);
  });

  it('begin anew when the request moves on between two tries', async () => {
    const { outbound, connector, budget, requests } = await withCopies(2);
    let left = 1;
    budget.take.callsFake(async () => {
      left -= 1;
      return left >= 0 ? { ok: true } : { ok: false, after: 700 };
    });
    await outbound.sync(USER);
    requests.put({ ...REQUESTS.expired, version: REQUESTS.withdrawn.version + 1 });
    left = 2;
    assert.deepEqual(await outbound.sync(USER), { kind: 'synced' });
    assert.deepEqual(
      connector.update.getCalls().map(({ args }) => args[1]),
      ['m1', 'm1', 'm2'],
    );
  });
});

describe('a place that can be written to again', () => {
  it("gets its reader's cards of every request, and no others", async () => {
    const { outbound, agenda } = outboundWorld(REQUESTS.approved);
    await outbound.catchUp({ kind: 'person', id: SANNE.id });
    const members = agenda.add.getCalls().map(({ args }) => args[0]);
    const id = REQUESTS.approved.id;
    assert.deepEqual(members, [`card:${id}:user`, `card:${id}:consent-1`]);
  });

  it('gets the cards of the channel and the queue, when it is the channel', async () => {
    const { outbound, agenda } = outboundWorld(REQUESTS.approved);
    await outbound.catchUp({ kind: 'channel' });
    const members = agenda.add.getCalls().map(({ args }) => args[0]);
    assert.deepEqual(members, [`card:${REQUESTS.approved.id}:channel`, 'card:queue']);
  });
});
