import assert from 'node:assert/strict';
import { deviceId, requestId, sessionCode } from '../../../src/services/desk/ids.js';
import type { Outcome } from '../../../src/services/desk/refusal.js';
import type {
  EventBody,
  EventType,
  RequestEvent,
} from '../../../src/services/desk/requests/event.js';
import type {
  Effect,
  Request,
  RequestCommon,
  RequestState,
  Session,
} from '../../../src/services/desk/requests/request.js';
import { createKeys } from '../../../src/services/store/keys.js';
import { UnreadableRecord } from '../../../src/services/store/record-parsing.js';
import {
  readAudit,
  readEvent,
  readOutcome,
  readRequest,
  writeKeptEvent,
  writeOutcome,
  writeRequest,
} from '../../../src/services/store/records.js';
import { REFUSALS } from './refusal-cases.js';
import { ANNA, audited, BRAM, NOON_ISH, pending } from './building.js';

const AT = NOON_ISH;
const CODE = sessionCode('s06-301-144');
const { limit, device, category, urgency } = pending(1);
const call = { requester: ANNA, device, category, urgency, words: true } as const;

/** One of each; the compiler says when a type is missing. */
const EVENTS: { readonly [Type in EventType]: EventBody & { readonly type: Type } } = {
  opened: { type: 'opened', ...call, limit },
  'opened-for': { type: 'opened-for', ...call, mode: 'assist', consentDue: AT },
  'details-added': { type: 'details-added', words: true },
  withdrawn: { type: 'withdrawn', words: true },
  reopened: { type: 'reopened', limit },
  'confirmed-solved': { type: 'confirmed-solved' },
  accepted: { type: 'accepted', notAfter: AT },
  declined: { type: 'declined' },
  postponed: { type: 'postponed', askAt: AT, consentDue: AT },
  taken: { type: 'taken' },
  released: { type: 'released' },
  assigned: { type: 'assigned', to: BRAM },
  noted: { type: 'noted', words: true },
  replied: { type: 'replied', words: true },
  approved: { type: 'approved', mode: 'control', consentDue: AT },
  'approval-cancelled': { type: 'approval-cancelled', limit },
  'asked-again': { type: 'asked-again', consentDue: AT },
  'tried-again': { type: 'tried-again', consentDue: AT },
  denied: { type: 'denied', words: true },
  extended: { type: 'extended', added: 60_000, limit },
  'helper-connected': { type: 'helper-connected' },
  'link-renewal-begun': { type: 'link-renewal-begun', notAfter: AT },
  'session-ended': { type: 'session-ended', cause: 'teamviewer', closeAt: AT },
  closed: { type: 'closed', resolution: 'fixed', reopenUntil: AT, words: true },
  'auto-closed': { type: 'auto-closed', reopenUntil: AT },
  warned: { type: 'warned', percent: 75 },
  expired: { type: 'expired', reviveUntil: AT },
  'consent-lapsed': { type: 'consent-lapsed' },
  'consent-reminded': { type: 'consent-reminded' },
  'effect-begun': { type: 'effect-begun', n: 4, attempt: 1 },
  'effect-delayed': {
    type: 'effect-delayed',
    n: 4,
    system: 'teamviewer',
    code: '503',
    retryAt: AT,
  },
  'session-made': { type: 'session-made', n: 4, code: CODE, validUntil: AT },
  'session-made-late': { type: 'session-made-late', n: 4, code: CODE, notAfter: AT },
  'session-not-made': { type: 'session-not-made', n: 4, reason: 'refused' },
  'link-not-renewed': { type: 'link-not-renewed', n: 4, reason: 'gave-up' },
  'session-closed': { type: 'session-closed', n: 4 },
  'session-not-closed': { type: 'session-not-closed', n: 4, reason: 'not-allowed' },
  'user-came-online': { type: 'user-came-online' },
  'user-went-offline': { type: 'user-went-offline' },
  'session-measured': { type: 'session-measured', code: CODE, from: AT, to: AT },
};

/** Every optional field set: one that the schema doesn't know can't hide. */
const effect: Required<Effect> = {
  n: 4,
  kind: 'close-session',
  op: 'REQ-1-4',
  onBehalfOf: BRAM,
  notAfter: AT,
  attempts: 2,
  begunAt: AT,
  code: CODE,
  trouble: { system: 'teamviewer', code: '503', retryAt: AT },
};
const session: Required<Session> = {
  n: 4,
  code: CODE,
  madeAt: AT,
  validUntil: AT,
  helper: BRAM,
  userSeenAt: AT,
  userOnline: true,
  helperConnectedAt: AT,
  endedAt: AT,
  replaced: true,
  receipted: true,
  measured: { from: AT, to: AT },
};
const common: Required<RequestCommon> = {
  schema: 1,
  id: requestId(1),
  number: 1,
  version: 9,
  requester: ANNA,
  openedBy: BRAM,
  openedAt: AT,
  device: { kind: 'managed', id: deviceId('d'), name: 'PC', model: 'X1' },
  category: 'other',
  urgency: 'urgent',
  text: 'v1',
  round: 2,
  assignee: BRAM,
  asks: 1,
  awaitingUser: true,
  effects: [effect],
  sessions: [session],
  moved: { type: 'approved', by: 'desk', at: AT },
};
const approval = { approvedBy: BRAM, approvedAt: AT, mode: 'view' } as const;
const helped = { helper: BRAM, consentAt: AT, endedAt: AT, solved: true } as const;

const STATES: { readonly [State in RequestState]: Required<Extract<Request, { state: State }>> } = {
  pending: { ...common, state: 'pending', limit },
  approved: { ...common, ...approval, state: 'approved', consentDue: AT, laters: 1, askAt: AT },
  connecting: { ...common, ...approval, state: 'connecting', consentAt: AT },
  active: { ...common, ...approval, state: 'active', consentAt: AT, session: CODE },
  ended: { ...common, ...helped, state: 'ended', endedBy: 'desk', cause: 'validity', closeAt: AT },
  closed: {
    ...common,
    ...helped,
    state: 'closed',
    closedAt: AT,
    closedBy: BRAM,
    resolution: 'workaround',
    resolutionText: 'v9',
    reopenUntil: AT,
  },
  declined: {
    ...common,
    state: 'declined',
    by: 'user',
    declinedAt: AT,
    declinedBy: ANNA,
    reason: 'v9',
  },
  withdrawn: { ...common, state: 'withdrawn', withdrawnAt: AT, reason: 'v9' },
  expired: { ...common, state: 'expired', expiredAt: AT, reviveUntil: AT },
  failed: {
    ...common,
    state: 'failed',
    failedAt: AT,
    reason: 'no-consent',
    helper: BRAM,
    mode: 'assist',
  },
};

describe('records', () => {
  for (const body of Object.values(EVENTS)) {
    it(`keep the event ${body.type}`, () => {
      const event: RequestEvent = { ...body, v: 7, id: requestId(1), at: AT, by: 'desk' };
      assert.deepEqual(readEvent(writeKeptEvent('request', event)), event);
      assert.throws(
        () => writeKeptEvent('request', { ...event, ...{ link: 'https://get.example/secret' } }),
        UnreadableRecord,
      );
    });
  }

  for (const request of Object.values(STATES)) {
    it(`keep a request that is ${request.state}`, () => {
      assert.deepEqual(readRequest(writeRequest(request)), request);
      assert.throws(() => writeRequest({ ...request, ...{ link: 'x' } }), UnreadableRecord);
    });
  }

  for (const refusal of Object.values(REFUSALS)) {
    it(`keep the refusal ${refusal.reason}`, () => {
      const outcome: Outcome = { kind: 'refused', command: 'approve', id: requestId(1), refusal };
      assert.deepEqual(readOutcome(writeOutcome(outcome)), outcome);
    });
  }

  it('refuse a request of a newer version, an unknown state and what is no JSON', () => {
    const json = (more: object) => JSON.stringify({ ...STATES.pending, ...more });
    assert.throws(() => readRequest(json({ schema: 2 })), /schema 2 is newer than 1/);
    assert.throws(() => readRequest(json({ schema: undefined })), /schema/);
    assert.throws(() => readRequest(json({ state: 'paused' })), UnreadableRecord);
    assert.throws(() => readRequest('{"schema":1'), /not JSON/);
    assert.throws(() => readEvent('[]'), UnreadableRecord);
    assert.throws(
      () => readAudit(JSON.stringify({ ...audited('x'), name: 'Anna' })),
      UnreadableRecord,
    );
  });

  it('say where a record is wrong, and never what it holds', () => {
    const secret = JSON.stringify({ ...STATES.pending, requester: 'secret words' });
    assert.throws(
      () => readRequest(secret),
      (error: Error) => {
        assert.match(error.message, /requester/);
        assert.ok(!error.message.includes('secret words'));
        return true;
      },
    );
  });
});

describe('keys', () => {
  it('all carry the hash tag of their tenant, and differ', () => {
    const keys = createKeys('11111111-2222-4333-8444-555555555555');
    const id = requestId(12);
    const address = { of: 'request', id, place: 'user' } as const;
    const all = [
      ...Object.values(keys).filter((key) => typeof key === 'string'),
      ...[keys.record(id), keys.events(id), keys.words(id), keys.op('h'), keys.links(id, CODE)],
      ...[
        keys.requestsOf(ANNA),
        keys.openOf(ANNA),
        keys.person(ANNA),
        keys.personal(ANNA),
        keys.devices(ANNA),
      ],
      ...[
        keys.card(address),
        keys.cardActivities(address),
        keys.thread('1'),
        keys.budget('19:{x}'),
        keys.conversation('{x}'),
      ],
    ];
    assert.equal(new Set(all).size, all.length);
    for (const key of all)
      assert.ok(key.startsWith('{hd:11111111-2222-4333-8444-555555555555}:'), key);
  });
});
