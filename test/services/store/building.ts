import { randomBytes } from 'node:crypto';
import { HOUR, requestId, type PersonId, type RequestId } from '../../../src/services/desk/ids.js';
import type { AgendaChange, Commit } from '../../../src/services/desk/ports.js';
import type { RequestEvent } from '../../../src/services/desk/requests/event.js';
import type { Pending } from '../../../src/services/desk/requests/request.js';
import { openRedis, type RedisClient } from '../../../src/services/store/redis.js';
import { createStore, type Store } from '../../../src/services/store/store.js';

/** 2026-11-20T09:00Z. */
export const NOON_ISH = Date.UTC(2026, 10, 20, 9);
export const ANNA = person(1);
export const BRAM = person(2);

export function person(number: number): PersonId {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as PersonId;
}

export interface OpenedStore {
  readonly store: Store;
  readonly redis: RedisClient;
  readonly secretsKey: Uint8Array;
}

/** A store of its own tenant on a client of its own. */
export function openStore(
  url: string,
  tenant: string,
  secretsKey: Uint8Array = randomBytes(32),
  auditKey?: Uint8Array,
): OpenedStore {
  const redis = openRedis('web', { mode: 'single', urls: [url] });
  return { store: createStore({ redis, tenant, secretsKey, auditKey }), redis, secretsKey };
}

export function pending(number: number, more: Partial<Pending> = {}): Pending {
  return {
    schema: 1,
    id: requestId(number),
    number,
    version: 1,
    requester: ANNA,
    openedBy: ANNA,
    openedAt: NOON_ISH + number,
    device: { kind: 'unlisted', name: 'PC "of" Anna' },
    category: 'screen',
    urgency: 'normal',
    text: 'v1',
    round: 1,
    asks: 0,
    awaitingUser: false,
    effects: [],
    sessions: [],
    moved: { type: 'opened', by: ANNA, at: NOON_ISH },
    state: 'pending',
    limit: { from: NOON_ISH, open: 4 * HOUR, deadline: NOON_ISH + 4 * HOUR, warnings: [] },
    ...more,
  };
}

export function opened(id: RequestId): RequestEvent {
  const { device, category, urgency, limit, requester } = pending(1);
  return {
    type: 'opened',
    v: 1,
    id,
    at: NOON_ISH,
    by: ANNA,
    requester,
    device,
    category,
    urgency,
    limit,
    words: true,
  };
}

/** The commit that opens a request. */
export function opening(
  number: number,
  more: { opKey?: string; agenda?: AgendaChange[] } = {},
): Commit {
  const request = pending(number);
  const opKey = more.opKey ?? `open-${number}`;
  return {
    op: { key: opKey, outcome: { kind: 'done', command: 'open', id: request.id, version: 1 } },
    change: {
      after: { of: 'request', record: request },
      expected: 0,
      events: [opened(request.id)],
      words: [{ ref: 'v1', by: ANNA, text: 'Mijn scherm blijft zwart.' }],
      agenda: more.agenda ?? [],
    },
    audit: audited(opKey, { command: 'open', request: request.id, version: 1 }),
  };
}

/** The commit by which somebody takes request `number` on version 1. */
export function taking(number: number, by: PersonId, opKey: string): Commit {
  const { id } = pending(number);
  return {
    op: { key: opKey, outcome: { kind: 'done', command: 'take', id, version: 2 } },
    change: {
      after: { of: 'request', record: pending(number, { version: 2, assignee: by }) },
      expected: 1,
      events: [{ type: 'taken', v: 2, id, at: NOON_ISH, by }],
      words: [],
      agenda: [],
    },
    audit: audited(opKey, { actor: by, command: 'take', request: id, version: 2 }),
  };
}

export function audited(opKey: string, more: Partial<Commit['audit']> = {}): Commit['audit'] {
  return {
    at: NOON_ISH,
    actor: ANNA,
    command: 'open',
    place: 'personal',
    outcome: 'done',
    opKey,
    ...more,
  };
}
