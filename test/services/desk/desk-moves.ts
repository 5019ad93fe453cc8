import assert from 'node:assert/strict';
import { HOUR, sessionCode, type RequestId } from '../../../src/services/desk/ids.js';
import type { Command, CommandType } from '../../../src/services/desk/requests/command.js';
import { evolve } from '../../../src/services/desk/requests/evolve.js';
import type { Request, RequestState } from '../../../src/services/desk/requests/request.js';
import { ANNA, PRIYA, SAM } from '../../support/cast.js';
import type { DeskFixture } from './desk-fixture.js';

type Act = (id: RequestId, desk: DeskFixture) => Command;

export const code = sessionCode('s01-002-003');
export const MOVES: Readonly<Record<Exclude<CommandType, 'open' | 'open-for'>, Act>> = {
  'add-details': (id) => ({ type: 'add-details', id, text: 'It also beeps' }),
  withdraw: (id) => ({ type: 'withdraw', id }),
  reopen: (id) => ({ type: 'reopen', id }),
  'confirm-solved': (id) => ({ type: 'confirm-solved', id }),
  accept: (id) => ({ type: 'accept', id }),
  decline: (id) => ({ type: 'decline', id }),
  later: (id) => ({ type: 'later', id }),
  take: (id) => ({ type: 'take', id }),
  release: (id) => ({ type: 'release', id }),
  assign: (id) => ({ type: 'assign', id, to: PRIYA }),
  note: (id) => ({ type: 'note', id, text: 'Seen before' }),
  reply: (id) => ({ type: 'reply', id, text: 'Did it restart?' }),
  approve: (id) => ({ type: 'approve', id }),
  'cancel-approval': (id) => ({ type: 'cancel-approval', id }),
  'ask-again': (id) => ({ type: 'ask-again', id }),
  'try-again': (id) => ({ type: 'try-again', id }),
  deny: (id) => ({ type: 'deny', id, reason: 'Call 1234' }),
  extend: (id) => ({ type: 'extend', id }),
  connect: (id) => ({ type: 'connect', id }),
  'new-link': (id) => ({ type: 'new-link', id }),
  'end-session': (id) => ({ type: 'end-session', id }),
  close: (id) => ({ type: 'close', id, resolution: 'fixed' }),
  warn: (id) => ({ type: 'warn', id }),
  expire: (id) => ({ type: 'expire', id }),
  'give-up-consent': (id) => ({ type: 'give-up-consent', id }),
  'remind-consent': (id) => ({ type: 'remind-consent', id }),
  'auto-close': (id) => ({ type: 'auto-close', id }),
  'end-validity': (id) => ({ type: 'end-validity', id }),
  'begin-effect': (id, desk) => ({ type: 'begin-effect', id, n: lastEffect(desk, id) }),
  'delay-effect': (id, desk) => ({
    type: 'delay-effect',
    id,
    n: lastEffect(desk, id),
    system: 'teamviewer',
    code: '503',
    retryAt: desk.store.now + 2_000,
  }),
  'session-made': (id, desk) => ({
    type: 'session-made',
    id,
    n: lastEffect(desk, id),
    code,
    validUntil: desk.store.now + 24 * HOUR,
  }),
  'effect-failed': (id, desk) => ({
    type: 'effect-failed',
    id,
    n: lastEffect(desk, id),
    reason: 'gave-up',
  }),
  'session-closed': (id, desk) => ({ type: 'session-closed', id, n: lastEffect(desk, id) }),
  'session-seen': (id) => ({
    type: 'session-seen',
    id,
    code,
    sight: { open: true, userOnline: true },
  }),
  'session-measured': (id, desk) => ({
    type: 'session-measured',
    id,
    code,
    from: desk.store.now - 60_000,
    to: desk.store.now,
  }),
};
export const MOVE_TYPES = Object.keys(MOVES) as (keyof typeof MOVES)[];
const USER_MOVES = new Set<string>([
  'add-details',
  'withdraw',
  'reopen',
  'confirm-solved',
  'accept',
  'decline',
  'later',
]);
const DESK_MOVES = new Set<string>(MOVE_TYPES.slice(MOVE_TYPES.indexOf('warn')));

function lastEffect(desk: DeskFixture, id: RequestId): number {
  return desk.store.requests.get(id)?.effects.at(-1)?.n ?? 1;
}

export async function act(desk: DeskFixture, id: RequestId, type: keyof typeof MOVES) {
  const command = MOVES[type](id, desk);
  if (DESK_MOVES.has(type)) return desk.effect(command);
  return desk.person(USER_MOVES.has(type) ? ANNA : SAM, command);
}

/** Brings a request into each state by real commands. */
export const INTO: Readonly<Record<RequestState, (desk: DeskFixture) => Promise<RequestId>>> = {
  pending: (desk) => desk.open(),
  approved: (desk) => desk.approved(),
  connecting: async (desk) => (await desk.connecting()).id,
  active: (desk) => desk.active(),
  ended: (desk) => desk.ended(),
  closed: (desk) => then(desk, desk.ended(), 'close'),
  declined: (desk) => then(desk, desk.open(), 'deny'),
  withdrawn: (desk) => then(desk, desk.open(), 'withdraw'),
  failed: (desk) =>
    desk.connecting().then(({ id }) => then(desk, Promise.resolve(id), 'effect-failed')),
  expired: async (desk) => {
    const id = await desk.open();
    desk.store.now += 4 * HOUR + 1;
    return then(desk, Promise.resolve(id), 'expire');
  },
};

async function then(
  desk: DeskFixture,
  before: Promise<RequestId>,
  type: keyof typeof MOVES,
): Promise<RequestId> {
  const id = await before;
  await act(desk, id, type);
  return id;
}

/** product.md's table of moves, written out by hand. What isn't here doesn't change the state. */
export const TABLE: Readonly<
  Record<RequestState, Partial<Record<keyof typeof MOVES, RequestState>>>
> = {
  pending: { approve: 'approved', deny: 'declined', withdraw: 'withdrawn' },
  approved: {
    accept: 'connecting',
    decline: 'declined',
    'cancel-approval': 'pending',
    withdraw: 'withdrawn',
  },
  connecting: { 'session-made': 'active', 'effect-failed': 'failed', 'end-session': 'ended' },
  active: { 'end-session': 'ended' },
  ended: { close: 'closed', reopen: 'pending' },
  closed: { reopen: 'pending' },
  declined: {},
  withdrawn: {},
  failed: { 'try-again': 'approved', approve: 'approved', withdraw: 'withdrawn' },
  expired: { reopen: 'pending' },
};

/** I1, I2, I4 over a whole history. */
export function checkHistory(desk: DeskFixture, id: RequestId): void {
  const events = desk.store.events.get(id) ?? [];
  let state: Request | undefined;
  let left = 0;
  for (const [index, event] of events.entries()) {
    assert.equal(event.v, index + 1, 'I2: versions are 1..n without a gap');
    const before = state;
    state = evolve(state, event);
    if (before?.state === 'pending' && state.state !== 'pending') left += 1;
    if (state.state === 'pending' && before?.state !== 'pending') left = 0;
    assert.ok(left <= 1, 'I1: at most one event leaves pending in a round');
    if (event.type === 'approved' && before?.state === 'pending') {
      assert.ok(event.at <= before.limit.deadline, 'I4: nothing is approved after its deadline');
      assert.notEqual(event.by, before.requester, 'I8: nobody approves their own request');
    }
  }
  assert.deepEqual(state, desk.request(id), 'I2: state = fold(events)');
}
