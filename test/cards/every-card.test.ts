import assert from 'node:assert/strict';
import { createCards } from '../../src/cards/create-cards.js';
import { CARD_BYTES } from '../../src/cards/render.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import { complaints, inputsIn, nodes, strings } from './inspect.js';
import { gallery, type Exhibit } from './gallery.js';

describe('every card, in every state, place and language', () => {
  let exhibits: Exhibit[];
  before(() => {
    exhibits = gallery(createCards(createTranslator()));
  });

  function each(check: (exhibit: Exhibit, label: string) => void): void {
    assert.ok(exhibits.length > 300, `${exhibits.length} cards`);
    for (const exhibit of exhibits) check(exhibit, `${exhibit.name} (${exhibit.locale})`);
  }

  it('is valid to the renderer, with an id of its own for each input', () => {
    each(({ card }, label) => assert.deepEqual(complaints(card), [], label));
  });

  it('is version 1.5 and says its language, its fall-back text and what to read aloud', () => {
    each(({ card, locale }, label) => {
      assert.equal(card['version'], '1.5', label);
      assert.equal(card['lang'], locale, label);
      assert.match(String(card['fallbackText']), /\p{L}{3}/u, label);
      assert.notEqual(card['speak'], '', label);
    });
  });

  it('has no binding left over and nothing undefined', () => {
    each(({ card }, label) => {
      for (const { path, text } of strings(card))
        assert.ok(!text.includes('${'), `${label} ${path}`);
      for (const { path, text } of strings(card))
        assert.ok(!/undefined|\[object/.test(text), `${label} ${path}`);
    });
  });

  it('stays under 28 KB', () => {
    each(({ card }, label) =>
      assert.ok(Buffer.byteLength(JSON.stringify(card)) <= CARD_BYTES, label),
    );
  });

  it('has at most three buttons beside each other', () => {
    each(({ card }, label) => {
      for (const node of nodes(card)) {
        if (!Array.isArray(node['actions'])) continue;
        const primary = (node['actions'] as Record<string, unknown>[]).filter(
          ({ mode }) => mode !== 'secondary',
        );
        assert.ok(primary.length <= 3, `${label}: ${primary.length}`);
      }
    });
  });

  it('labels every input, and says what is missing where one is required', () => {
    each(({ card }, label) => {
      for (const input of inputsIn(card)) {
        assert.notEqual(input['label'], '', label);
        if (input['isRequired'] === true) assert.notEqual(input['errorMessage'], '', label);
      }
    });
  });

  it('offers a button only with a hint, never with words or a state', () => {
    const known = new Set([
      'id',
      'version',
      'nonce',
      'filter',
      'page',
      'all',
      'language',
      'choice',
      // Which PC, target or part of a task.
      ...['n', 'target', 'part', 'as'],
    ]);
    each(({ card }, label) => {
      for (const { type, data } of nodes(card)) {
        if (type !== 'Action.Execute') continue;
        for (const name of Object.keys(data as object))
          assert.ok(known.has(name), `${label}: ${name}`);
      }
    });
  });

  it('is wide only for the queue and for tasks', () => {
    each(({ card, name }, label) => {
      const width = (card['msteams'] as { width?: string } | undefined)?.width;
      assert.equal(width, /^(?:queue|task)/.test(name) ? 'Full' : undefined, label);
    });
  });

  it('uses times that a client can draw, outside rich text only', () => {
    each(({ card }, label) => {
      for (const { path, text } of strings(card)) {
        if (!/\{\{/.test(text)) continue;
        assert.match(path, /\/text$/, label);
        assert.ok(!path.includes('/inlines/'), `${label} ${path}`);
        const rest = text.replace(
          /\{\{(?:DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ,SHORT\)|TIME\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\))\}\}/g,
          '',
        );
        assert.ok(!rest.includes('{{'), `${label}: ${text}`);
      }
    });
  });
});
