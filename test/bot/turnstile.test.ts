import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Turnstile } from '../../src/bot/turnstile.js';

/** Work that ends when it is told to. */
function held<T>() {
  let settle: { resolve: (value: T) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  assert.ok(settle);
  return { act: sinon.spy(() => promise), ...settle };
}

describe('the turnstile', () => {
  it('lets one turn of a person begin when their one before has ended', async () => {
    const turnstile = new Turnstile();
    const first = held<string>();
    const second = sinon.spy(async () => 'second');
    const answers = Promise.all([
      turnstile.pass('anna', first.act),
      turnstile.pass('anna', second),
    ]);
    await new Promise(setImmediate);
    assert.equal(second.callCount, 0);
    first.resolve('first');
    assert.deepEqual(await answers, ['first', 'second']);
  });

  it('lets everybody else through meanwhile', async () => {
    const turnstile = new Turnstile();
    const hangs = held<void>();
    const hanging = turnstile.pass('anna', hangs.act);
    assert.equal(await turnstile.pass('luc', async () => 'luc'), 'luc');
    hangs.resolve();
    await hanging;
  });

  it('goes on after a turn that failed, and tells nobody else of it', async () => {
    const turnstile = new Turnstile();
    const first = held<string>();
    const failing = turnstile.pass('anna', first.act);
    const next = turnstile.pass('anna', async () => 'next');
    first.reject(new Error('broke off'));
    await assert.rejects(failing, /broke off/);
    assert.equal(await next, 'next');
  });

  it('waits for a turn that hangs no longer than two seconds', async () => {
    const clock = sinon.useFakeTimers();
    try {
      const turnstile = new Turnstile();
      const hangs = held<void>();
      void turnstile.pass('anna', hangs.act);
      const next = sinon.spy(async () => 'next');
      const passed = turnstile.pass('anna', next);
      await clock.tickAsync(1_999);
      assert.equal(next.callCount, 0);
      await clock.tickAsync(1);
      assert.equal(await passed, 'next');
    } finally {
      clock.restore();
    }
  });
});
