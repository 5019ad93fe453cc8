import type { Cards } from '../../src/cards/cards.js';
import type { CardJson } from '../../src/cards/render.js';
import type { Reader } from '../../src/cards/reader.js';
import { DAY, deviceId, HOUR } from '../../src/services/desk/ids.js';
import { LOCALES, type Locale } from '../../src/services/desk/people/person.js';
import { QUEUE_FILTERS, type IntakeView, type QueueView } from '../../src/services/desk/views.js';
import type { HelpView } from '../../src/cards/help.js';
import { CHECKS, finding, type Finding } from '../../src/services/desk/self-test.js';
import { changeCards } from './change-cards.js';
import { taskCards } from './task-cards.js';
import { ANNA, eachState, LINK, NOW, OPERATORS, REQUESTS, SANNE, viewOf } from './fixtures.js';

/** A card with the name of what it shows. */
export interface Exhibit {
  readonly name: string;
  readonly locale: Locale;
  readonly card: CardJson;
}

export const HELP: HelpView = {
  all: false,
  groups: [
    {
      title: '1',
      commands: [
        { usage: '1a', summary: '2', example: '3', verb: 'new' },
        { usage: '4a', summary: '4', example: '4a', verb: 'requests' },
      ],
    },
  ],
};

export const INTAKE: IntakeView = {
  nonce: 'n-1',
  call: { text: 'Het scherm blijft zwart' },
  devices: {
    kind: 'known',
    at: NOW,
    devices: [
      {
        id: deviceId('d-0042'),
        name: 'PC-0042',
        model: 'Latitude 7440',
        operatingSystem: 'Windows',
      },
    ],
  },
};

/** Every card there is, in every state, place and language. */
export function gallery(cards: Cards): Exhibit[] {
  return LOCALES.flatMap((locale) => {
    const of = (name: string, card: CardJson): Exhibit => ({ name, locale, card });
    return [
      ...requestCards(cards, locale, of),
      ...queueCards(cards, locale, of),
      ...intakeCards(cards, locale, of),
      ...smallCards(cards, locale, of),
      ...auditCards(cards, locale, of),
      ...changeCards(cards, locale, of),
      ...taskCards(cards, locale, of),
    ];
  });
}

type Of = (name: string, card: CardJson) => Exhibit;

function requestCards(cards: Cards, locale: Locale, of: Of): Exhibit[] {
  const user: Reader = { locale, person: SANNE.id };
  const helper: Reader = { locale, person: ANNA.id };
  const extras = { operators: OPERATORS, mention: OPERATORS, link: LINK };
  return eachState((state, request) => {
    const view = viewOf(request, { opens: NOW + DAY });
    const plainView = viewOf(request);
    return [
      of(`user ${state}`, cards.request(plainView, 'user', user, extras)),
      of(`user ${state}, closed desk`, cards.request(view, 'user', user)),
      of(`channel ${state}`, cards.request(plainView, 'channel', { locale }, extras)),
      of(`channel ${state}, closed desk`, cards.request(view, 'channel', { locale })),
      of(`consent ${state}`, cards.consent(plainView, 1, user)),
      of(`session ${state}`, cards.session(plainView, 6, helper)),
      of(`session with link ${state}`, cards.session(plainView, 6, helper, LINK)),
      of(`resolution ${state}`, cards.resolution(plainView, 6, helper)),
      of(`receipt ${state}`, cards.receipt(plainView, 6, user)),
    ];
  }).flat();
}

function queueCards(cards: Cards, locale: Locale, of: Of): Exhibit[] {
  const rows = eachState((_, request) => viewOf(request));
  const counts = { open: 6, pending: 1, urgent: 6, expiring: 0, active: 1 };
  return QUEUE_FILTERS.flatMap((filter) => {
    const view: QueueView = { filter, page: 2, pages: 3, rows, counts, now: NOW };
    return [
      of(`queue ${filter}`, cards.queue(view, { locale })),
      of(
        `queue ${filter}, empty`,
        cards.queue({ ...view, page: 1, pages: 1, rows: [] }, { locale }),
      ),
    ];
  });
}

function intakeCards(cards: Cards, locale: Locale, of: Of): Exhibit[] {
  const reader: Reader = { locale, person: SANNE.id };
  const views: Record<string, IntakeView> = {
    'one PC': INTAKE,
    'no PC': { ...INTAKE, devices: { kind: 'known', at: NOW, devices: [] } },
    looking: { ...INTAKE, devices: { kind: 'looking' }, opens: NOW + DAY },
    failed: { ...INTAKE, devices: { kind: 'failed', retryAt: NOW + HOUR } },
    'on behalf': { ...INTAKE, requester: SANNE },
    sent: { ...INTAKE, over: 'sent' },
    cancelled: { ...INTAKE, over: 'cancelled' },
    replaced: { ...INTAKE, over: 'replaced' },
  };
  return Object.entries(views).map(([name, view]) =>
    of(`intake ${name}`, cards.intake(view, reader)),
  );
}

/** Full to the brim: twenty entries with the longest names. */
function auditCards(cards: Cards, locale: Locale, of: Of): Exhibit[] {
  const reader: Reader = { locale, person: SANNE.id };
  const people = new Map([[SANNE.id, { ...SANNE, name: '\u{1F469}'.repeat(80) }]]);
  const entries = Array.from({ length: 20 }, (_, index) => ({
    seq: 123_456 - index,
    entry: {
      at: NOW,
      actor: SANNE.id,
      subject: SANNE.id,
      request: REQUESTS.pending.id,
      command: index % 2 === 0 ? 'cancel-approval' : 'x'.repeat(80),
      place: 'help-desk',
      outcome: 'refused',
      code: 'HD-201 roles-too-old',
      opKey: 'o',
    } as const,
  }));
  const turn = { nonce: 'n'.repeat(69), choice: 0 };
  const view = { entries, people, filter: '1', page: 2, newer: turn, older: turn };
  return [
    of('audit', cards.audit(view, reader)),
    of('audit, none', cards.audit({ entries: [], people, filter: '1', page: 1 }, reader)),
  ];
}

function smallCards(cards: Cards, locale: Locale, of: Of): Exhibit[] {
  const reader: Reader = { locale, person: SANNE.id };
  const sentence = { text: '5', tone: 'warning', code: 'HD-302' } as const;
  const button = { title: '6', verb: 'confirm', data: { nonce: 'q-1' } } as const;
  const one = { ...HELP.groups[0]!.commands[0]!, details: ['7'], aliases: ['5a', '6a'] };
  return [
    of('help', cards.help(HELP, reader)),
    of('help, all', cards.help({ ...HELP, all: true }, reader)),
    of('help, one', cards.help({ ...HELP, one }, reader)),
    of('help, none', cards.help({ all: false, groups: [] }, reader)),
    of('welcome user', cards.welcome(reader, 'user')),
    of('welcome operator', cards.welcome(reader, 'operator')),
    of('welcome admin', cards.welcome({ locale }, 'admin')),
    of(
      'error',
      cards.error({ sentence: '8', next: '9', code: 'HD-101', buttons: [button] }, reader),
    ),
    of(
      'question',
      cards.ask({ sentence: '8', detail: '9', buttons: [button, button, button, button] }, reader),
    ),
    of('notice', cards.notice({ sentence: '8', when: '9', detail: '10', button }, reader)),
    of(
      'requests',
      cards.requests(
        eachState((_, request) => viewOf(request)),
        reader,
      ),
    ),
    of('requests, none', cards.requests([], reader)),
    of('doctor, checking', cards.doctor('checking', reader)),
    of('doctor, all fine', cards.doctor(FINE, reader)),
    of('doctor, all broken', cards.doctor(BROKEN, reader)),
    of('after a click', cards.request(viewOf(REQUESTS.pending), 'user', { ...reader, sentence })),
  ];
}

const WORST = { id: '19:x@thread.tacv2', name: 'n'.repeat(60), code: 'AADSTS7000215' };
const FINE: readonly Finding[] = CHECKS.map((check) =>
  finding(check, 'roles.fresh', { minutes: 1 }),
);
/** Longer than any installation can be broken. */
const BROKEN: readonly Finding[] = CHECKS.map((check) => finding(check, 'channel.unknown', WORST));
