import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { BusyError } from '../../../src/services/desk/execute.js';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { ANNA, LUC, PRIYA, SAM } from '../../support/cast.js';
import { buttonsOf, CHANNEL, House, said, textOf } from './house.js';

const CHANNEL_THREAD = { place: 'help-desk', root: 'root-1' } as const;

describe('a typed command', () => {
  let house: House;
  beforeEach(() => {
    house = new House();
  });

  it('acts once however often the same message is delivered', async () => {
    const id = await house.opened(ANNA);
    const where = { activityId: 'same' };
    const first = await house.say(SAM, `note ${id} "look at the dock"`, where);
    const second = await house.say(SAM, `note ${id} "look at the dock"`, where);
    assert.equal(first.length, 1);
    assert.deepEqual(second, []);
    assert.equal(house.request(id).version, 2);
  });

  it('needs no id in the thread of a request', async () => {
    const id = await house.opened(ANNA);
    house.places.threads.set('root-1', id);
    await house.answer(SAM, 'take', CHANNEL_THREAD);
    assert.equal(house.request(id).assignee, SAM);
    await house.answer(SAM, 'note "dock is old"', CHANNEL_THREAD);
    assert.deepEqual(house.store.words.get(`${id}:v3`), 'dock is old');
  });

  it('answers in the thread it came in, in the language of the channel', async () => {
    const id = await house.opened(ANNA);
    house.places.threads.set('root-1', id);
    house.places.channel = { ...house.places.channel!, locale: 'nl' };
    const answer = await house.answer(SAM, 'take', CHANNEL_THREAD);
    assert.equal(answer.conversation, CHANNEL);
    assert.equal(answer.root, 'root-1');
    assert.equal(answer.card['lang'], 'nl');
  });

  it('asks the approver once before it approves, and not with --yes', async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(SAM, `approve ${id}`);
    assert.equal(house.request(id).state, 'pending');
    assert.match(textOf(question.card), new RegExp(`${id}.*Anna`));
    const answer = await house.press(SAM, question, { verb: 'confirm' });
    assert.equal(house.request(id).state, 'approved');
    assert.match(said(answer), /You approved/);
    assert.deepEqual(buttonsOf(question.card), [], 'the question gave way to its answer');

    const other = await house.opened(LUC);
    await house.answer(SAM, `approve ${other} --yes`);
    assert.equal(house.request(other).state, 'approved');
  });

  it('lets nobody but the approver answer that question', async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(SAM, `approve ${id}`, { place: 'help-desk' });
    const answer = await house.press(PRIYA, question, { verb: 'confirm' }, { place: 'help-desk' });
    assert.equal(said(answer), 'This question is for Sam.');
    assert.equal(house.request(id).state, 'pending');
    const drop = await house.press(
      PRIYA,
      question,
      { verb: 'confirm-not' },
      { place: 'help-desk' },
    );
    assert.equal(said(drop), 'This question is for Sam.');
    await house.press(SAM, question, { verb: 'confirm' }, { place: 'help-desk' });
    assert.equal(house.request(id).state, 'approved');
  });

  it('does nothing when the question is answered with no, or too late', async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(SAM, `approve ${id}`);
    const late = await house.answer(SAM, `approve ${id}`);
    const copy = { ...question, card: question.card };
    await house.press(SAM, question, { verb: 'confirm-not' });
    assert.match(said(await house.press(SAM, copy, { verb: 'confirm' })), /no longer be answered/);
    house.store.now += 10 * 60_000 + 1;
    assert.match(said(await house.press(SAM, late, { verb: 'confirm' })), /no longer be answered/);
    assert.equal(house.request(id).state, 'pending');
  });

  it('answers the same to a second click on the question', async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(SAM, `approve ${id}`);
    const copy = { ...question };
    const first = said(await house.press(SAM, question, { verb: 'confirm' }));
    const second = said(await house.press(SAM, copy, { verb: 'confirm' }));
    assert.equal(second, first);
    assert.equal(house.request(id).version, 2);
  });

  it('asks nobody about what they may not do, and has the refusal audited', async () => {
    const id = await house.opened(ANNA);
    const answer = await house.answer(LUC, `/approve ${id}`);
    assert.match(textOf(answer.card), /HD-201/);
    assert.equal(house.store.audit.at(-1)?.outcome, 'refused');
  });

  it('refuses self-approval with HD-202 and without a question', async () => {
    const id = await house.opened(SAM);
    const answer = await house.answer(SAM, `approve ${id}`);
    assert.match(textOf(answer.card), /HD-202/);
    assert.equal(house.request(id).state, 'pending');
  });

  it("asks before withdrawing one's own request, and takes the only open one", async () => {
    const id = await house.opened(ANNA);
    const question = await house.answer(ANNA, '/annuleren');
    assert.match(textOf(question.card), new RegExp(`${id} intrekken`));
    await house.press(ANNA, question, { verb: 'confirm' });
    assert.equal(house.request(id).state, 'withdrawn');
  });

  it('asks which one is meant when several fit', async () => {
    const first = await house.opened(ANNA, 'Printer prints blank pages');
    const second = await house.opened(ANNA, 'Screen is black');
    const question = await house.answer(ANNA, 'cancel --yes');
    assert.match(textOf(question.card), /REQ-2 · Screen is black/);
    await house.press(ANNA, question, {
      verb: 'confirm',
      title: `${first} · Printer prints blank pages`,
    });
    // "--yes" came before it was clear what it was about, so the consequence is named once.
    assert.equal(house.request(second).state, 'pending');
    const confirm = house.got.at(-1);
    assert.match(textOf(confirm?.card), new RegExp(`${first} intrekken`));
  });

  it('says what is missing, and how it is written', async () => {
    const id = await house.opened(ANNA);
    const answer = textOf((await house.answer(SAM, `deny ${id}`)).card);
    assert.match(answer, /the reason/);
    assert.match(answer, /deny \[id\] --reason/);
    assert.match(answer, /HD-102/);
    assert.equal(house.request(id).state, 'pending');
  });

  it('names a flag it does not know', async () => {
    const answer = textOf((await house.answer(SAM, '/take 1 --force')).card);
    assert.match(answer, /--force/);
    assert.match(answer, /HD-102/);
  });

  it('reads Dutch and French flags, and text behind a reason belongs to it', async () => {
    const id = await house.opened(ANNA);
    await house.answer(SAM, `weigeren ${id} --reden hoort bij facilitair`);
    assert.equal(house.request(id).state, 'declined');
    assert.equal(house.store.words.get(`${id}:v2`), 'hoort bij facilitair');
  });

  it('points an operator to deny when they cancel what nobody has approved', async () => {
    const id = await house.opened(ANNA);
    const answer = textOf((await house.answer(SAM, `cancel ${id} --yes`)).card);
    assert.match(answer, new RegExp(`deny ${id} --reason`));
    assert.equal(house.request(id).state, 'pending');
  });

  it('takes an approval back by the same word', async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    await house.answer(PRIYA, `cancel ${id} --yes`);
    assert.equal(house.request(id).state, 'pending');
    assert.equal(house.request(id).round, 2);
  });

  it('says nothing of requests that are not theirs', async () => {
    await house.opened(ANNA);
    const there = textOf((await house.answer(LUC, '/statut 1')).card);
    const nowhere = textOf((await house.answer(LUC, '/statut 99')).card);
    assert.equal(there.replace('REQ-1', ''), nowhere.replace('REQ-99', ''));
  });

  it('extends by a span, and refuses one that is none', async () => {
    const id = await house.opened(ANNA);
    const before = house.request(id);
    await house.answer(SAM, `extend ${id} 1h30`);
    const after = house.request(id);
    if (before.state !== 'pending' || after.state !== 'pending') assert.fail('not pending');
    assert.equal(after.limit.deadline - before.limit.deadline, 90 * 60_000);
    assert.match(textOf((await house.answer(SAM, `extend ${id} soon`)).card), /HD-102/);
  });

  it("closes with a resolution in anybody's words for it", async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    await house.done(ANNA, { type: 'accept', id });
    await house.done(ANNA, { type: 'end-session', id });
    assert.match(textOf((await house.answer(SAM, `close ${id} --reason magic`)).card), /HD-102/);
    await house.answer(SAM, `close ${id} --reason fixed "New driver"`);
    assert.equal(house.request(id).state, 'closed');
  });

  it('tries a failed request again when it is approved', async () => {
    const id = await house.opened(ANNA);
    await house.done(SAM, { type: 'approve', id });
    house.store.now += 31 * 60_000;
    await house.services.desk.execute({
      command: { type: 'give-up-consent', id },
      actor: { kind: 'desk', cause: 'timer' },
      opKey: 'give up',
    });
    assert.equal(house.request(id).state, 'failed');
    await house.answer(SAM, `try again ${id} --yes`);
    assert.equal(house.request(id).state, 'approved');
    assert.equal(house.store.audit.at(-1)?.command, 'try-again');
  });

  it('approves by "ok" in the thread of a request, and nowhere else', async () => {
    const id = await house.opened(ANNA);
    house.places.threads.set('root-1', id);
    const bare = await house.answer(SAM, 'ok', { place: 'help-desk' });
    assert.match(textOf(bare.card), /HD-101/);
    const question = await house.answer(SAM, 'ok', CHANNEL_THREAD);
    assert.equal(
      buttonsOf(question.card).some(({ verb }) => verb === 'confirm'),
      true,
    );
  });

  it('tells several people who act at once that it was busy', async () => {
    const id = await house.opened(ANNA);
    const execute = sinon.stub(house.services.desk, 'execute').rejects(new BusyError('busy'));
    assert.match(textOf((await house.answer(SAM, `take ${id}`)).card), /HD-302/);
    execute.restore();
    assert.equal(house.request(id).assignee, undefined);
  });

  it('leaves a failing store to the edge, which knows what may be said', async () => {
    const id = await house.opened(ANNA);
    const failure = new ConnectorFailure({
      system: 'redis',
      operation: 'commit',
      retryable: true,
      applied: 'maybe',
    });
    sinon.stub(house.services.desk, 'execute').rejects(failure);
    await assert.rejects(house.say(SAM, `take ${id}`), failure);
  });
});
