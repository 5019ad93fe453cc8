import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DAY, HOUR, MINUTE } from '../../../../src/services/desk/ids.js';
import { parseDuration } from '../../../../src/services/desk/input/durations.js';

describe('parseDuration', () => {
  const spans: [text: string, span: number][] = [
    ['15m', 15 * MINUTE],
    ['2h', 2 * HOUR],
    ['1h30', 90 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['1d 4h', DAY + 4 * HOUR],
    ['2 uur', 2 * HOUR],
    ['2u', 2 * HOUR],
    ['2 heures', 2 * HOUR],
    ['1j', DAY],
    ['90 MIN', 90 * MINUTE],
  ];
  for (const [text, span] of spans) {
    it(`reads ${text}`, () => assert.equal(parseDuration(text), span));
  }

  for (const text of [
    '',
    'soon',
    '2',
    '30m2h',
    '2h2h',
    '0h',
    '1h30x',
    '-2h',
    '1.5h',
    '2h 3d',
    '1h2m3m4m',
  ]) {
    it(`doesn't read ${JSON.stringify(text)}`, () => assert.equal(parseDuration(text), undefined));
  }
});
