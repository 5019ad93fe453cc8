import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCards } from '../../src/cards/create-cards.js';
import type { Cards } from '../../src/cards/cards.js';
import type { CardJson } from '../../src/cards/render.js';
import { line, paragraphs, said, title } from '../../src/cards/untrusted.js';
import type { Person } from '../../src/services/desk/people/person.js';
import { deviceId } from '../../src/services/desk/ids.js';
import type { Request } from '../../src/services/desk/requests/request.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import { complaints, strings } from './inspect.js';
import { ANNA, eachState, event, LUC, NOW, REQUESTS, SANNE, viewOf, wordsMap } from './fixtures.js';

const NASTY: Readonly<Record<string, string>> = {
  'a Markdown link': '[reset your password](https://evil.example)',
  'a mention': '<at>Anna Berger</at>',
  'a binding': '${1+1} ${$root.moves} ${id}',
  'a date': '{{DATE(2026-11-20T09:14:00Z,SHORT)}} {{TIME(2026-11-20T09:14:00Z)}}',
  'a placeholder': '{{who}} $t(cards:queue.title) $t(common:desk)',
  'right to left': '\u202Egnp.exe\u202C \u2066x\u2069 \u200B\u200F',
  'a broken pair': 'a\uD800b\uDC00c',
  JSON: '"}],"actions":[{"type":"Action.OpenUrl","url":"https://evil.example"}]',
  '100 kB': 'x'.repeat(100_000),
  'many lines': 'line\n'.repeat(2_000),
  'wide characters': '\u{1F469}\u200D\u{1F4BB}漢字'.repeat(5_000),
  'piled marks': `Z${'\u0301'.repeat(500)}`,
};

/** Where words of people may stand: nothing there is read as Markdown, as a date or as a template. */
const ALLOWED = /\/inlines\/\d+\/text$|\/choices\/\d+\/title$|\/value$|^\/speak$/;

/** The cards that hold words of people, drawn with `text` in every place where people can write. */
function cardsWith(cards: Cards, text: string): CardJson[] {
  const people = new Map(
    [SANNE, ANNA, LUC].map((person): [Person['id'], Person] => [
      person.id,
      { ...person, name: text },
    ]),
  );
  const words = wordsMap({ v1: text, v2: text, v10: text, v4: text });
  const reader = { locale: 'nl', person: SANNE.id } as const;
  const sentence = { text, tone: 'good', code: 'HD-302' } as const;
  const operators = [{ id: 'one', name: text }];
  const views = eachState((_, request) => {
    const device = { kind: 'managed', id: deviceId('d'), name: text, model: text } as const;
    const asked: Request = { ...request, device, awaitingUser: true };
    return viewOf(asked, {
      people,
      words,
      events: [event(4, ANNA.id, { type: 'replied', words: true })],
    });
  });
  const counts = { open: 10, pending: 10, urgent: 10, expiring: 10, active: 10 };
  const pending = views[0]!;
  return [
    ...views.flatMap((view) => [
      cards.request(view, 'user', { ...reader, sentence }),
      cards.request(view, 'channel', { locale: 'nl' }, { operators }),
      cards.consent(view, 1, reader),
      cards.session(view, 6, { locale: 'nl', person: ANNA.id }),
      cards.resolution(view, 6, { locale: 'nl' }),
      cards.receipt(view, 6, reader),
    ]),
    cards.queue(
      { filter: 'open', page: 1, pages: 1, rows: Array(10).fill(pending), counts, now: NOW },
      { locale: 'nl' },
    ),
    cards.requests(views, reader),
    intakeWith(cards, text),
    cards.notice({ sentence: text, detail: text }, reader),
    cards.ask({ sentence: text, detail: text, buttons: [] }, reader),
    cards.error({ sentence: text, next: text, code: 'HD-103' }, reader),
  ];
}

function intakeWith(cards: Cards, text: string): CardJson {
  const device = { id: deviceId('d'), name: text, model: text, operatingSystem: 'Windows' };
  return cards.intake(
    {
      nonce: 'n',
      call: { text, device: { kind: 'dead', name: text } },
      devices: { kind: 'known', at: NOW, devices: [device] },
      requester: { id: SANNE.id, name: text },
    },
    { locale: 'nl' },
  );
}

/** A card with everything that people wrote taken out: what is left is ours. */
function ours(card: CardJson): string {
  return JSON.stringify(card, (name, value: unknown) => {
    if (name === 'speak' || name === 'inlines') return '';
    if (name === 'value' || (name === 'choices' && Array.isArray(value))) return '';
    return value;
  });
}

describe('text of people on cards', () => {
  let cards: Cards;
  let plain: string[];
  before(() => {
    cards = createCards(createTranslator());
    plain = cardsWith(cards, 'plain').map(ours);
  });

  for (const [name, text] of Object.entries(NASTY)) {
    it(`changes nothing but words when it is ${name}`, () => {
      const drawn = cardsWith(cards, text);
      const paragraphsPerText = paragraphs(text).length;
      drawn.forEach((card, index) => {
        if (paragraphsPerText === 1 && title(text).length < 80)
          assert.equal(ours(card), plain[index], `card ${index}`);
        assert.deepEqual(complaints(card), []);
      });
    });
  }

  it('stands only where neither Markdown nor dates nor templates are read', () => {
    for (const [name, text] of Object.entries(NASTY)) {
      const marker = `q7q ${text}`;
      for (const card of cardsWith(cards, marker)) {
        for (const { path, text: found } of strings(card)) {
          if (found.includes('q7q')) assert.match(path, ALLOWED, `${name}: ${path}`);
        }
      }
    }
  });

  it('fits into a card whatever people write', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, (words) => {
        for (const card of cardsWith(cards, words)) assert.deepEqual(complaints(card), []);
      }),
      { numRuns: 15 },
    );
  });

  it('loses what is invisible or turns the line around, and nothing else', () => {
    assert.equal(said('a\u202Eb\u200Bc\u0007d\u2066e\uE000f\u{E0041}g'), 'abcdefg');
    assert.equal(said('één ligne\r\ndeux\u2028trois\tvier'), 'één ligne\ndeux\ntrois vier');
    assert.equal(line('  a \n\n b\t c '), 'a b c');
    assert.equal(line('\u3164\u2800'), '');
    assert.equal(said(`e${'\u0301'.repeat(9)}`), `e${'\u0301'.repeat(3)}`);
  });

  it('is cut at whole characters, with a sign that it was', () => {
    assert.equal(title(`${'漢'.repeat(90)}`), `${'漢'.repeat(79)}…`);
    assert.equal(title('\n\n  First that says something \nsecond'), 'First that says something');
    assert.equal(Array.from(line('\u{1F600}'.repeat(100), 10)).length, 10);
    assert.equal(said('y'.repeat(1_000)).length, 1_000);
  });

  it('keeps its lines, eight at most', () => {
    assert.deepEqual(paragraphs('a\n\nb\n  c '), ['a', 'b', 'c']);
    assert.deepEqual(paragraphs('1\n2\n3\n4\n5\n6\n7\n8\n9\n10'), [
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8 9 10',
    ]);
  });

  it('never adds a mention: only people of the policy are mentioned, and only while it is new', () => {
    const mention = [{ id: ANNA.id, name: 'Anna <b>[x](y)' }];
    const card = cards.request(viewOf(REQUESTS.pending), 'channel', { locale: 'en' }, { mention });
    const { entities } = card['msteams'] as { entities: unknown[] };
    const text = '<at>Anna bxy</at>';
    assert.deepEqual(entities, [
      { type: 'mention', text, mentioned: { id: ANNA.id, name: 'Anna bxy' } },
    ]);
    assert.ok(strings(card).some((one) => one.text === `New request for ${text}`));
    const later = cards.request(viewOf(REQUESTS.active), 'channel', { locale: 'en' }, { mention });
    assert.deepEqual((later['msteams'] as { entities: unknown[] }).entities, []);
  });
});
