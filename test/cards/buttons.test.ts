import assert from 'node:assert/strict';
import type { Cards } from '../../src/cards/cards.js';
import { createCards } from '../../src/cards/create-cards.js';
import { inputsOf } from '../../src/cards/verbs.js';
import { DAY, MINUTE } from '../../src/services/desk/ids.js';
import {
  REQUEST_STATES,
  type Request,
  type RequestState,
} from '../../src/services/desk/requests/request.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import {
  ANNA,
  ENDED_SESSION,
  LINK,
  LUC,
  NOW,
  OPERATORS,
  REQUESTS,
  SANNE,
  SESSION,
  viewOf,
} from './fixtures.js';
import { buttonsOf, inputsIn, nodes, readable, strings, verbsOf } from './inspect.js';

const USER = { locale: 'en', person: SANNE.id } as const;
const HELPER = { locale: 'en', person: ANNA.id } as const;
const CHANNEL = { locale: 'en' } as const;

describe('the buttons of a card', () => {
  let cards: Cards;
  before(() => {
    cards = createCards(createTranslator());
  });

  describe("on the user's card", () => {
    const expected: Readonly<Record<RequestState, string[]>> = {
      pending: ['add-details', 'withdraw'],
      approved: ['accept', 'decline', 'later', '(add-details)', '(withdraw)'],
      connecting: ['end-session', '(add-details)'],
      active: [LINK, 'end-session', '(add-details)'],
      ended: ['confirm-solved', 'reopen', '(add-details)'],
      closed: ['confirm-solved', 'reopen'],
      declined: [],
      withdrawn: [],
      expired: ['reopen'],
      failed: ['(add-details)', 'withdraw'],
    };
    for (const state of REQUEST_STATES) {
      it(`are those of ${state}`, () => {
        const card = cards.request(viewOf(REQUESTS[state]), 'user', USER, { link: LINK });
        assert.deepEqual(verbsOf(card), expected[state]);
      });
      it(`are none in ${state} for somebody who may look but didn't ask`, () => {
        const card = cards.request(viewOf(REQUESTS[state]), 'user', HELPER, { link: LINK });
        assert.deepEqual(verbsOf(card), []);
      });
    }

    it('have no Later while the question is put off already', () => {
      const later: Request = { ...REQUESTS.approved, askAt: NOW + 10 * MINUTE, laters: 1 };
      const card = cards.request(viewOf(later), 'user', USER);
      assert.deepEqual(verbsOf(card).slice(0, 2), ['accept', 'decline']);
      assert.ok(!verbsOf(card).includes('later'));
    });

    it('no longer offer to bring back what is past its time', () => {
      const now = NOW + 8 * DAY;
      assert.deepEqual(verbsOf(cards.request(viewOf(REQUESTS.expired, { now }), 'user', USER)), []);
      assert.deepEqual(verbsOf(cards.request(viewOf(REQUESTS.closed, { now }), 'user', USER)), [
        'confirm-solved',
      ]);
    });

    it('no longer ask whether it is solved once that was said', () => {
      const solved: Request = { ...REQUESTS.ended, solved: true };
      assert.deepEqual(verbsOf(cards.request(viewOf(solved), 'user', USER)), [
        'reopen',
        '(add-details)',
      ]);
    });
  });

  describe("on the help desk's card", () => {
    const more = ['(reply)', '(note)'];
    const expected: Readonly<Record<RequestState, string[]>> = {
      pending: ['approve', 'take', 'deny', '(assign)', ...more, '(extend)', '(restart)'],
      approved: ['ask-again', 'cancel-approval', '(release)', '(assign)', ...more, '(restart)'],
      connecting: ['end-session', ...more, '(restart)'],
      active: ['end-session', ...more, '(restart)'],
      ended: ['close', '(release)', '(assign)', ...more, '(restart)'],
      closed: [],
      declined: [],
      withdrawn: [],
      expired: [],
      failed: ['try-again', '(release)', '(assign)', ...more, '(restart)'],
    };
    for (const state of REQUEST_STATES) {
      it(`are those of ${state}`, () => {
        const card = cards.request(viewOf(REQUESTS[state]), 'channel', CHANNEL, {
          operators: OPERATORS,
        });
        assert.deepEqual(verbsOf(card), expected[state]);
      });
    }

    it('offer to hand back what somebody took, instead of taking it', () => {
      const taken: Request = { ...REQUESTS.pending, assignee: LUC.id };
      const card = cards.request(viewOf(taken), 'channel', CHANNEL, { operators: OPERATORS });
      assert.deepEqual(verbsOf(card), [
        'approve',
        'deny',
        '(release)',
        '(assign)',
        ...more,
        '(extend)',
        '(restart)',
      ]);
    });

    it('offer to assign to nobody who has it or asked for it', () => {
      const operators = [...OPERATORS, { id: SANNE.id, name: SANNE.name }];
      const taken: Request = { ...REQUESTS.pending, assignee: LUC.id };
      const card = cards.request(viewOf(taken), 'channel', CHANNEL, { operators });
      const assign = inputsIn(card).find(({ id }) => id === 'assign.to');
      assert.deepEqual(assign?.['choices'], [{ title: 'Anna Berger', value: ANNA.id }]);
    });
  });

  describe('on numbered cards', () => {
    it('are there on the newest question for consent alone', () => {
      const twice: Request = { ...REQUESTS.approved, asks: 2 };
      assert.deepEqual(verbsOf(cards.consent(viewOf(twice), 2, USER)), [
        'accept',
        'decline',
        'later',
      ]);
      assert.deepEqual(verbsOf(cards.consent(viewOf(twice), 1, USER)), []);
      assert.match(readable(cards.consent(viewOf(twice), 1, USER)), /the newer question counts/);
    });

    for (const state of REQUEST_STATES.filter((one) => one !== 'approved')) {
      it(`are none on a question for consent when the request is ${state}`, () => {
        assert.deepEqual(verbsOf(cards.consent(viewOf(REQUESTS[state]), 1, USER)), []);
      });
    }

    it('let the helper in, anew and out while the session lasts', () => {
      const view = viewOf(REQUESTS.active);
      assert.deepEqual(verbsOf(cards.session(view, 6, HELPER)), [
        'connect',
        'new-link',
        'end-session',
      ]);
      assert.deepEqual(verbsOf(cards.session(view, 6, HELPER, LINK)), [
        LINK,
        'new-link',
        'end-session',
      ]);
    });

    it('are none for a session that a newer one replaced', () => {
      const replaced = { ...SESSION, endedAt: NOW, replaced: true } as const;
      const request: Request = { ...REQUESTS.active, sessions: [replaced, { ...SESSION, n: 9 }] };
      assert.deepEqual(verbsOf(cards.session(viewOf(request), 6, HELPER, LINK)), []);
      assert.match(
        readable(cards.session(viewOf(request), 6, HELPER)),
        /newer session took its place/,
      );
      assert.deepEqual(verbsOf(cards.session(viewOf(request), 9, HELPER)), [
        'connect',
        'new-link',
        'end-session',
      ]);
    });

    it('ask for a resolution only while the session that ended last is not closed', () => {
      assert.deepEqual(verbsOf(cards.resolution(viewOf(REQUESTS.ended), 6, HELPER)), ['close']);
      assert.deepEqual(verbsOf(cards.resolution(viewOf(REQUESTS.closed), 6, HELPER)), []);
      const again: Request = {
        ...REQUESTS.ended,
        sessions: [ENDED_SESSION, { ...ENDED_SESSION, n: 14 }],
      };
      assert.deepEqual(verbsOf(cards.resolution(viewOf(again), 6, HELPER)), []);
      assert.deepEqual(verbsOf(cards.resolution(viewOf(again), 14, HELPER)), ['close']);
    });

    it('let the user say that something was wrong, on the receipt', () => {
      assert.deepEqual(verbsOf(cards.receipt(viewOf(REQUESTS.closed), 6, USER)), ['add-details']);
    });
  });

  describe('in the queue', () => {
    it('approve what waits, and open the rest', () => {
      const rows = [REQUESTS.pending, REQUESTS.active].map((request) => viewOf(request));
      const counts = { open: 2, pending: 1, urgent: 2, expiring: 0, active: 1 };
      const card = cards.queue(
        { filter: 'open', page: 1, pages: 1, rows, counts, now: NOW },
        CHANNEL,
      );
      const sets = nodes(card).filter(({ type }) => type === 'ActionSet');
      const verbs = sets.map(({ actions }) => verbsOf({ actions }));
      assert.deepEqual(verbs, [['show'], ['approve'], ['show']]);
      assert.deepEqual(verbsOf(card), ['queue', '(queue)', '(queue)', '(queue)']);
    });
  });

  describe('carry', () => {
    it('id, version and a nonce that names the place and the drawing', () => {
      const [button] = buttonsOf(cards.request(viewOf(REQUESTS.approved), 'user', USER));
      assert.deepEqual(button?.data, { id: 'REQ-12', version: 3, nonce: 'user.3' });
      const [close] = buttonsOf(cards.resolution(viewOf(REQUESTS.ended), 6, HELPER));
      assert.deepEqual(close?.data, { id: 'REQ-12', version: 9, nonce: 'resolution-6.9' });
    });

    it('the inputs of their own form under plain names', () => {
      const data = {
        id: 'REQ-12',
        'note.text': 'a',
        'reply.text': 'b',
        'close.resolution': 'fixed',
      };
      assert.deepEqual(inputsOf('note', data), { id: 'REQ-12', text: 'a' });
      assert.deepEqual(inputsOf('close', data), { id: 'REQ-12', resolution: 'fixed' });
      assert.deepEqual(inputsOf('intake-send', { text: 'x', deviceName: 'y' }), {
        text: 'x',
        deviceName: 'y',
      });
    });
  });

  describe('never give away', () => {
    const shows = (card: unknown): boolean => strings(card).some(({ text }) => text.includes(LINK));

    it("a user's link to anybody but the user", () => {
      const view = viewOf(REQUESTS.active);
      assert.ok(shows(cards.request(view, 'user', USER, { link: LINK })));
      assert.ok(!shows(cards.request(view, 'user', HELPER, { link: LINK })));
      assert.ok(!shows(cards.request(view, 'user', CHANNEL, { link: LINK })));
      assert.ok(!shows(cards.request(view, 'channel', USER, { link: LINK })));
    });

    it("a helper's link to anybody but the helper of that session", () => {
      const view = viewOf(REQUESTS.active);
      assert.ok(shows(cards.session(view, 6, HELPER, LINK)));
      assert.ok(!shows(cards.session(view, 6, { locale: 'en', person: LUC.id }, LINK)));
      assert.ok(!shows(cards.session(view, 6, CHANNEL, LINK)));
    });

    it('a link once the session is over', () => {
      for (const state of REQUEST_STATES.filter((one) => one !== 'active')) {
        assert.ok(
          !shows(cards.request(viewOf(REQUESTS[state]), 'user', USER, { link: LINK })),
          state,
        );
        assert.ok(!shows(cards.session(viewOf(REQUESTS[state]), 6, HELPER, LINK)), state);
      }
    });
  });
});
