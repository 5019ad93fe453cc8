import assert from 'node:assert/strict';
import { HOUR, MINUTE } from '../../../src/services/desk/ids.js';
import { runEffect } from '../../../src/services/jobs/effects.js';
import { watchSession } from '../../../src/services/jobs/watch.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, BRAM } from '../store/building.js';
import { ask, connecting, failure, setStage, type Stage } from './staging.js';

describe('watching a session', () => {
  let server: TestRedis;
  let stage: Stage;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    tenants += 1;
    stage = await setStage(server.url, `watch-${tenants}`);
  });
  afterEach(() => stage.close());
  after(() => server.stop());

  async function active() {
    const { id, effect } = await connecting(stage);
    await runEffect(stage.parts, id, effect.n);
    const request = await stage.request(id);
    const [session] = request.sessions;
    assert.ok(session);
    return { id, code: session.code, version: request.version };
  }

  it('commits that the user came and went, and nothing in between', async () => {
    const { id, version } = await active();
    assert.deepEqual(await watchSession(stage.parts, id), { kind: 'again', after: 50 });
    assert.equal((await stage.request(id)).version, version);

    stage.sessions.online = true;
    await watchSession(stage.parts, id);
    await watchSession(stage.parts, id);
    assert.equal((await stage.request(id)).sessions[0]?.userOnline, true);
    assert.equal((await stage.request(id)).version, version + 1);

    stage.sessions.online = false;
    await watchSession(stage.parts, id);
    const events = await stage.store.requests.events(id, 2);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['user-came-online', 'user-went-offline'],
    );
  });

  it('notices that a session was closed in TeamViewer, and throws its links away', async () => {
    const { id, code } = await active();
    await stage.sessions.close(code);
    assert.equal((await watchSession(stage.parts, id)).kind, 'again');
    const request = await stage.request(id);
    assert.ok(request.state === 'ended' && request.cause === 'teamviewer');
    assert.equal(await stage.store.links.get(id, code), undefined);
  });

  it('looks for the connection report of an ended session until it is there', async () => {
    const { id, code } = await active();
    await stage.does(ANNA, { type: 'end-session', id });
    assert.deepEqual(await watchSession(stage.parts, id), { kind: 'again', after: 50 });
    stage.sessions.measured = { from: 1_000, to: 61_000 };
    assert.deepEqual(await watchSession(stage.parts, id), { kind: 'done' });
    const session = (await stage.request(id)).sessions.find((found) => found.code === code);
    assert.deepEqual(session?.measured, { from: 1_000, to: 61_000 });
    assert.deepEqual(await watchSession(stage.parts, id), { kind: 'done' });
    assert.equal(stage.sessions.count('report'), 2);
  });

  it('looks less often as time goes by, and no more after two hours', async () => {
    const { id } = await active();
    await stage.does(ANNA, { type: 'end-session', id });
    await stage.store.setClockOffset(2 * MINUTE);
    const later = await watchSession(stage.parts, id);
    // Nobody was seen in it, so a report is unlikely: half of the time that has passed.
    assert.ok(later.kind === 'again' && Math.abs(later.after - MINUTE) < 1_000);
    await stage.store.setClockOffset(2 * HOUR + MINUTE);
    assert.deepEqual(await watchSession(stage.parts, id), { kind: 'done' });
    assert.equal(stage.sessions.count('report'), 1);
  });

  it('leaves requests alone that have no session to watch', async () => {
    const id = await ask(stage);
    assert.deepEqual(await watchSession(stage.parts, id), { kind: 'done' });
    await stage.does(BRAM, { type: 'approve', id });
    assert.deepEqual(await watchSession(stage.parts, id), { kind: 'done' });
    assert.deepEqual(stage.sessions.calls, []);
  });

  it('commits nothing when TeamViewer does not answer', async () => {
    const { id, version } = await active();
    stage.sessions.failNext('look', failure({ operation: 'get session', status: 503 }));
    await assert.rejects(watchSession(stage.parts, id), /teamviewer get session/);
    assert.equal((await stage.request(id)).version, version);
  });
});
