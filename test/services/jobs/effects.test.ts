import assert from 'node:assert/strict';
import { MINUTE, SECOND } from '../../../src/services/desk/ids.js';
import { EFFECT_HOLD } from '../../../src/services/desk/requests/decide-desk.js';
import { EFFECT } from '../../../src/services/jobs/parts.js';
import { runEffect } from '../../../src/services/jobs/effects.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { ANNA, BRAM } from '../store/building.js';
import { connecting, effectOf, failure, setStage, type Stage } from './staging.js';

describe('a fenced effect', () => {
  let server: TestRedis;
  let stage: Stage;
  let tenants = 0;

  before(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    tenants += 1;
    stage = await setStage(server.url, `effects-${tenants}`);
  });
  afterEach(() => stage.close());
  after(() => server.stop());

  const run = (id: Parameters<typeof runEffect>[1], n: number) => runEffect(stage.parts, id, n);
  const begin = (id: Parameters<typeof runEffect>[1], n: number) =>
    stage.desk.execute({
      command: { type: 'begin-effect', id, n },
      actor: EFFECT,
      opKey: `fx:${id}-${n}:1`,
    });

  it('makes the session, keeps its links apart and confirms it', async () => {
    const { id, effect } = await connecting(stage);
    assert.deepEqual(await run(id, effect.n), { kind: 'done' });

    const request = await stage.request(id);
    assert.equal(request.state, 'active');
    assert.deepEqual(request.effects, []);
    const [session] = request.sessions;
    assert.ok(session);
    const links = await stage.store.links.get(id, session.code);
    assert.equal(links?.supporter, `https://get.example/${session.code}-secret`);
    assert.ok(
      !JSON.stringify([request, await stage.store.requests.events(id, 50)]).includes('get.example'),
    );
    assert.ok(
      !JSON.stringify([stage.log.info.args, stage.log.warn.args, stage.observer.args]).includes(
        'get.example',
      ),
    );
    assert.deepEqual(stage.sessions.calls, ['make']);
  });

  it('does nothing when it was done already', async () => {
    const { id, effect } = await connecting(stage);
    await run(id, effect.n);
    assert.deepEqual(await run(id, effect.n), { kind: 'done' });
    assert.equal(stage.sessions.count('make'), 1);
  });

  it('finds the session whose answer was lost, and makes it once', async () => {
    const { id, effect } = await connecting(stage);
    stage.sessions.failNext('make', failure({ applied: 'maybe' }), true);
    const first = await run(id, effect.n);
    assert.ok(first.kind === 'again' && first.after >= 5 * SECOND);
    const delayed = effectOf(await stage.request(id));
    assert.equal(delayed.trouble?.system, 'teamviewer');

    assert.deepEqual(await run(id, effect.n), { kind: 'done' });
    assert.deepEqual(stage.sessions.calls, ['make', 'find']);
    assert.equal((await stage.request(id)).state, 'active');
  });

  it('says what is in the way and when it tries again, ever later', async () => {
    const { id, effect } = await connecting(stage);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      stage.sessions.failNext('make', failure({ status: 503 }));
      const verdict = await run(id, effect.n);
      assert.ok(verdict.kind === 'again');
      pauses.push(verdict.after);
      const { attempts, trouble } = effectOf(await stage.request(id));
      assert.equal(attempts, attempt);
      assert.equal(trouble?.code, '503');
    }
    pauses.forEach((pause, times) =>
      assert.ok(pause >= 1_000 * 2 ** times && pause <= 2_000 * 2 ** times, `${pauses.join()}`),
    );
  });

  it('waits as long as the far end asks for', async () => {
    const { id, effect } = await connecting(stage);
    stage.sessions.failNext(
      'make',
      failure({ status: 429, code: 'rate_limit_reached', retryAfter: 30_000 }),
    );
    assert.deepEqual(await run(id, effect.n), { kind: 'again', after: 30_000 });
    const { trouble } = effectOf(await stage.request(id));
    const left = (trouble?.retryAt ?? 0) - (await stage.store.requests.now());
    assert.ok(left > 29_000 && left <= 30_000);
  });

  it('fails for good on a no', async () => {
    const { id, effect } = await connecting(stage);
    stage.sessions.failNext('make', failure({ retryable: false, status: 400 }));
    assert.deepEqual(await run(id, effect.n), { kind: 'done' });
    const request = await stage.request(id);
    assert.equal(request.state, 'failed');
    assert.deepEqual(request.effects, []);
  });

  it('does not take a no for an answer when the session may exist', async () => {
    const { id, effect } = await connecting(stage);
    stage.sessions.failNext('make', failure({ retryable: false, applied: 'maybe' }), true);
    assert.equal((await run(id, effect.n)).kind, 'again');
    await run(id, effect.n);
    assert.equal((await stage.request(id)).state, 'active');
  });

  it('waits for the call of a worker that fell silent, then looks before it calls', async () => {
    const { id, effect } = await connecting(stage);
    await begin(id, effect.n);
    const waiting = await run(id, effect.n);
    assert.ok(
      waiting.kind === 'again' &&
        waiting.after > EFFECT_HOLD - 1_000 &&
        waiting.after <= EFFECT_HOLD,
    );
    assert.deepEqual(stage.sessions.calls, []);

    await stage.store.setClockOffset(EFFECT_HOLD);
    assert.deepEqual(await run(id, effect.n), { kind: 'done' });
    assert.deepEqual(stage.sessions.calls, ['find', 'make']);
  });

  it('lets one of ten workers call', async () => {
    const { id, effect } = await connecting(stage);
    const verdicts = await Promise.all(Array.from({ length: 10 }, () => run(id, effect.n)));
    assert.equal(stage.sessions.count('make'), 1);
    assert.equal((await stage.request(id)).state, 'active');
    assert.ok(
      verdicts.every(
        (verdict) =>
          verdict.kind === 'done' || (verdict.kind === 'again' && verdict.after <= EFFECT_HOLD),
      ),
    );
  });

  it('does not call when this process was held up after the fence', async () => {
    const { id, effect } = await connecting(stage);
    const slow = { ...stage.parts, sessionTexts: stage.parts.sessionTexts };
    slow.sessionTexts = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 2_050));
      return stage.parts.sessionTexts(request);
    };
    const verdict = await runEffect(slow, id, effect.n);
    assert.equal(verdict.kind, 'again');
    assert.equal(stage.sessions.count('make'), 0);
    assert.equal(effectOf(await stage.request(id)).trouble?.code, 'held-up');
  });

  describe('past its time', () => {
    const LATE = 11 * MINUTE;

    it('gives up at once when it was never begun', async () => {
      const { id, effect } = await connecting(stage);
      await stage.store.setClockOffset(LATE);
      await run(id, effect.n);
      assert.equal((await stage.request(id)).state, 'failed');
      assert.deepEqual(stage.sessions.calls, []);
    });

    it('lets the request fail, and goes on looking until it is proven that nothing was made', async () => {
      const { id, effect } = await connecting(stage);
      await begin(id, effect.n);
      await stage.store.setClockOffset(LATE);
      stage.sessions.failNext('find', failure({ status: 503 }));
      assert.equal((await run(id, effect.n)).kind, 'again');
      assert.equal((await stage.request(id)).state, 'failed');
      assert.equal((await stage.request(id)).effects.length, 1);

      assert.deepEqual(await run(id, effect.n), { kind: 'done' });
      assert.deepEqual((await stage.request(id)).effects, []);
      assert.equal(stage.sessions.count('make'), 0);
    });

    it('uses a session that was made after all', async () => {
      const { id, effect } = await connecting(stage);
      stage.sessions.failNext('make', failure({ applied: 'maybe' }), true);
      await run(id, effect.n);
      await stage.store.setClockOffset(LATE);
      await stage.operators(BRAM);
      await run(id, effect.n);
      assert.equal((await stage.request(id)).state, 'active');
      assert.equal(stage.sessions.count('make'), 1);
    });
  });

  describe('and the right to do it', () => {
    it('fails when the helper lost the role', async () => {
      const { id, effect } = await connecting(stage);
      await stage.operators();
      await run(id, effect.n);
      assert.equal((await stage.request(id)).state, 'failed');
      assert.deepEqual(stage.sessions.calls, []);
    });

    it('closes what was made before the helper lost the role', async () => {
      const { id, effect } = await connecting(stage);
      stage.sessions.failNext('make', failure({ applied: 'maybe' }), true);
      await run(id, effect.n);
      await stage.operators();
      await run(id, effect.n);
      assert.equal((await stage.request(id)).state, 'failed');
      assert.equal(stage.sessions.closed.size, 1);
    });

    it('waits when nobody knows who has which role', async () => {
      const { id, effect } = await connecting(stage);
      await stage.redis.web.del(`{hd:effects-${tenants}}:roles`);
      assert.deepEqual(await run(id, effect.n), { kind: 'again', after: 10_000 });
      assert.equal(effectOf(await stage.request(id)).trouble?.code, 'roles-too-old');
      await stage.operators(BRAM);
      assert.deepEqual(await run(id, effect.n), { kind: 'done' });
    });
  });

  it('closes the session when it ends, and throws its links away', async () => {
    const { id, effect } = await connecting(stage);
    await run(id, effect.n);
    const code = (await stage.request(id)).sessions[0]?.code;
    assert.ok(code);
    await stage.does(ANNA, { type: 'end-session', id });
    const closing = effectOf(await stage.request(id));
    assert.equal(closing.kind, 'close-session');
    stage.sessions.failNext('close', failure({ status: 502 }));
    assert.equal((await run(id, closing.n)).kind, 'again');

    assert.deepEqual(await run(id, closing.n), { kind: 'done' });
    assert.ok(stage.sessions.closed.has(code));
    assert.equal(await stage.store.links.get(id, code), undefined);
    assert.deepEqual((await stage.request(id)).effects, []);
  });

  it('closes a session that came when nobody wanted it any more', async () => {
    const { id, effect } = await connecting(stage);
    stage.sessions.failNext('make', failure({ applied: 'maybe' }), true);
    await run(id, effect.n);
    await stage.does(ANNA, { type: 'end-session', id });
    assert.deepEqual(await run(id, effect.n), { kind: 'done' });
    const closing = effectOf(await stage.request(id));
    assert.equal(closing.kind, 'close-session');
    await run(id, closing.n);
    assert.equal(stage.sessions.closed.size, 1);
    assert.equal(stage.sessions.count('make'), 1);
  });

  it('makes a new session for a new link, and closes the old one', async () => {
    const { id, effect } = await connecting(stage);
    await run(id, effect.n);
    const old = (await stage.request(id)).sessions[0]?.code;
    await stage.does(BRAM, { type: 'new-link', id });
    const renewal = effectOf(await stage.request(id));
    assert.equal(renewal.kind, 'renew-session');
    await run(id, renewal.n);
    const request = await stage.request(id);
    assert.equal(request.sessions.length, 2);
    await run(id, effectOf(request).n);
    assert.deepEqual([...stage.sessions.closed], [old]);
  });
});
