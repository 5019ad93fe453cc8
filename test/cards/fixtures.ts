import {
  MINUTE,
  HOUR,
  DAY,
  deviceId,
  requestId,
  sessionCode,
} from '../../src/services/desk/ids.js';
import type { PersonId } from '../../src/services/desk/ids.js';
import type { Person } from '../../src/services/desk/people/person.js';
import type { EventBody, RequestEvent } from '../../src/services/desk/requests/event.js';
import type {
  Request,
  RequestCommon,
  RequestState,
  Session,
} from '../../src/services/desk/requests/request.js';
import { REQUEST_STATES } from '../../src/services/desk/requests/request.js';
import type { RequestView } from '../../src/services/desk/views.js';

/** 2026-11-20T09:30:00Z, a Friday. */
export const NOW = Date.UTC(2026, 10, 20, 9, 30);
export const OPENED = NOW - 16 * MINUTE;

export const SANNE = person(1, 'Sanne de Vries', 'nl');
export const ANNA = person(2, 'Anna Berger', 'en');
export const LUC = person(3, 'Luc Moreau', 'fr');
export const PEOPLE = new Map([SANNE, ANNA, LUC].map((one) => [one.id, one]));
export const OPERATORS = [ANNA, LUC].map(({ id, name }) => ({ id, name }));

export const LINK = 'https://get.teamviewer.example/s06301144';
export const CODE = sessionCode('s06-301-144');

function person(n: number, name: string, locale: Person['locale']): Person {
  const id = `0000000${n}-0000-4000-8000-000000000000` as PersonId;
  return { id, name, locale, timeZone: 'Europe/Amsterdam' };
}

export const SESSION: Session = {
  n: 6,
  code: CODE,
  madeAt: NOW - 8 * MINUTE,
  validUntil: NOW + DAY,
  helper: ANNA.id,
  userOnline: true,
  userSeenAt: NOW - 6 * MINUTE,
  helperConnectedAt: NOW - 7 * MINUTE,
};

export const ENDED_SESSION: Session = {
  ...SESSION,
  userOnline: false,
  endedAt: NOW - MINUTE,
  measured: { from: NOW - 6 * MINUTE, to: NOW - MINUTE },
};

const COMMON: RequestCommon = {
  schema: 1,
  id: requestId(12),
  number: 12,
  version: 1,
  requester: SANNE.id,
  openedBy: SANNE.id,
  openedAt: OPENED,
  device: { kind: 'managed', id: deviceId('d-0042'), name: 'PC-0042', model: 'Latitude 7440' },
  category: 'screen',
  urgency: 'urgent',
  text: 'v1',
  round: 1,
  asks: 0,
  awaitingUser: false,
  effects: [],
  sessions: [],
  moved: { type: 'opened', by: SANNE.id, at: OPENED },
};

const LIMIT = {
  from: OPENED,
  open: 4 * HOUR,
  deadline: OPENED + 4 * HOUR,
  warnings: [
    { percent: 50, at: OPENED + 2 * HOUR },
    { percent: 75, at: OPENED + 3 * HOUR },
    { percent: 90, at: OPENED + 3.6 * HOUR },
  ],
};
const APPROVAL = {
  assignee: ANNA.id,
  asks: 1,
  approvedBy: ANNA.id,
  approvedAt: NOW - 12 * MINUTE,
  mode: 'control',
} as const;
const CONSENT_AT = NOW - 10 * MINUTE;

type Of<S extends RequestState> = Extract<Request, { state: S }>;
type States = { readonly [S in RequestState]: Of<S> };

/** One request in each state, as it would be after a plain life. */
export const REQUESTS: States = {
  pending: { ...COMMON, state: 'pending', limit: LIMIT },
  approved: {
    ...COMMON,
    ...APPROVAL,
    version: 3,
    state: 'approved',
    consentDue: NOW + 18 * MINUTE,
    laters: 0,
  },
  connecting: { ...COMMON, ...APPROVAL, version: 5, state: 'connecting', consentAt: CONSENT_AT },
  active: {
    ...COMMON,
    ...APPROVAL,
    version: 8,
    state: 'active',
    consentAt: CONSENT_AT,
    session: CODE,
    sessions: [SESSION],
  },
  ended: {
    ...COMMON,
    asks: 1,
    assignee: ANNA.id,
    version: 9,
    state: 'ended',
    endedAt: NOW - MINUTE,
    endedBy: ANNA.id,
    cause: 'operator',
    closeAt: NOW + DAY,
    helper: ANNA.id,
    consentAt: CONSENT_AT,
    sessions: [ENDED_SESSION],
    solved: false,
  },
  closed: {
    ...COMMON,
    asks: 1,
    assignee: ANNA.id,
    version: 10,
    state: 'closed',
    closedAt: NOW,
    closedBy: ANNA.id,
    resolution: 'fixed',
    resolutionText: 'v10',
    reopenUntil: NOW + 7 * DAY,
    helper: ANNA.id,
    consentAt: CONSENT_AT,
    endedAt: NOW - MINUTE,
    solved: false,
    sessions: [{ ...ENDED_SESSION, receipted: true }],
  },
  declined: {
    ...COMMON,
    version: 2,
    state: 'declined',
    by: 'operator',
    declinedAt: NOW,
    declinedBy: ANNA.id,
    reason: 'v2',
  },
  withdrawn: { ...COMMON, version: 2, state: 'withdrawn', withdrawnAt: NOW, reason: 'v2' },
  expired: {
    ...COMMON,
    version: 5,
    state: 'expired',
    expiredAt: NOW,
    reviveUntil: NOW + 7 * DAY,
  },
  failed: {
    ...COMMON,
    asks: 1,
    assignee: ANNA.id,
    version: 4,
    state: 'failed',
    failedAt: NOW,
    reason: 'no-consent',
    helper: ANNA.id,
    mode: 'control',
  },
};

export const WORDS = {
  v1: 'Screen stays black after update',
  v2: 'Please ask facilities; this is a projector.',
  v10: 'The display driver was rolled back.',
} as const;

export function wordsMap(words: Readonly<Record<string, string>> = WORDS): RequestView['words'] {
  return new Map(Object.entries(words).map(([ref, text]) => [ref, { by: SANNE.id, text }]));
}

export function event(v: number, by: PersonId | 'desk', body: EventBody): RequestEvent {
  return { ...body, v, id: COMMON.id, at: OPENED + v * MINUTE, by };
}

export const EVENTS: readonly RequestEvent[] = [
  event(1, SANNE.id, {
    type: 'opened',
    requester: SANNE.id,
    device: COMMON.device,
    category: 'screen',
    urgency: 'urgent',
    limit: LIMIT,
    words: true,
  }),
  event(2, ANNA.id, { type: 'taken' }),
  event(3, ANNA.id, { type: 'approved', mode: 'control', consentDue: NOW + 18 * MINUTE }),
];

export function viewOf(request: Request, more: Partial<RequestView> = {}): RequestView {
  return {
    request,
    words: wordsMap(),
    people: PEOPLE,
    events: EVENTS.filter(({ v }) => v <= request.version),
    ...(request.state === 'pending' ? { ahead: 2 } : {}),
    now: NOW,
    ...more,
  };
}

export function eachState<T>(make: (state: RequestState, request: Request) => T): T[] {
  return REQUEST_STATES.map((state) => make(state, REQUESTS[state]));
}
