import assert from 'node:assert/strict';
import { readLocales, type Messages } from '../../../src/services/i18n/locales.js';
import { createTranslator, MissingMessage } from '../../../src/services/i18n/translator.js';
import type { MessageKey } from '../../../src/services/i18n/keys.js';

function flat(messages: Messages, path = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([name, inner]) => {
      const key = path === '' ? name : `${path}.${name}`;
      return typeof inner === 'string' ? [[key, inner] as const] : [...flat(inner, key)];
    }),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => String(name)).sort();
}

const { resources, namespaces } = readLocales();

function messages(language: string, namespace: string): Map<string, string> {
  return flat(resources[language]?.[namespace] ?? {});
}

describe('the locale files', () => {
  for (const namespace of namespaces) {
    for (const language of ['nl', 'fr']) {
      it(`have the same messages with the same values in ${namespace} (${language})`, () => {
        const english = messages('en', namespace);
        const other = messages(language, namespace);
        assert.deepEqual([...other.keys()].sort(), [...english.keys()].sort());
        for (const [key, text] of other) {
          assert.deepEqual(placeholders(text), placeholders(english.get(key) ?? ''), key);
        }
      });
    }

    it(`have no exclamation marks and no emoji in ${namespace}`, () => {
      for (const language of ['en', 'nl', 'fr']) {
        for (const [key, text] of messages(language, namespace)) {
          assert.doesNotMatch(text, /!|\p{Extended_Pictographic}/u, `${language} ${key}`);
          assert.equal(text, text.trim(), `${language} ${key}`);
          assert.notEqual(text, '', `${language} ${key}`);
        }
      }
    });
  }

  for (const namespace of [
    'audit',
    'cards',
    'commands',
    'common',
    'doctor',
    'notices',
    'refusals',
  ]) {
    it(`break no line before French punctuation in ${namespace}`, () => {
      for (const [key, text] of messages('fr', namespace))
        assert.doesNotMatch(text, / [:;?%»]|« /, key);
    });

    it(`say vous and je throughout in ${namespace}`, () => {
      for (const [key, text] of messages('fr', namespace)) {
        assert.doesNotMatch(text, /(?<!\p{L})(?:tu|ton|ta|tes|toi)(?!\p{L})/iu, key);
      }
      for (const [key, text] of messages('nl', namespace)) {
        assert.doesNotMatch(text, /(?<!\p{L})(?:u|uw)(?!\p{L})/iu, key);
      }
    });
  }
});

describe('the translator', () => {
  it('speaks each language', () => {
    const { t } = createTranslator();
    assert.equal(t('en', 'cards:move.new.title'), 'Request remote assistance');
    assert.equal(t('nl', 'cards:move.new.title'), 'Hulp op afstand aanvragen');
    assert.equal(t('fr', 'cards:move.new.title'), 'Demander une assistance à distance');
    assert.equal(t('nl', 'cards:move.end-session.title'), 'Sessie beëindigen');
  });

  it('counts as each language counts', () => {
    const { t } = createTranslator();
    const say = (language: 'en' | 'nl' | 'fr', count: number): string =>
      t(language, 'common:duration.minutes', { count });
    assert.deepEqual(
      [say('en', 0), say('en', 1), say('en', 2)],
      ['0 minutes', '1 minute', '2 minutes'],
    );
    assert.deepEqual([say('nl', 1), say('nl', 5)], ['1 minuut', '5 minuten']);
    assert.deepEqual([say('fr', 0), say('fr', 2)], ['0 minute', '2 minutes']);
  });

  it('leaves values as they are: no escaping, no nesting, no second filling', () => {
    const { t } = createTranslator();
    for (const who of [
      '<b>&"\'',
      '{{id}}',
      '$t(cards:queue.title)',
      '{{TIME(2026-11-20T09:14:00Z)}}',
    ]) {
      assert.equal(t('en', 'common:event.approved', { who }), `${who} approved it`);
    }
  });

  it('throws for a message or a value that is missing', () => {
    const { t } = createTranslator();
    assert.throws(() => t('en', 'cards:nothing' as MessageKey), MissingMessage);
    assert.throws(() => t('en', 'common:event.approved'), MissingMessage);
  });

  it('reports instead, and goes on in English, where somebody listens', () => {
    const problems: string[] = [];
    const { t } = createTranslator((problem) => problems.push(problem));
    assert.equal(t('nl', 'common:event.approved'), ' keurde de aanvraag goed');
    assert.equal(t('nl', 'cards:nothing' as MessageKey), 'nothing');
    assert.equal(problems.length, 2);
  });
});
