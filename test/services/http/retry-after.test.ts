import assert from 'node:assert/strict';
import { parseRetryAfter } from '../../../src/services/http/retry-after.js';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 0);

describe('Retry-After', () => {
  it('reads seconds', () => {
    assert.equal(parseRetryAfter('0', NOW), 0);
    assert.equal(parseRetryAfter(' 120 ', NOW), 120_000);
  });

  it('reads the three forms of an HTTP date as a span from now', () => {
    for (const date of [
      'Sun, 06 Nov 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994',
    ]) {
      assert.equal(parseRetryAfter(date, NOW), 37_000, date);
    }
  });

  it('waits no time for a date that has passed', () => {
    assert.equal(parseRetryAfter('Sun, 06 Nov 1994 08:48:00 GMT', NOW), 0);
  });

  it('never waits longer than a day', () => {
    assert.equal(parseRetryAfter('9999999999', NOW), 86_400_000);
    assert.equal(parseRetryAfter('Sun, 06 Nov 2094 08:49:37 GMT', NOW), 86_400_000);
  });

  it('gives undefined for what it cannot read', () => {
    const unreadable = [
      undefined,
      '',
      'soon',
      '-5',
      '1.5',
      '1e3',
      '2026-01-01',
      'Sun, 99 Foo 1994 08:49:37 GMT',
    ];
    for (const value of unreadable)
      assert.equal(parseRetryAfter(value, NOW), undefined, String(value));
  });
});
