import assert from 'node:assert/strict';
import { noticeText } from '../../src/cards/sentences.js';
import { createCards } from '../../src/cards/create-cards.js';
import { DAY } from '../../src/services/desk/ids.js';
import { LOCALES } from '../../src/services/desk/people/person.js';
import type { EventBody } from '../../src/services/desk/requests/event.js';
import type { Audience } from '../../src/cards/notices.js';
import type { Notice } from '../../src/cards/said.js';
import { createTranslator, type Translator } from '../../src/services/i18n/translator.js';
import { ANNA, event, NOW, REQUESTS, SANNE, viewOf, wordsMap } from './fixtures.js';
import { complaints, readable } from './inspect.js';
import { CASES, type Case } from './notice-cases.js';

describe('notices', () => {
  let translator: Translator;
  before(() => {
    translator = createTranslator();
  });

  function noticeOf(
    { to, by, body, request }: Omit<Case, 'says'>,
    locale: 'en' | 'nl' | 'fr' = 'en',
  ): Notice | undefined {
    const view = viewOf(request, { words: wordsMap({ v1: 'x', v4: 'Is it the left screen?' }) });
    return noticeText(translator.t, { locale, event: event(4, by, body), view, audience: to });
  }

  for (const one of CASES) {
    it(`tell the ${one.to} of ${one.body.type}, in every language, on a valid card`, () => {
      assert.match(noticeOf(one)?.sentence ?? '', one.says);
      const cards = createCards(translator);
      for (const locale of LOCALES) {
        const notice = noticeOf(one, locale);
        assert.ok(notice);
        const card = cards.notice(notice, { locale });
        assert.deepEqual(complaints(card), []);
        assert.doesNotMatch(readable(card), /undefined|\{\{(?!TIME|DATE)/);
      }
    });
  }

  it('carry the words of the event, apart from ours', () => {
    const replied = noticeOf({
      to: 'user',
      by: ANNA.id,
      body: { type: 'replied', words: true },
      request: REQUESTS.pending,
    });
    assert.equal(replied?.detail, 'Is it the left screen?');
    assert.ok(!replied?.sentence.includes('left screen'));
    const withdrawn = noticeOf({
      to: 'thread',
      by: SANNE.id,
      body: { type: 'withdrawn' },
      request: REQUESTS.withdrawn,
    });
    assert.equal(withdrawn?.detail, undefined);
  });

  it('name times for the client to draw, apart from names', () => {
    const warned = noticeOf({
      to: 'thread',
      by: 'desk',
      body: { type: 'warned', percent: 50 },
      request: REQUESTS.pending,
    });
    assert.equal(warned?.when, 'It needs an answer before {{TIME(2026-11-20T13:14:00Z)}}.');
    assert.ok(!warned?.sentence.includes('{{'));
  });

  it('offer the user the one move that is left, while it is', () => {
    const body = { type: 'expired', reviveUntil: NOW + DAY } as const;
    const fresh = noticeOf({ to: 'user', by: 'desk', body, request: REQUESTS.expired });
    assert.deepEqual(fresh?.button, {
      title: 'I still need help',
      verb: 'reopen',
      style: 'positive',
      data: { id: 'REQ-12', version: 5, nonce: 'notice-4.5' },
    });
    assert.equal(
      noticeOf({ to: 'user', by: 'desk', body, request: REQUESTS.pending })?.button,
      undefined,
    );
    assert.equal(
      noticeOf({ to: 'thread', by: 'desk', body, request: REQUESTS.expired })?.button,
      undefined,
    );
  });

  it('are not given for a warning that came too late', () => {
    const body = { type: 'warned', percent: 90 } as const;
    assert.equal(
      noticeOf({ to: 'thread', by: 'desk', body, request: REQUESTS.approved }),
      undefined,
    );
  });

  it('are not given for what nobody has to know, or that has a card of its own', () => {
    const silent: [Audience, EventBody][] = [
      ['user', { type: 'noted', words: true }],
      ['user', { type: 'taken' }],
      ['user', { type: 'approved', mode: 'control', consentDue: NOW }],
      ['thread', { type: 'effect-begun', n: 1, attempt: 1 }],
      ['helper', { type: 'accepted', notAfter: NOW }],
    ];
    for (const [to, body] of silent) {
      assert.equal(
        noticeOf({ to, by: ANNA.id, body, request: REQUESTS.active }),
        undefined,
        `${to} ${body.type}`,
      );
    }
  });
});
