import assert from 'node:assert/strict';
import { spy } from 'sinon';
import { runSelfTests } from '../../src/app/run-self-tests.js';
import {
  clockFinding,
  finding,
  type Finding,
  type SelfTest,
} from '../../src/services/desk/self-test.js';

function test(check: SelfTest['check'], run: SelfTest['run']): SelfTest {
  return { check, watched: true, run };
}

const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

describe('running the self-tests', () => {
  const log = { error: spy() };

  it('says of one that hangs that it didn’t answer, and of the rest what they found', async () => {
    let aborted = false;
    const hangs = test('teamviewer', (signal) => {
      signal.addEventListener('abort', () => (aborted = true));
      return new Promise(() => {});
    });
    const fine = test('channel', async () => [finding('channel', 'channel.fine')]);
    const began = performance.now();
    const found = await runSelfTests([hangs, fine], 50, log);
    assert.ok(performance.now() - began < 1_000);
    assert.deepEqual(codes(found), ['channel.fine', 'test.no-answer']);
    assert.deepEqual([found[1]?.check, found[1]?.status, aborted], ['teamviewer', 'fail', true]);
  });

  it('says of one with a bug that it failed, and logs why', async () => {
    const broken = test('redis', () => Promise.reject(new Error('oops')));
    const found = await runSelfTests([broken], 1_000, log);
    assert.deepEqual(codes(found), ['test.broken']);
    assert.equal(log.error.callCount, 1);
  });

  it('tells each clock once, by its worst reading', async () => {
    const tests = [0, 90_000, 9_000].map((skew) =>
      test('graph', async () => [clockFinding('entra', skew)]),
    );
    const redis = test('redis', async () => [clockFinding('redis', 0)]);
    const found = await runSelfTests([...tests, redis], 1_000, log);
    assert.deepEqual(codes(found).sort(), ['clock.far', 'clock.fine']);
  });
});
