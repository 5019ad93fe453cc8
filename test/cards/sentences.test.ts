import assert from 'node:assert/strict';
import { doneSentence, refusalSentence } from '../../src/cards/sentences.js';
import { DAY, MINUTE, requestId, SECOND } from '../../src/services/desk/ids.js';
import { LOCALES } from '../../src/services/desk/people/person.js';
import { PERMISSIONS } from '../../src/services/desk/permissions.js';
import type { Outcome, Refusal } from '../../src/services/desk/refusal.js';
import type { PersonCommandType } from '../../src/services/desk/requests/command.js';
import { createTranslator, type Translate } from '../../src/services/i18n/translator.js';
import { ANNA, NOW, PEOPLE, REQUESTS, viewOf } from './fixtures.js';

const KNOWN = { people: PEOPLE, now: NOW, timeZone: 'Europe/Amsterdam' };
const ID = requestId(12);

const REFUSALS: readonly Refusal[] = [
  { code: 'HD-103', reason: 'not-found', id: ID },
  { code: 'HD-103', reason: 'person-not-found', searched: 'Ana' },
  { code: 'HD-102', reason: 'text-missing' },
  { code: 'HD-102', reason: 'extend-too-long' },
  { code: 'HD-102', reason: 'reason-missing' },
  { code: 'HD-102', reason: 'too-many-open', most: 20 },
  { code: 'HD-201', reason: 'role-needed', role: 'operator' },
  { code: 'HD-201', reason: 'requester-only' },
  { code: 'HD-201', reason: 'helper-only' },
  { code: 'HD-201', reason: 'guest' },
  { code: 'HD-201', reason: 'roles-too-old' },
  { code: 'HD-201', reason: 'not-an-operator' },
  { code: 'HD-202', reason: 'own-request' },
  { code: 'HD-203', reason: 'wrong-place' },
  { code: 'HD-301', reason: 'deadline-passed', deadline: NOW - MINUTE },
  { code: 'HD-301', reason: 'too-late-to-reopen', until: NOW - DAY },
  {
    code: 'HD-302',
    reason: 'moved-on',
    state: 'approved',
    type: 'approved',
    by: ANNA.id,
    at: NOW - 12 * SECOND,
  },
  { code: 'HD-302', reason: 'already-taken', by: ANNA.id },
  { code: 'HD-302', reason: 'nobody-has-it' },
  { code: 'HD-302', reason: 'no-more-later' },
  { code: 'HD-302', reason: 'nothing-to-renew' },
  { code: 'HD-302', reason: 'busy' },
  { code: 'HD-302', reason: 'same-device', id: ID },
];

describe('sentences', () => {
  let t: Translate;
  before(() => {
    ({ t } = createTranslator());
  });

  describe('of a refusal', () => {
    it('say why not and what to do next, for every reason in every language', () => {
      for (const refusal of REFUSALS) {
        for (const locale of LOCALES) {
          const { text, next, code } = refusalSentence(t, locale, refusal, KNOWN);
          const label = `${refusal.reason} (${locale}): ${text} ${next}`;
          assert.match(text, /^\p{Lu}.*\.$/u, label);
          assert.match(next, /^\p{Lu}.*\.$/u, label);
          assert.doesNotMatch(text + next, /\{\{|undefined|!/, label);
          assert.equal(code, refusal.code);
        }
      }
    });

    it('name who won, and how long ago', () => {
      const lost = REFUSALS.find(({ reason }) => reason === 'moved-on')!;
      const { text, next } = refusalSentence(t, 'en', lost, KNOWN);
      assert.equal(text, 'Anna Berger approved it, 12 seconds ago.');
      assert.equal(next, 'It now stands at: Waiting for consent. Your click changed nothing.');
      assert.match(
        refusalSentence(t, 'nl', lost, KNOWN).text,
        /^Anna Berger keurde de aanvraag goed, 12 seconden geleden\.$/,
      );
    });

    it('are whole when Deskside itself moved it, or somebody who was forgotten', () => {
      const expired: Refusal = {
        code: 'HD-302',
        reason: 'moved-on',
        state: 'expired',
        type: 'expired',
        by: 'desk',
        at: NOW,
      };
      assert.equal(
        refusalSentence(t, 'en', expired, KNOWN).text,
        'It expired without an answer, just now.',
      );
      const ended: Refusal = { ...expired, state: 'ended', type: 'session-ended' };
      assert.equal(refusalSentence(t, 'en', ended, KNOWN).text, 'The session ended, just now.');
      const gone = { ...KNOWN, people: new Map() };
      const taken: Refusal = { code: 'HD-302', reason: 'already-taken', by: ANNA.id };
      assert.equal(refusalSentence(t, 'en', taken, gone).text, 'Someone has it already.');
    });

    it("give a time in the reader's own zone", () => {
      const late: Refusal = { code: 'HD-301', reason: 'deadline-passed', deadline: NOW };
      assert.match(refusalSentence(t, 'fr', late, KNOWN).text, /à 10:30\.$/);
    });
  });

  describe('of what was done', () => {
    const commands = [...Object.keys(PERMISSIONS), 'desk'] as (PersonCommandType | 'desk')[];

    it('exist for every command, new and repeated, in every language', () => {
      for (const command of commands) {
        for (const locale of LOCALES) {
          const done = { kind: 'done', command, id: ID, version: 3 } as const;
          const sentence = doneSentence(t, locale, done, viewOf(REQUESTS.approved));
          const again = doneSentence(
            t,
            locale,
            { ...done, already: true },
            viewOf(REQUESTS.approved),
          );
          assert.match(sentence, /\.$/, `${command} (${locale})`);
          assert.match(again, /\.$/, `${command} (${locale})`);
          assert.doesNotMatch(sentence + again, /\{\{|undefined|!/);
        }
      }
    });

    it('say what happens to whom', () => {
      const say = (command: PersonCommandType, already?: true): string => {
        const outcome: Extract<Outcome, { kind: 'done' }> = {
          kind: 'done',
          command,
          id: ID,
          version: 3,
          ...(already ? { already } : {}),
        };
        return doneSentence(t, 'en', outcome, viewOf(REQUESTS.approved));
      };
      assert.equal(say('take'), 'REQ-12 is yours now.');
      assert.equal(say('approve', true), 'You had already approved REQ-12.');
      assert.equal(say('assign'), 'REQ-12 is assigned to Anna Berger.');
      assert.equal(say('deny'), 'You turned down REQ-12. Sanne de Vries reads why.');
    });
  });
});
