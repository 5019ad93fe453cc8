import assert from 'node:assert/strict';
import { parseRetryAfter, verdictOn, type Method } from '../../../src/bot/connector/retry-table.js';

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'DELETE'];

describe('the retry table', () => {
  it('tries again whatever the method after 429 and 412', () => {
    for (const method of METHODS) {
      for (const status of [429, 412]) {
        assert.equal(verdictOn({ kind: 'status', status }, method, 1, 0.5).kind, 'again');
      }
    }
  });

  it('never repeats a POST that may have been applied', () => {
    for (const status of [500, 501, 502, 503, 504]) {
      assert.equal(verdictOn({ kind: 'status', status }, 'POST', 1, 0).kind, 'give-up');
    }
    assert.equal(verdictOn({ kind: 'no-answer', sent: true }, 'POST', 1, 0).kind, 'give-up');
    assert.equal(verdictOn({ kind: 'no-answer', sent: false }, 'POST', 1, 0).kind, 'again');
  });

  it('never repeats anything that was answered with 500 or a lasting no', () => {
    for (const method of METHODS) {
      for (const status of [301, 400, 403, 404, 413, 500]) {
        assert.equal(verdictOn({ kind: 'status', status }, method, 1, 0).kind, 'give-up');
      }
    }
  });

  it('waits for what Retry-After says, else longer each time', () => {
    assert.deepEqual(verdictOn({ kind: 'status', status: 429, retryAfter: 7_000 }, 'POST', 1, 1), {
      kind: 'again',
      after: 7_000,
    });
    const waits = [1, 2, 3].map((attempt) => {
      const verdict = verdictOn({ kind: 'status', status: 429 }, 'POST', attempt, 1);
      return verdict.kind === 'again' ? verdict.after : 0;
    });
    assert.deepEqual(waits, [600, 1_100, 2_100]);
  });

  it('asks for a fresh token on the first 401 only', () => {
    assert.deepEqual(verdictOn({ kind: 'status', status: 401 }, 'POST', 1, 0), {
      kind: 'again',
      after: 0,
      freshToken: true,
    });
    assert.equal(verdictOn({ kind: 'status', status: 401 }, 'POST', 2, 0).kind, 'give-up');
  });
});

describe('Retry-After', () => {
  it('is seconds or a date', () => {
    const now = Date.UTC(2026, 10, 20, 9, 0, 0);
    assert.equal(parseRetryAfter('3', now), 3_000);
    assert.equal(parseRetryAfter('Fri, 20 Nov 2026 09:00:10 GMT', now), 10_000);
    assert.equal(parseRetryAfter('Fri, 20 Nov 2026 08:00:00 GMT', now), 0);
    assert.equal(parseRetryAfter('soon', now), undefined);
    assert.equal(parseRetryAfter(null, now), undefined);
  });
});
