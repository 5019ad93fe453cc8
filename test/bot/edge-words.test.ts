import assert from 'node:assert/strict';
import { createCards } from '../../src/cards/create-cards.js';
import { createEdgeWords, mishapOf } from '../../src/bot/edge-words.js';
import { ConnectorFailure } from '../../src/services/desk/failures.js';
import { LOCALES } from '../../src/services/desk/people/person.js';
import { createTranslator } from '../../src/services/i18n/translator.js';

const translator = createTranslator();
const words = createEdgeWords(translator, createCards(translator));
const MISHAPS = [
  { kind: 'not-recorded' },
  { kind: 'unsure' },
  { kind: 'bug', correlation: '1a2b3c4d' },
] as const;

describe('the words of the edge', () => {
  it('say every mishap in every language, each in its own way', () => {
    const all = LOCALES.flatMap((locale) => [
      ...MISHAPS.map((mishap) => words.sentence(locale, mishap)),
      words.notUnderstood(locale),
      words.forYouAlone(locale, 'Sam'),
    ]);
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.every((sentence) => sentence.length > 20 && !sentence.includes('{{')));
  });

  it('give the number of a bug, as sentence and as card', () => {
    assert.match(words.sentence('nl', MISHAPS[2]), /1a2b3c4d/);
    const message = words.message({ locale: 'fr' }, MISHAPS[2]);
    assert.match(JSON.stringify(message), /1a2b3c4d/);
    assert.match(JSON.stringify(message), /HD-500/);
  });
});

describe('what may be said about an error', () => {
  const redis = (applied: 'no' | 'maybe') =>
    new ConnectorFailure({ system: 'redis', operation: 'commit', retryable: true, applied });

  it('is "not recorded" only when nothing was written', () => {
    assert.equal(mishapOf(new Error(), false, 'x').kind, 'not-recorded');
    assert.equal(mishapOf(redis('no'), true, 'x').kind, 'not-recorded');
    assert.equal(mishapOf(redis('maybe'), true, 'x').kind, 'unsure');
    assert.deepEqual(mishapOf(new TypeError(), true, 'x'), { kind: 'bug', correlation: 'x' });
  });
});
