import assert from 'node:assert/strict';
import { createCards } from '../../src/cards/create-cards.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import { gallery } from './gallery.js';
import { inputsIn, nodes } from './inspect.js';
import type { CardJson } from '../../src/cards/render.js';
import { PEOPLE, WORDS } from './fixtures.js';

/** The same in every language, or somebody's own words. */
const SHARED = new Set([
  'REQ-12 · ',
  'Het scherm blijft zwart',
  'HD-302',
  'HD-101',
  'HD-501',
  'English',
  'Nederlands',
  'Français',
  'Latitude 7440',
  's06-301-144',
  'PC-0042',
  'Software',
  'Hardware',
  'Session',
  'Urgent',
  'Queue',
  'The update is stuck',
  'Not during the audit',
  'a stolen account',
  'TASK-12',
  'PC-1',
  'OptiPlex',
  ...[...PEOPLE.values()].map(({ name }) => name),
  ...Object.values(WORDS),
]);

/** Everything of ours that is read or heard on a card. */
function phrases(card: CardJson): string[] {
  const shown = nodes(card).flatMap((node) => [
    node['text'],
    node['title'],
    node['label'],
    node['placeholder'],
    node['errorMessage'],
    node['speak'],
    node['fallbackText'],
  ]);
  const choices = inputsIn(card).flatMap(({ choices }) =>
    ((choices ?? []) as { title: string }[]).map(({ title }) => title),
  );
  return [...shown, ...choices].filter(
    (text): text is string => typeof text === 'string' && /\p{L}{3}/u.test(text),
  );
}

function without(text: string): string {
  let rest = text.replace(/\{\{.*?\}\}/g, '');
  for (const shared of SHARED) rest = rest.replaceAll(shared, '');
  return rest;
}

describe('a card in Dutch or French', () => {
  for (const locale of ['nl', 'fr'] as const) {
    it(`has no words of the English one (${locale})`, () => {
      const all = gallery(createCards(createTranslator()));
      const english = all.filter((one) => one.locale === 'en');
      const other = all.filter((one) => one.locale === locale);
      assert.equal(other.length, english.length);
      other.forEach(({ name, card }, index) => {
        const source = new Set(phrases(english[index]!.card));
        for (const phrase of phrases(card)) {
          const rest = without(phrase);
          if (/\p{L}{3}/u.test(rest)) assert.ok(!source.has(phrase), `${name}: "${phrase}"`);
        }
      });
    });
  }
});
