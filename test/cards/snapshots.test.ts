import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Cards } from '../../src/cards/cards.js';
import { createCards } from '../../src/cards/create-cards.js';
import type { CardJson } from '../../src/cards/render.js';
import { MINUTE } from '../../src/services/desk/ids.js';
import type { Request } from '../../src/services/desk/requests/request.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import {
  ANNA,
  CODE,
  event,
  EVENTS,
  LINK,
  LUC,
  NOW,
  OPERATORS,
  REQUESTS,
  SANNE,
  viewOf,
} from './fixtures.js';
import { INTAKE } from './gallery.js';
import type { HelpView } from '../../src/cards/help.js';

const FOLDER = new URL('./snapshots/', import.meta.url);

/** Compares with `snapshots/<name>.json`; UPDATE_SNAPSHOTS=1 writes it instead, for a person to read. */
function matches(name: string, card: CardJson): void {
  const file = new URL(`${name}.json`, FOLDER);
  const drawn = `${JSON.stringify(card, null, 2)}\n`;
  if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(file, drawn);
  assert.ok(existsSync(file), `no snapshot of ${name}: run with UPDATE_SNAPSHOTS=1`);
  assert.deepEqual(card, JSON.parse(readFileSync(file, 'utf8')));
}

const SANNE_READS = { locale: 'nl', person: SANNE.id } as const;
const ANNA_READS = { locale: 'en', person: ANNA.id } as const;

const TROUBLED: Request = {
  ...REQUESTS.connecting,
  effects: [
    {
      n: 5,
      kind: 'make-session',
      op: 'REQ-12-5',
      onBehalfOf: ANNA.id,
      notAfter: NOW + 5 * MINUTE,
      attempts: 2,
      trouble: { system: 'teamviewer', code: 'HTTP 503', retryAt: NOW + MINUTE },
    },
  ],
};

const WARNED = viewOf(
  { ...REQUESTS.pending, assignee: LUC.id, version: 3, awaitingUser: true },
  { events: [...EVENTS.slice(0, 2), event(3, 'desk', { type: 'warned', percent: 90 })] },
);

describe('cards as people see them', () => {
  let cards: Cards;
  before(() => {
    cards = createCards(createTranslator());
  });

  it("a user's card while it waits, in Dutch", () => {
    matches('user-pending-nl', cards.request(viewOf(REQUESTS.pending), 'user', SANNE_READS));
  });
  it("a user's card in the session, with the link, in French", () => {
    const reader = { locale: 'fr', person: SANNE.id } as const;
    const waiting: Request = {
      ...REQUESTS.active,
      sessions: REQUESTS.active.sessions.map((session) => ({ ...session, userOnline: false })),
    };
    matches('user-active-fr', cards.request(viewOf(waiting), 'user', reader, { link: LINK }));
  });
  it('a new request in the channel, with a mention', () => {
    const extras = { operators: OPERATORS, mention: [{ id: ANNA.id, name: ANNA.name }] };
    matches(
      'channel-pending-en',
      cards.request(viewOf(REQUESTS.pending), 'channel', { locale: 'en' }, extras),
    );
  });
  it('a request in the channel that was warned about and refused a second take', () => {
    const sentence = {
      text: 'Luc Moreau has it already.',
      tone: 'warning',
      code: 'HD-302',
    } as const;
    matches('channel-warned-en', cards.request(WARNED, 'channel', { locale: 'en', sentence }));
  });
  it("a request in the channel while TeamViewer doesn't answer", () => {
    matches('channel-trouble-en', cards.request(viewOf(TROUBLED), 'channel', { locale: 'en' }));
  });
  it('the question for consent, in Dutch', () => {
    matches('consent-nl', cards.consent(viewOf(REQUESTS.approved), 1, SANNE_READS));
  });
  it("the helper's card of a session", () => {
    assert.equal(REQUESTS.active.session, CODE);
    matches('session-en', cards.session(viewOf(REQUESTS.active), 6, ANNA_READS));
  });
  it('the question how it ended', () => {
    matches('resolution-en', cards.resolution(viewOf(REQUESTS.ended), 6, ANNA_READS));
  });
  it('the receipt, in French', () => {
    matches(
      'receipt-fr',
      cards.receipt(viewOf(REQUESTS.closed), 6, { locale: 'fr', person: SANNE.id }),
    );
  });
  it('the queue', () => {
    const rows = [WARNED, viewOf(REQUESTS.approved), viewOf(REQUESTS.active)];
    const counts = { open: 3, pending: 1, urgent: 3, expiring: 1, active: 1 };
    matches(
      'queue-en',
      cards.queue({ filter: 'open', page: 1, pages: 1, rows, counts, now: NOW }, { locale: 'en' }),
    );
  });
  it('the form, with the one PC preselected, in Dutch', () => {
    matches('intake-nl', cards.intake(INTAKE, SANNE_READS));
  });
  it('the form while PCs are looked up, in French', () => {
    matches(
      'intake-looking-fr',
      cards.intake({ ...INTAKE, devices: { kind: 'looking' } }, { locale: 'fr' }),
    );
  });
  it('help', () => {
    const groups: HelpView['groups'] = [
      {
        title: 'Ask for help',
        commands: [
          {
            usage: 'new ["text"] [--urgent]',
            summary: 'Asks for help: opens a form with what you wrote.',
            example: 'new "My screen stays black" --urgent',
            verb: 'new',
          },
          {
            usage: 'requests',
            summary: 'Lists your own requests.',
            example: 'requests open',
            verb: 'requests',
          },
        ],
      },
    ];
    matches('help-en', cards.help({ all: false, groups }, ANNA_READS));
  });
  it('the welcome, in Dutch', () => {
    matches('welcome-nl', cards.welcome(SANNE_READS, 'user'));
  });
});
