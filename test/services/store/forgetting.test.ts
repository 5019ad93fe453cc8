import assert from 'node:assert/strict';
import { changeId, requestId, taskId, type PersonId } from '../../../src/services/desk/ids.js';
import type { CardAddress } from '../../../src/services/desk/ports.js';
import type { Request } from '../../../src/services/desk/requests/request.js';
import { createKeys } from '../../../src/services/store/keys.js';
import { dumpOf } from '../../support/redis-dump.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, BRAM, NOON_ISH, openStore, pending, person, type OpenedStore } from './building.js';
import { asked, keep, ofChange, ofRequest, ofTask, restart } from './keeping.js';

const TENANT = 'forgetting';
const EVA = person(7);
const CANARY = 'kanarie-4711';
const SERVICE = { serviceUrl: 'https://smba.example/', tenantId: TENANT };

describe('forgetting a person in the store', () => {
  let server: TestRedis;
  let at: OpenedStore;
  const keys = createKeys(TENANT);

  before(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    at = openStore(server.url, TENANT);
    await at.redis.flushall();
  });
  afterEach(() => {
    at.redis.disconnect();
  });
  after(() => server.stop());

  async function placed(address: CardAddress): Promise<void> {
    const lies = { conversation: '19:desk', version: 1, digest: 'd' };
    const root = address.of === 'request' ? { root: `root-${address.id}` } : {};
    await at.store.places.setCard(address, { ...lies, activities: ['a1'], ...root });
  }

  it('takes their words elsewhere, leaves those of others, and draws what shows them anew', async () => {
    const { store } = at;
    const moved = { type: 'opened', by: BRAM, at: NOON_ISH } as const;
    const his = { requester: BRAM, openedBy: BRAM, moved };
    await keep(
      at,
      ofRequest(pending(1, { requester: BRAM, assignee: ANNA })),
      ANNA,
      `hers ${CANARY}`,
    );
    await keep(at, ofRequest(pending(2, his)), BRAM, 'his own');
    await keep(at, ofRequest(pending(3, { requester: BRAM, assignee: ANNA })), BRAM, 'he says');
    await keep(at, ofChange(asked(1, ANNA)), ANNA, `because ${CANARY}`);
    await keep(at, ofChange(asked(2, BRAM)), BRAM, 'for his reasons');
    for (const n of [1, 2]) await placed({ of: 'request', id: requestId(n), place: 'channel' });
    for (const place of ['channel', `person-${EVA}`])
      await placed({ of: 'change', id: changeId(1), place });
    await placed({ of: 'change', id: changeId(2), place: 'channel' });
    await placed({ of: 'queue' });

    await store.forgetting.forget(ANNA);

    assert.equal((await store.requests.words(requestId(1))).get('v1')?.text, '');
    assert.equal((await store.requests.words(requestId(2))).get('v1')?.text, 'his own');
    assert.equal((await store.changes.words(changeId(1))).get('v1')?.text, '');
    assert.equal((await store.changes.words(changeId(2))).get('v1')?.text, 'for his reasons');
    assert.deepEqual([...(await store.agenda.work())].sort(), [
      'card:CHG-1:channel',
      `card:CHG-1:person-${EVA}`,
      'card:REQ-1:channel',
      'card:queue',
    ]);
    assert.doesNotMatch(await dumpOf(server.url), new RegExp(CANARY));
  });

  it('takes name, chat, PCs, roles and their own requests with all that hangs on them', async () => {
    const { store, redis } = at;
    await store.people.met({ id: ANNA, name: `Anna ${CANARY}`, locale: 'nl', teamsId: CANARY });
    await store.people.chooseLocale(ANNA, 'fr');
    await store.people.met({ id: BRAM, name: 'Bram', locale: 'nl' });
    await store.places.setPersonal(ANNA, { id: `a:${CANARY}`, ...SERVICE });
    await store.places.markDead(`a:${CANARY}`);
    await store.places.markDead('a:bram');
    const pc = { id: 'pc-1' as never, name: CANARY, operatingSystem: 'Windows' };
    await store.deviceLists.set(ANNA, { kind: 'known', devices: [pc], at: NOON_ISH });
    const grant = { role: 'operator', change: changeId(1), at: NOON_ISH };
    await store.roleGrants.add({ ...grant, to: { kind: 'person', id: ANNA } });
    await store.roleGrants.add({ ...grant, to: { kind: 'person', id: BRAM } });
    await keep(at, ofRequest(withdrawn(1, ANNA)), ANNA, CANARY);
    await placed({ of: 'request', id: requestId(1), place: 'channel' });
    await placed({ of: 'intake', person: ANNA });

    await store.forgetting.forget(ANNA);

    const dump = await dumpOf(server.url);
    assert.doesNotMatch(dump, new RegExp(CANARY));
    assert.doesNotMatch(dump, /root-REQ-1|card:intake/);
    const holders = (await store.roleGrants.list()).map(({ to }) => to.id);
    assert.deepEqual(holders, [BRAM]);
    assert.equal((await store.people.get(BRAM))?.name, 'Bram');
    assert.equal(await redis.sismember(keys.deadPlaces, 'a:bram'), 1);
    assert.deepEqual(await store.requests.of(ANNA, 10), []);
    assert.equal((await store.audit.read(1, 10)).length, 1, 'the trail stays');
    const before = await dumpOf(server.url);
    await store.forgetting.forget(ANNA);
    assert.equal(await dumpOf(server.url), before, 'the same again changes nothing');
  });

  it('takes nothing while something of theirs is open', async () => {
    const { store } = at;
    await store.people.met({ id: ANNA, name: 'Anna', locale: 'nl' });
    await keep(at, ofRequest(withdrawn(1, ANNA)), ANNA, 'long over');
    await keep(at, ofRequest(pending(2)), ANNA, 'not over');
    await assert.rejects(store.forgetting.forget(ANNA), /REQ-2 is not over yet/);
    assert.equal((await store.requests.of(ANNA, 10)).length, 2);
    assert.equal((await store.people.get(ANNA))?.name, 'Anna');
  });

  it('takes nothing while a restart of theirs, or a plan, is open', async () => {
    const { store } = at;
    await keep(at, ofTask(restart(1, ANNA, true)), ANNA, 'not over');
    await assert.rejects(store.forgetting.forget(ANNA), /TASK-1 is not over yet/);
  });

  it('draws their restarts anew for the desk, and writes into their chat no more', async () => {
    const { store, redis } = at;
    await keep(at, ofTask(restart(1, ANNA)), ANNA, `because ${CANARY}`);
    const id = taskId(1);
    for (const place of ['channel', 'chat']) await placed({ of: 'task', id, place });
    await store.forgetting.forget(ANNA);
    const due = Object.keys(await redis.hgetall(keys.agendaEntries));
    assert.ok(due.includes('a:card:TASK-1:channel'), due.join());
    assert.ok(!due.some((name) => name.endsWith('card:TASK-1:chat')), due.join());
  });
});

function withdrawn(number: number, requester: PersonId): Request {
  const { limit: _limit, ...common } = pending(number, { requester, openedBy: requester });
  return { ...common, state: 'withdrawn', withdrawnAt: NOON_ISH };
}
