import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HOUR, MINUTE, sessionCode } from '../../../src/services/desk/ids.js';
import { ANNA, LUC, PRIYA, SAM } from '../../support/cast.js';
import { EFFECT_HOLD } from '../../../src/services/desk/requests/decide-desk.js';
import { CALL, DeskFixture, idOf, reasonOf } from './desk-fixture.js';

describe('a request from call to closed', () => {
  it('lives from pending through consent and session to closed', async () => {
    const desk = new DeskFixture();
    const id = await desk.ended();
    const answer = await desk.person(SAM, {
      type: 'close',
      id,
      resolution: 'fixed',
      text: 'New driver',
    });
    assert.equal(answer.kind, 'done');
    const request = desk.request(id);
    assert.equal(request.state, 'closed');
    assert.deepEqual(
      desk.store.events.get(id)?.map((event) => event.type),
      ['opened', 'approved', 'accepted', 'effect-begun', 'session-made', 'session-ended', 'closed'],
    );
    assert.equal(desk.store.words.get(`${id}:v7`), 'New driver');
    assert.equal(request.sessions[0]?.receipted, true);
  });

  it('makes nothing before the user accepts', async () => {
    const desk = new DeskFixture();
    const id = await desk.approved();
    assert.deepEqual(desk.request(id).effects, []);
    await desk.person(ANNA, { type: 'accept', id });
    assert.equal(desk.request(id).effects[0]?.kind, 'make-session');
  });

  it('starts in approved when an operator opens it for someone, and never for themselves', async () => {
    const desk = new DeskFixture();
    const id = idOf(await desk.person(SAM, { type: 'open-for', requester: ANNA, ...CALL }));
    assert.equal(desk.request(id).state, 'approved');
    assert.equal(
      reasonOf(await desk.person(SAM, { type: 'open-for', requester: SAM, ...CALL })),
      'own-request',
    );
    assert.equal(
      reasonOf(await desk.person(LUC, { type: 'open-for', requester: ANNA, ...CALL })),
      'role-needed',
    );
  });

  it('says so when a request for the same PC is open, and goes on when told to', async () => {
    const desk = new DeskFixture();
    const first = await desk.open();
    const second = await desk.person(ANNA, { type: 'open', ...CALL });
    assert.equal(
      second.kind === 'refused' && second.refusal.reason === 'same-device' && second.refusal.id,
      first,
    );
    assert.equal((await desk.person(ANNA, { type: 'open', anyway: true, ...CALL })).kind, 'done');
  });

  it('tells the second approver who won', async () => {
    const desk = new DeskFixture();
    const id = await desk.approved();
    const lost = await desk.person(PRIYA, { type: 'approve', id });
    assert.ok(lost.kind === 'refused' && lost.refusal.reason === 'moved-on');
    assert.equal(lost.refusal.by, SAM);
  });

  it('shows a double click of the same person with new ids as success, without a second event', async () => {
    const desk = new DeskFixture();
    const id = await desk.approved();
    assert.equal(reasonOf(await desk.person(SAM, { type: 'approve', id })), 'done already');
    assert.equal(desk.store.events.get(id)?.length, 2);
  });

  it('lets a failed request be tried again, which asks for consent anew', async () => {
    const desk = new DeskFixture();
    const { id, n } = await desk.connecting();
    await desk.effect({ type: 'effect-failed', id, n, reason: 'refused' });
    assert.equal(desk.request(id).state, 'failed');
    await desk.person(PRIYA, { type: 'approve', id });
    const request = desk.request(id);
    assert.equal(request.state, 'approved');
    assert.equal(request.asks, 2);
  });

  it('asks again after Later, twice, and then no more', async () => {
    const desk = new DeskFixture();
    const id = await desk.approved();
    for (const _time of [1, 2]) {
      assert.equal(reasonOf(await desk.person(ANNA, { type: 'later', id })), 'done');
      desk.store.now += 10 * MINUTE;
      await desk.timer({ type: 'remind-consent', id });
    }
    assert.equal(desk.request(id).asks, 3);
    assert.equal(reasonOf(await desk.person(ANNA, { type: 'later', id })), 'no-more-later');
  });

  it('fails without consent after 30 minutes, and not a moment before', async () => {
    const desk = new DeskFixture();
    const id = await desk.approved();
    desk.store.now += 30 * MINUTE;
    assert.equal(reasonOf(await desk.timer({ type: 'give-up-consent', id })), 'moved-on');
    desk.store.now += 1;
    await desk.timer({ type: 'give-up-consent', id });
    assert.equal(desk.request(id).state, 'failed');
  });

  it('closes a session that was made after the user had ended it', async () => {
    const desk = new DeskFixture();
    const { id, n } = await desk.connecting();
    await desk.effect({ type: 'begin-effect', id, n });
    await desk.person(ANNA, { type: 'end-session', id });
    await desk.effect({
      type: 'session-made',
      id,
      n,
      code: sessionCode('s09-009-009'),
      validUntil: desk.store.now + HOUR,
    });
    const request = desk.request(id);
    assert.equal(request.state, 'ended');
    assert.deepEqual(
      request.effects.map((effect) => [effect.kind, effect.code]),
      [['close-session', 's09-009-009']],
    );
  });

  it('drops a session that was not begun when the user ends first', async () => {
    const desk = new DeskFixture();
    const { id } = await desk.connecting();
    await desk.person(ANNA, { type: 'end-session', id });
    assert.deepEqual(desk.request(id).effects, []);
  });

  it('notices a session that was closed in TeamViewer', async () => {
    const desk = new DeskFixture();
    const id = await desk.active();
    await desk.effect({
      type: 'session-seen',
      id,
      code: sessionCode('s01-002-003'),
      sight: { open: false },
    });
    const request = desk.request(id);
    assert.ok(request.state === 'ended' && request.cause === 'teamviewer');
    assert.deepEqual(request.effects, []);
  });

  it('ends by itself when the links are no longer valid, and closes after 24 hours', async () => {
    const desk = new DeskFixture();
    const id = await desk.active();
    desk.store.now += 24 * HOUR;
    await desk.timer({ type: 'end-validity', id });
    assert.equal(desk.request(id).state, 'ended');
    desk.store.now += 24 * HOUR;
    await desk.timer({ type: 'auto-close', id });
    assert.equal(desk.request(id).state, 'closed');
  });

  it('renews the links: a new session, and the old one is closed', async () => {
    const desk = new DeskFixture();
    const id = await desk.active();
    await desk.person(SAM, { type: 'new-link', id });
    const n = desk.effectOf(id);
    await desk.effect({ type: 'begin-effect', id, n });
    await desk.effect({
      type: 'session-made',
      id,
      n,
      code: sessionCode('s02-000-000'),
      validUntil: desk.store.now + HOUR,
    });
    const request = desk.request(id);
    assert.ok(request.state === 'active' && request.session === 's02-000-000');
    assert.equal(request.sessions[0]?.replaced, true);
    assert.deepEqual(
      request.effects.map((effect) => [effect.kind, effect.code]),
      [['close-session', 's01-002-003']],
    );
  });

  it('is reopened by its owner within a week with a fresh round, and not later', async () => {
    const desk = new DeskFixture();
    const id = await desk.ended();
    await desk.person(SAM, { type: 'close', id, resolution: 'fixed' });
    assert.equal(reasonOf(await desk.person(LUC, { type: 'reopen', id })), 'not-found');
    await desk.person(ANNA, { type: 'reopen', id });
    const request = desk.request(id);
    assert.ok(request.state === 'pending' && request.round === 2);
    desk.store.now = request.limit.deadline + 1;
    await desk.timer({ type: 'expire', id });
    desk.store.now += 7 * 24 * HOUR + 1;
    assert.equal(reasonOf(await desk.person(ANNA, { type: 'reopen', id })), 'too-late-to-reopen');
  });
});

describe('the fence around an effect', () => {
  it('keeps a second worker out while a call may be under way, and lets it in after a known failure', async () => {
    const desk = new DeskFixture();
    const { id, n } = await desk.connecting();
    await desk.effect({ type: 'begin-effect', id, n });
    assert.equal(reasonOf(await desk.effect({ type: 'begin-effect', id, n })), 'busy');
    const retryAt = desk.store.now + 2_000;
    await desk.effect({ type: 'delay-effect', id, n, system: 'teamviewer', code: '503', retryAt });
    assert.equal(desk.request(id).effects[0]?.trouble?.retryAt, retryAt);
    assert.equal(reasonOf(await desk.effect({ type: 'begin-effect', id, n })), 'done');
    desk.store.now += EFFECT_HOLD;
    assert.equal(reasonOf(await desk.effect({ type: 'begin-effect', id, n })), 'done');
    assert.equal(desk.request(id).effects[0]?.attempts, 3);
  });

  it('is given up without proof when the far end is away for good: the request fails, and a late session is closed', async () => {
    const desk = new DeskFixture();
    const { id, n } = await desk.connecting();
    await desk.effect({ type: 'begin-effect', id, n });
    await desk.effect({ type: 'effect-failed', id, n, reason: 'gave-up', unproven: true });
    assert.equal(desk.request(id).state, 'failed');
    assert.equal(desk.request(id).effects.length, 1);
    await desk.person(PRIYA, { type: 'try-again', id });
    await desk.person(ANNA, { type: 'accept', id });
    const validUntil = desk.store.now + HOUR;
    await desk.effect({
      type: 'session-made',
      id,
      n,
      code: sessionCode('s07-007-007'),
      validUntil,
    });
    const request = desk.request(id);
    assert.equal(request.state, 'connecting');
    assert.deepEqual(
      request.effects.map((effect) => [effect.kind, effect.code]),
      [
        ['make-session', undefined],
        ['close-session', 's07-007-007'],
      ],
    );
  });
});
