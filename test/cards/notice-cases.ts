import { DAY, HOUR } from '../../src/services/desk/ids.js';
import type { PersonId } from '../../src/services/desk/ids.js';
import type { Audience } from '../../src/cards/notices.js';
import type { EventBody } from '../../src/services/desk/requests/event.js';
import type { Request } from '../../src/services/desk/requests/request.js';
import { ANNA, CODE, LUC, NOW, REQUESTS, SANNE } from './fixtures.js';

const LIMIT = { from: NOW, open: 4 * HOUR, deadline: NOW + 4 * HOUR, warnings: [] };

/** An event, whom it concerns, and what they are told of it in English. */
export interface Case {
  readonly to: Audience;
  readonly by: PersonId | 'desk';
  readonly body: EventBody;
  readonly request: Request;
  readonly says: RegExp;
}

export const CASES: readonly Case[] = [
  {
    to: 'user',
    by: ANNA.id,
    body: { type: 'replied', words: true },
    request: REQUESTS.pending,
    says: /^Anna Berger of the help desk writes about REQ-12:$/,
  },
  {
    to: 'user',
    by: ANNA.id,
    body: { type: 'denied', words: true },
    request: REQUESTS.declined,
    says: /^Anna Berger turned down REQ-12:$/,
  },
  {
    to: 'user',
    by: ANNA.id,
    body: { type: 'approval-cancelled', limit: LIMIT },
    request: REQUESTS.pending,
    says: /took back the approval/,
  },
  {
    to: 'user',
    by: 'desk',
    body: { type: 'expired', reviveUntil: NOW + 7 * DAY },
    request: REQUESTS.expired,
    says: /^Nobody answered REQ-12 in time/,
  },
  {
    to: 'user',
    by: 'desk',
    body: { type: 'consent-lapsed' },
    request: REQUESTS.failed,
    says: /nothing happened on your PC/,
  },
  {
    to: 'user',
    by: 'desk',
    body: { type: 'session-made', n: 6, code: CODE, validUntil: NOW + DAY },
    request: REQUESTS.active,
    says: /is ready\.$/,
  },
  {
    to: 'user',
    by: 'desk',
    body: { type: 'session-not-made', n: 6, reason: 'gave-up' },
    request: REQUESTS.failed,
    says: /^No session could be made/,
  },
  {
    to: 'user',
    by: 'desk',
    body: { type: 'auto-closed', reopenUntil: NOW + 7 * DAY },
    request: REQUESTS.closed,
    says: /closed by itself/,
  },
  {
    to: 'thread',
    by: SANNE.id,
    body: { type: 'details-added', words: true },
    request: REQUESTS.pending,
    says: /^Sanne de Vries adds to REQ-12:$/,
  },
  {
    to: 'thread',
    by: ANNA.id,
    body: { type: 'noted', words: true },
    request: REQUESTS.pending,
    says: /for the help desk only:$/,
  },
  {
    to: 'thread',
    by: ANNA.id,
    body: { type: 'replied', words: true },
    request: REQUESTS.pending,
    says: /^Anna Berger wrote to the user:$/,
  },
  {
    to: 'thread',
    by: SANNE.id,
    body: { type: 'withdrawn' },
    request: REQUESTS.withdrawn,
    says: /^Sanne de Vries withdrew REQ-12\.$/,
  },
  {
    to: 'thread',
    by: SANNE.id,
    body: { type: 'reopened', limit: LIMIT },
    request: REQUESTS.pending,
    says: /asks for help with REQ-12 again/,
  },
  {
    to: 'thread',
    by: SANNE.id,
    body: { type: 'confirmed-solved' },
    request: REQUESTS.ended,
    says: /is solved\.$/,
  },
  {
    to: 'thread',
    by: SANNE.id,
    body: { type: 'declined' },
    request: REQUESTS.declined,
    says: /declined remote assistance/,
  },
  {
    to: 'thread',
    by: SANNE.id,
    body: { type: 'postponed', askAt: NOW, consentDue: NOW },
    request: REQUESTS.approved,
    says: /a little more time/,
  },
  {
    to: 'thread',
    by: ANNA.id,
    body: { type: 'extended', added: HOUR, limit: LIMIT },
    request: REQUESTS.pending,
    says: /gave REQ-12 more time/,
  },
  {
    to: 'thread',
    by: 'desk',
    body: { type: 'warned', percent: 75 },
    request: REQUESTS.pending,
    says: /^75 % of the time for REQ-12 has passed\.$/,
  },
  {
    to: 'thread',
    by: 'desk',
    body: { type: 'expired', reviveUntil: NOW + DAY },
    request: REQUESTS.expired,
    says: /expired: nobody answered/,
  },
  {
    to: 'thread',
    by: 'desk',
    body: { type: 'consent-lapsed' },
    request: REQUESTS.failed,
    says: /^Sanne de Vries didn't answer/,
  },
  {
    to: 'thread',
    by: 'desk',
    body: { type: 'session-not-made', n: 6, reason: 'refused' },
    request: REQUESTS.failed,
    says: /^No session/,
  },
  {
    to: 'thread',
    by: 'desk',
    body: { type: 'session-not-closed', n: 6, reason: 'gave-up' },
    request: REQUESTS.ended,
    says: /could not be closed in TeamViewer/,
  },
  {
    to: 'helper',
    by: LUC.id,
    body: { type: 'assigned', to: ANNA.id },
    request: REQUESTS.approved,
    says: /^Luc Moreau assigned REQ-12 of Sanne de Vries to you\.$/,
  },
  {
    to: 'helper',
    by: SANNE.id,
    body: { type: 'declined' },
    request: REQUESTS.declined,
    says: /declined remote assistance/,
  },
  {
    to: 'helper',
    by: 'desk',
    body: { type: 'link-not-renewed', n: 6, reason: 'gave-up' },
    request: REQUESTS.active,
    says: /^No new link/,
  },
];
