import assert from 'node:assert/strict';
import { findingWords } from '../../../src/cards/doctor-words.js';
import { DAY, SECOND } from '../../../src/services/desk/ids.js';
import { LOCALES } from '../../../src/services/desk/people/person.js';
import {
  clockFinding,
  countsOf,
  expiryFinding,
  finding,
  FINDINGS,
  inOrder,
  type FindingCode,
} from '../../../src/services/desk/self-test.js';
import { createTranslator } from '../../../src/services/i18n/translator.js';

const NOW = Date.UTC(2026, 10, 20);
const NAMES = { variable: 'MicrosoftAppPassword', setting: 'APP_SECRET_EXPIRES' };
const CODES = Object.keys(FINDINGS) as FindingCode[];

/** Everything that a text may ask for. */
const PARAMS = {
  ...NAMES,
  ...{ id: 'i', name: 'n', code: 'c', app: 'a', tenant: 't', host: 'h', hosts: 'h', ids: 'i' },
  ...{ permission: 'User.Read.All', for: 'users', count: 2, minutes: 3, seconds: 9, due: 4 },
  ...{ version: '7', role: 'slave', commands: 'INFO', policy: 'p', appendfsync: 'everysec' },
  ...{ percent: 81, system: 'redis', file: 'f', running: '2', built: '1', uploaded: '1' },
  ...{ status: 302, date: NOW, days: 3 },
};

describe('what a self-test finds', () => {
  const { t } = createTranslator();

  for (const locale of LOCALES) {
    it(`has words for everything, and advice for every problem (${locale})`, () => {
      for (const code of CODES) {
        const words = findingWords(t, locale, finding('channel', code, PARAMS));
        assert.match(words.found, /\p{L}{3}/u, code);
        assert.doesNotMatch(words.found + (words.fix ?? ''), /\{\{|undefined/, code);
        assert.equal(words.fix !== undefined, FINDINGS[code] !== 'pass', code);
      }
    });
  }

  it('tells dates and systems in the reader’s language', () => {
    const found = finding('bot-secret', 'expiry.soon', { ...NAMES, date: NOW, days: 3 });
    assert.match(findingWords(t, 'nl', found).found, /20 november 2026/);
    assert.match(findingWords(t, 'fr', found).found, /20 novembre 2026/);
    assert.match(findingWords(t, 'en', clockFinding('redis', 9 * SECOND)).found, /Redis.*9 s/);
  });

  it('is read with the worst first, otherwise in its fixed order', () => {
    const found = [
      finding('address', 'address.fine'),
      finding('redis', 'redis.embedded'),
      finding('channel', 'channel.fine'),
      finding('teamviewer', 'teamviewer.refused'),
      finding('channel', 'channel.none'),
    ];
    assert.deepEqual(
      inOrder(found).map(({ code }) => code),
      ['channel.none', 'teamviewer.refused', 'redis.embedded', 'channel.fine', 'address.fine'],
    );
    assert.deepEqual(countsOf(found), { pass: 2, warn: 1, fail: 2 });
  });

  it('warns of a secret in its last 30 days, and fails when it is past', () => {
    const at = (end: number | undefined) => expiryFinding('bot-secret', end, NOW, NAMES);
    assert.equal(at(NOW + 31 * DAY).code, 'expiry.far');
    assert.deepEqual(
      [at(NOW + 30 * DAY).code, at(NOW + 30 * DAY).params.days],
      ['expiry.soon', 30],
    );
    assert.equal(at(NOW + 1).params.days, 1);
    assert.equal(at(NOW).code, 'expiry.past');
    assert.deepEqual([at(undefined).code, at(undefined).status], ['expiry.unknown', 'warn']);
  });

  it('takes a clock that is off seriously before tokens break', () => {
    const at = (seconds: number) => clockFinding('entra', seconds * SECOND).status;
    assert.deepEqual([at(5), at(-6), at(60), at(-61)], ['pass', 'warn', 'warn', 'fail']);
  });
});
