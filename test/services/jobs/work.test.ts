import assert from 'node:assert/strict';
import { HOUR, MINUTE } from '../../../src/services/desk/ids.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { BRAM } from '../store/building.js';
import { ask, failure, FIRST, setStage, type Stage } from './staging.js';

describe('working off the agenda', () => {
  let server: TestRedis;
  let stage: Stage;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    tenants += 1;
    stage = await setStage(server.url, `work-${tenants}`);
  });
  afterEach(async () => {
    await stage.jobs.stop();
    stage.close();
  });
  after(() => server.stop());

  /** Milliseconds until an entry is due; undefined when it isn't in the agenda. */
  async function dueIn(member: string): Promise<number | undefined> {
    const score = await stage.redis.web.zscore(`{hd:work-${tenants}}:agenda:work`, member);
    return score === null ? undefined : Number(score) - Date.now();
  }

  const synced = () => stage.cardPlaces.sync.args.map(([address]) => address);

  it('brings each card of a new request up to date, once', async () => {
    const id = await ask(stage);
    assert.ok((await stage.jobs.tick()) >= 3);
    assert.deepEqual(
      new Set(synced().map((address) => JSON.stringify(address))),
      new Set([
        JSON.stringify({ of: 'request', id, place: 'user' }),
        JSON.stringify({ of: 'request', id, place: 'channel' }),
        JSON.stringify({ of: 'queue' }),
      ]),
    );
    stage.cardPlaces.sync.resetHistory();
    assert.equal(await stage.jobs.tick(), 0);
    assert.deepEqual(synced(), []);
  });

  it('sends a card later when the place asks for it, and not at all when the place is dead', async () => {
    await stage.store.agenda.add('card:REQ-1:user', 0);
    await stage.store.agenda.add('card:REQ-1:channel', 0);
    stage.cardPlaces.sync.callsFake(async (address) =>
      JSON.stringify(address).includes('user')
        ? { kind: 'wait', after: 7_000, failure: '429' }
        : { kind: 'dead' },
    );
    await stage.jobs.tick();
    const due = (await dueIn('card:REQ-1:user')) ?? 0;
    assert.ok(due > 5_000 && due <= 7_100, `${due} ms`);
    assert.equal(await dueIn('card:REQ-1:channel'), undefined);
  });

  it('sends a notice with what it is about', async () => {
    await stage.store.agenda.add('notice:REQ-1:4:thread', 0);
    await stage.jobs.tick();
    assert.deepEqual(stage.cardPlaces.notify.args, [
      [{ id: FIRST, version: 4, audience: 'thread' }],
    ]);
  });

  it('draws a card anew when it changed while it was being sent', async () => {
    await stage.store.agenda.add('card:queue', 0);
    stage.cardPlaces.sync.onFirstCall().callsFake(async () => {
      await stage.store.agenda.add('card:queue', 0);
      return { kind: 'synced' };
    });
    assert.equal(await stage.jobs.tick(), 1);
    assert.equal(await stage.jobs.tick(), 1);
    assert.equal(await stage.jobs.tick(), 0);
    assert.equal(stage.cardPlaces.sync.callCount, 2);
  });

  it('tries again, ever later, what threw, and lets the others through', async () => {
    await stage.store.agenda.add('card:REQ-1:user', 0);
    await stage.store.agenda.add('card:REQ-2:user', 0);
    stage.cardPlaces.sync.onFirstCall().rejects(new Error('template is broken'));
    await stage.jobs.tick();
    assert.equal(stage.cardPlaces.sync.callCount, 2);
    const left = [await dueIn('card:REQ-1:user'), await dueIn('card:REQ-2:user')].filter(
      (due) => due !== undefined,
    );
    assert.equal(left.length, 1);
    assert.ok((left[0] ?? 0) > 0 && (left[0] ?? 0) <= 1_000);
    assert.equal(stage.log.error.callCount, 1);
  });

  it('honours what the far end asked for', async () => {
    await stage.store.agenda.add('card:queue', 0);
    stage.cardPlaces.sync.rejects(failure({ system: 'teams', status: 429, retryAfter: 25_000 }));
    await stage.jobs.tick();
    const due = (await dueIn('card:queue')) ?? 0;
    assert.ok(due > 24_000 && due <= 25_000);
  });

  it('removes an entry that it does not understand, and says so', async () => {
    await stage.store.agenda.add('lunch:REQ-1', 0);
    await stage.jobs.tick();
    assert.equal(await stage.jobs.tick(), 0);
    assert.equal(
      stage.log.error.firstCall.args[1],
      'agenda: nobody knows what this entry means; removed',
    );
  });

  it('expires a request four hours and a millisecond after it was opened, not before', async () => {
    const id = await ask(stage);
    await stage.store.setClockOffset(4 * HOUR - MINUTE);
    await stage.jobs.tick();
    assert.equal((await stage.request(id)).state, 'pending');
    await stage.store.setClockOffset(4 * HOUR + 1);
    await stage.jobs.tick();
    assert.equal((await stage.request(id)).state, 'expired');
    const { by } = (await stage.request(id)).moved;
    assert.equal(by, 'desk');
  });

  it('warns as each part of the time is over', async () => {
    const id = await ask(stage);
    for (const [hours, left] of [
      [2, 2],
      [3, 1],
      [3.6, 0],
    ] as const) {
      await stage.store.setClockOffset(hours * HOUR + 1);
      await stage.jobs.tick();
      const request = await stage.request(id);
      assert.equal(request.state === 'pending' && request.limit.warnings.length, left);
    }
  });

  it('settles a timer that came too late to matter', async () => {
    const id = await ask(stage);
    await stage.does(BRAM, { type: 'approve', id });
    await stage.jobs.tick();
    await stage.store.agenda.add(`timer:${id}:deadline`, 0);
    assert.equal(await stage.jobs.tick(), 1);
    assert.equal(await stage.jobs.tick(), 0);
    assert.equal((await stage.request(id)).state, 'approved');
  });

  it('answers a timer that rang twice with its first outcome', async () => {
    const id = await ask(stage);
    await stage.store.setClockOffset(4 * HOUR + 1);
    const [timer] = (await stage.store.agenda.claim(50, 10)).filter(
      ({ member }) => member === `timer:${id}:deadline`,
    );
    assert.ok(timer);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await stage.jobs.tick();
    const { version } = await stage.request(id);
    const opKey = `${timer.member}:g${timer.generation}`;
    const again = await stage.desk.execute({
      command: { type: 'expire', id },
      actor: { kind: 'desk', cause: 'timer' },
      opKey,
    });
    assert.equal(again.replayed, true);
    assert.equal((await stage.request(id)).version, version);
  });
});
