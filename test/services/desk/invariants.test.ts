import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createDesk } from '../../../src/services/desk/execute.js';
import { HOUR, MINUTE, sessionCode, type RequestId } from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import type { DeskStore } from '../../../src/services/desk/ports.js';
import type { Command, CommandType } from '../../../src/services/desk/requests/command.js';
import { evolve } from '../../../src/services/desk/requests/evolve.js';
import type { RequestEvent } from '../../../src/services/desk/requests/event.js';
import { timersOf } from '../../../src/services/desk/requests/reactions.js';
import {
  REQUEST_STATES,
  type Request,
  type RequestState,
} from '../../../src/services/desk/requests/request.js';
import { ANNA, as, EFFECT, LUC, PRIYA, SAM, TIMER } from '../../support/cast.js';
import { ALWAYS_OPEN, MemoryStore } from '../../support/memory-store.js';
import { CALL, DeskFixture, reasonOf } from './desk-fixture.js';

type Act = (id: RequestId, desk: DeskFixture) => Command;

const code = sessionCode('s01-002-003');
const MOVES: Readonly<Record<Exclude<CommandType, 'open' | 'open-for'>, Act>> = {
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
const MOVE_TYPES = Object.keys(MOVES) as (keyof typeof MOVES)[];
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

async function act(desk: DeskFixture, id: RequestId, type: keyof typeof MOVES) {
  const command = MOVES[type](id, desk);
  if (DESK_MOVES.has(type)) return desk.effect(command);
  return desk.person(USER_MOVES.has(type) ? ANNA : SAM, command);
}

/** Brings a request into each state by real commands. */
const INTO: Readonly<Record<RequestState, (desk: DeskFixture) => Promise<RequestId>>> = {
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
const TABLE: Readonly<Record<RequestState, Partial<Record<keyof typeof MOVES, RequestState>>>> = {
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

describe('every command in every state', () => {
  for (const state of REQUEST_STATES) {
    it(`from ${state}: moves exactly as the table says`, async () => {
      for (const type of MOVE_TYPES) {
        const desk = new DeskFixture();
        const id = await INTO[state](desk);
        assert.equal(desk.request(id).state, state);
        const before = desk.request(id);
        const answer = await act(desk, id, type);
        const after = desk.request(id);
        assert.equal(after.state, TABLE[state][type] ?? state, `${state} + ${type}`);
        if (answer.kind === 'refused')
          assert.deepEqual(after, before, `${type} was refused and changed nothing`);
        checkHistory(desk, id);
      }
    });
  }
});

/** I1, I2, I4 over a whole history. */
function checkHistory(desk: DeskFixture, id: RequestId): void {
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

describe('random lives', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...MOVE_TYPES) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(10 * MINUTE, 31 * MINUTE, 2 * HOUR, 4 * HOUR, 25 * HOUR),
    },
  );

  it('keep I1, I2, I4, I5 and I8 whatever comes in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const desk = new DeskFixture();
        const id = await desk.open();
        for (const next of steps) {
          if (typeof next === 'number') desk.store.now += next;
          else {
            const answer = await act(desk, id, next);
            if (answer.kind === 'done' && !answer.already) {
              assert.equal(
                desk.store.events.get(id)?.at(-1)?.v,
                answer.version,
                'I5: every accepted command has its event',
              );
            }
          }
        }
        checkHistory(desk, id);
      }),
      { numRuns: 400 },
    );
  });

  it('leave in the agenda exactly the timers that the state needs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 40 }), async (steps) => {
        const desk = new DeskFixture();
        const id = await desk.open();
        for (const next of steps) {
          if (typeof next === 'number') desk.store.now += next;
          else await act(desk, id, next);
        }
        const timers = [...desk.store.agenda]
          .filter(([member]) => member.startsWith(`timer:${id}:`))
          .map(([member, { at }]) => [member.split(':')[2], at]);
        assert.deepEqual(Object.fromEntries(timers), timersOf(desk.request(id)));
      }),
      { numRuns: 200 },
    );
  });

  it('never hold words, links or names in events or records (I12)', async () => {
    const canary = 'CANARY-9f2b';
    const desk = new DeskFixture();
    const answer = await desk.person(ANNA, { type: 'open', ...CALL, text: canary });
    assert.ok(answer.kind === 'done');
    const { id } = answer;
    await desk.person(SAM, { type: 'note', id, text: canary });
    await desk.person(SAM, { type: 'reply', id, text: canary });
    await desk.person(ANNA, { type: 'add-details', id, text: canary });
    await desk.person(SAM, { type: 'deny', id, reason: canary });
    const kept = JSON.stringify([
      desk.store.events.get(id),
      desk.request(id),
      desk.store.audit,
      [...desk.store.agenda.keys()],
    ]);
    assert.ok(!kept.includes(canary));
    assert.equal([...desk.store.words.values()].filter((text) => text === canary).length, 5);
  });
});

describe('races', () => {
  /** A store whose every call takes an unknown time. */
  function slow(store: MemoryStore, scheduler: fc.Scheduler): DeskStore {
    return {
      open: scheduler.scheduleFunction((key, id) => store.open(key, id)),
      nextNumber: () => store.nextNumber(),
      openOf: (person) => store.openOf(person),
      commit: scheduler.scheduleFunction((commit) => store.commit(commit)),
    };
  }

  it('two who decide at once: one wins, the other reads who (I1)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const desk = new DeskFixture();
        const id = await desk.open();
        const racing = createDesk({
          store: slow(desk.store, scheduler),
          roles: desk.store,
          calendar: ALWAYS_OPEN,
          policy: DEFAULT_POLICY,
        });
        const runs = [
          racing.execute({ command: { type: 'approve', id }, actor: as(SAM), opKey: 'a' }),
          racing.execute({
            command: { type: 'deny', id, reason: 'no' },
            actor: as(PRIYA),
            opKey: 'b',
          }),
          racing.execute({ command: { type: 'withdraw', id }, actor: as(ANNA), opKey: 'c' }),
        ];
        await scheduler.waitFor(Promise.all(runs));
        const answers = await Promise.all(runs);
        const won = answers.filter((answer) => answer.kind === 'done');
        const approvedThenWithdrawn = desk.request(id).state === 'withdrawn' && won.length === 2;
        assert.ok(won.length === 1 || approvedThenWithdrawn, answers.map(reasonOf).join());
        checkHistory(desk, id);
      }),
      { numRuns: 500 },
    );
  });

  it('the same op three times at once: one event, the same answer (I10)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const desk = new DeskFixture();
        const racing = createDesk({
          store: slow(desk.store, scheduler),
          roles: desk.store,
          calendar: ALWAYS_OPEN,
          policy: DEFAULT_POLICY,
        });
        const run = () =>
          racing.execute({
            command: { type: 'open', ...CALL, anyway: true },
            actor: as(LUC),
            opKey: 'same',
          });
        const runs = [run(), run(), run()];
        await scheduler.waitFor(Promise.all(runs));
        const answers = (await Promise.all(runs)).map(
          ({ replayed: _replayed, ...answer }) => answer,
        );
        assert.deepEqual(answers[1], answers[0]);
        assert.deepEqual(answers[2], answers[0]);
        assert.equal(desk.store.requests.size, 1);
      }),
      { numRuns: 300 },
    );
  });

  it('an approval against its own deadline: approved in time or expired, never both (I4)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: -1, max: 2 }),
        async (scheduler, offset) => {
          const desk = new DeskFixture();
          const id = await desk.open();
          const racing = createDesk({
            store: slow(desk.store, scheduler),
            roles: desk.store,
            calendar: ALWAYS_OPEN,
            policy: DEFAULT_POLICY,
          });
          desk.store.now += 4 * HOUR + offset;
          const tick = scheduler.scheduleFunction(async () => {
            desk.store.now += 1;
          });
          const runs = [
            racing.execute({ command: { type: 'approve', id }, actor: as(SAM), opKey: 'a' }),
            tick(),
            racing.execute({ command: { type: 'expire', id }, actor: TIMER, opKey: 'b' }),
          ];
          await scheduler.waitFor(Promise.all(runs));
          checkHistory(desk, id);
          const types = (desk.store.events.get(id) ?? []).map((event: RequestEvent) => event.type);
          assert.ok(!(types.includes('approved') && types.includes('expired')), types.join());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('two workers that begin one effect: each begin is its own event, a session is taken once (I3)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const desk = new DeskFixture();
        const { id, n } = await desk.connecting();
        const racing = createDesk({
          store: slow(desk.store, scheduler),
          roles: desk.store,
          calendar: ALWAYS_OPEN,
          policy: DEFAULT_POLICY,
        });
        const worker = async (name: string) => {
          await racing.execute({
            command: { type: 'begin-effect', id, n },
            actor: EFFECT,
            opKey: `${name}-begin`,
          });
          await racing.execute({
            command: { type: 'session-made', id, n, code, validUntil: desk.store.now + HOUR },
            actor: EFFECT,
            opKey: `${name}-made`,
          });
        };
        await scheduler.waitFor(Promise.all([worker('one'), worker('two')]));
        assert.equal(desk.request(id).sessions.length, 1);
        checkHistory(desk, id);
      }),
      { numRuns: 300 },
    );
  });
});
