import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { ANNA, EVA, GUS, LUC, PRIYA, SAM } from '../../support/cast.js';
import { buttonsOf, House, textOf } from './house.js';

describe('assigning to somebody', () => {
  let house: House;
  beforeEach(() => {
    house = new House();
  });

  it('believes a mention', async () => {
    const id = await house.opened(ANNA);
    house.members.set('29:priya', PRIYA);
    const mentions = [{ teamsId: '29:priya', name: 'Priya' }];
    await house.answer(SAM, `assign ${id} <at>Priya</at>`, { place: 'help-desk', mentions });
    assert.equal(house.request(id).assignee, PRIYA);
    assert.equal(house.find.called, false);
  });

  it('searches a name, and lets the asker pick among several', async () => {
    const id = await house.opened(ANNA);
    house.find.resolves([
      { id: PRIYA, name: 'Priya Rao', upn: 'priya@example.com', guest: false, enabled: true },
      { id: EVA, name: 'Priya Vos', upn: 'priya.vos@example.com', guest: false, enabled: true },
      { id: LUC, name: 'Priya Luc', upn: 'luc@example.com', guest: false, enabled: true },
    ]);
    const question = await house.answer(SAM, `assign ${id} Priya`);
    const titles = buttonsOf(question.card).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Priya Rao (priya@example.com)',
      'Priya Vos (priya.vos@example.com)',
    ]);
    assert.match(textOf(question.card), /HD-104/);
    await house.press(SAM, question, { verb: 'confirm', title: titles[1] ?? '' });
    assert.equal(house.request(id).assignee, EVA);
  });

  it('finds nobody with HD-103 and says what was searched', async () => {
    const id = await house.opened(ANNA);
    house.find.resolves([
      { id: GUS, name: 'Zed', upn: 'zed@example.com', guest: true, enabled: true },
      { id: LUC, name: 'Zed', upn: 'z@example.com', guest: false, enabled: false },
    ]);
    const answer = textOf((await house.answer(SAM, `assign ${id} Zed`)).card);
    assert.match(answer, /Zed/);
    assert.match(answer, /HD-103/);
  });

  it('gives up on a directory that does not answer, and says what else works', async () => {
    const id = await house.opened(ANNA);
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      house.find.returns(new Promise(() => {}));
      const answer = house.answer(SAM, `assign ${id} Priya`);
      await clock.tickAsync(2_500);
      assert.match(textOf((await answer).card), /HD-501/);
    } finally {
      clock.restore();
    }
  });

  it('looks nobody up for somebody who may not assign', async () => {
    const id = await house.opened(ANNA);
    assert.match(textOf((await house.answer(LUC, `/assign ${id} Priya`)).card), /HD-201/);
    assert.equal(house.find.called, false);
  });
});
