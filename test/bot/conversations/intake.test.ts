import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { createIntakeDrafts } from '../../../src/bot/conversations/intake-drafts.js';
import { deviceId } from '../../../src/services/desk/ids.js';
import type { DeviceList } from '../../../src/services/desk/ports.js';
import { ANNA, GUS, LUC, SAM } from '../../support/cast.js';
import { buttonsOf, chatOf, CHANNEL, House, said, textOf } from './house.js';

const FORM = { text: 'Screen stays black', device: 'd-1', category: 'screen', urgency: 'urgent' };

function known(at: number): DeviceList {
  const device = { id: deviceId('d-1'), name: 'PC-0042', operatingSystem: 'Windows' };
  return { kind: 'known', at, devices: [device] };
}

describe('asking for help', () => {
  let house: House;
  beforeEach(() => {
    house = new House();
  });
  const pcs = () => known(house.store.now);

  it('shows the form at once and has the PCs looked up meanwhile', async () => {
    const form = await house.answer(ANNA, 'nieuw');
    assert.ok(buttonsOf(form.card).some(({ verb }) => verb === 'intake-send'));
    assert.deepEqual(house.devices.get(ANNA), { kind: 'looking' });
    assert.deepEqual(house.agenda.add.args, [[`devices:${ANNA}`, 0]]);
  });

  it('asks Graph again only when what it knows is older than five minutes', async () => {
    house.devices.set(ANNA, pcs());
    const form = await house.answer(ANNA, 'nieuw');
    assert.match(textOf(form.card), /PC-0042/);
    assert.equal(house.agenda.add.called, false);
    house.store.now += 5 * 60_000;
    await house.answer(ANNA, 'nieuw');
    assert.deepEqual(house.agenda.add.args, [[`devices:${ANNA}`, 0]]);
  });

  it('fills itself when the PCs are known, for the side that keeps cards true', async () => {
    const form = await house.answer(ANNA, 'nieuw "Zwart scherm"');
    const drafts = createIntakeDrafts(house.services);
    assert.equal((await drafts.get(ANNA))?.view.devices.kind, 'looking');
    house.devices.set(ANNA, pcs());
    const draft = await drafts.get(ANNA);
    assert.equal(draft?.activityId, form.id);
    assert.equal(draft?.conversation.id, chatOf(ANNA));
    assert.equal(draft?.view.devices.kind, 'known');
    assert.equal(draft?.view.call.text, 'Zwart scherm');
    assert.equal(await drafts.get(LUC), undefined);
  });

  it('is prefilled with what was typed', async () => {
    house.devices.set(ANNA, pcs());
    await house.answer(ANNA, 'nieuw "Zwart scherm" --pc pc-0042 --dringend --categorie scherm');
    const draft = await createIntakeDrafts(house.services).get(ANNA);
    assert.equal(draft?.view.call.device?.kind, 'managed');
    assert.equal(draft?.view.call.urgency, 'urgent');
    assert.equal(draft?.view.call.category, 'screen');
    assert.match(textOf((await house.answer(ANNA, 'nieuw --categorie magie')).card), /HD-102/);
  });

  it('becomes a request when it is sent, once however often it is pressed', async () => {
    house.devices.set(ANNA, pcs());
    const form = await house.answer(ANNA, 'nieuw');
    const copy = { ...form };
    const answer = await house.press(ANNA, form, { verb: 'intake-send', inputs: FORM });
    assert.match(said(answer), /REQ-1/);
    assert.deepEqual(buttonsOf(form.card), [], 'the form is over for good');
    await house.press(ANNA, copy, { verb: 'intake-send', inputs: FORM });
    await house.press(ANNA, copy, {
      verb: 'intake-send',
      inputs: { ...FORM, text: 'Other words' },
    });
    assert.equal(house.store.requests.size, 1);
    const request = house.request('REQ-1');
    assert.equal(request.device.kind, 'managed');
    assert.equal(request.urgency, 'urgent');
    assert.equal(house.store.words.get('REQ-1:v1'), FORM.text);
  });

  it('sends once when two clicks come at the same moment', async () => {
    const form = await house.answer(ANNA, 'nieuw');
    const inputs = { ...FORM, device: 'dead' };
    await Promise.all(
      [1, 2, 3].map(() => house.press(ANNA, { ...form }, { verb: 'intake-send', inputs })),
    );
    assert.equal(house.store.requests.size, 1);
  });

  it('says on the form what is missing, and keeps what was filled in', async () => {
    house.devices.set(ANNA, pcs());
    const form = await house.answer(ANNA, 'nieuw');
    const silent = said(
      await house.press(ANNA, form, { verb: 'intake-send', inputs: { ...FORM, text: ' ' } }),
    );
    assert.match(silent, /HD-102/);
    const foreign = { ...FORM, device: 'd-666' };
    assert.match(
      said(await house.press(ANNA, form, { verb: 'intake-send', inputs: foreign })),
      /HD-102/,
    );
    assert.match(textOf(form.card), /Screen stays black/);
    const tampered = { ...FORM, category: 'magic' };
    assert.match(
      said(await house.press(ANNA, form, { verb: 'intake-send', inputs: tampered })),
      /HD-102/,
    );
    assert.equal(house.store.requests.size, 0);
  });

  it('says first that there is a request for the same PC, and does as told', async () => {
    house.devices.set(ANNA, pcs());
    await house.opened(ANNA, 'First', { device: 'd-1' });
    for (const [verb, check] of [
      ['keep-as-details', () => assert.equal(house.request('REQ-1').version, 2)],
      ['keep-as-new', () => assert.equal(house.store.requests.size, 2)],
      ['keep-drop', () => assert.equal(house.store.requests.size, 2)],
    ] as const) {
      const form = await house.answer(ANNA, 'nieuw');
      const asked = await house.press(ANNA, form, { verb: 'intake-send', inputs: FORM });
      assert.match(said(asked), /REQ-1/);
      const drafts = createIntakeDrafts(house.services);
      assert.equal(await drafts.get(ANNA), undefined, 'no form over the question');
      const copy = { ...form };
      await house.press(ANNA, form, { verb });
      check();
      await house.press(ANNA, copy, { verb });
      check();
    }
  });

  it('replaces an older form, which says so and sends nothing any more', async () => {
    const old = await house.answer(ANNA, 'nieuw "eerst dit"');
    const copy = { ...old };
    await house.say(ANNA, 'nieuw "toch dit"');
    assert.deepEqual(buttonsOf(old.card), []);
    await house.press(ANNA, copy, { verb: 'intake-send', inputs: FORM });
    assert.equal(house.store.requests.size, 0);
  });

  it('is dropped by Cancel', async () => {
    const form = await house.answer(ANNA, 'nieuw');
    const copy = { ...form };
    await house.press(ANNA, form, { verb: 'intake-cancel' });
    assert.deepEqual(buttonsOf(form.card), []);
    await house.press(ANNA, copy, { verb: 'intake-send', inputs: { ...FORM, device: 'dead' } });
    assert.equal(house.store.requests.size, 0);
  });

  it("goes to the operator's own chat when it is asked for in the channel", async () => {
    const got = await house.say(SAM, 'new "Dock is dead"', { place: 'help-desk' });
    const [form, answer] = got;
    assert.equal(form?.conversation, chatOf(SAM));
    assert.equal(answer?.conversation, CHANNEL);
    assert.doesNotMatch(textOf(answer?.card), /Dock is dead/);
    if (!form) assert.fail('no form');
    await house.press(SAM, form, { verb: 'intake-send', inputs: { ...FORM, device: 'dead' } });
    assert.equal(house.last?.requester, SAM);
  });

  it('asks on behalf of somebody, with their PCs, and then for their consent', async () => {
    house.members.set('29:anna', ANNA);
    house.devices.set(ANNA, pcs());
    const mentions = [{ teamsId: '29:anna', name: 'Anna' }];
    const form = await house.answer(SAM, 'new "Dock is dead" --for <at>Anna</at>', { mentions });
    assert.match(textOf(form.card), /Anna/);
    assert.match(textOf(form.card), /PC-0042/);
    await house.press(SAM, form, { verb: 'intake-send', inputs: FORM });
    assert.equal(house.last?.requester, ANNA);
    assert.equal(house.last?.openedBy, SAM);
    assert.equal(house.last?.state, 'approved');
  });

  it('shows nobody the PCs of others who may not ask on their behalf', async () => {
    house.members.set('29:anna', ANNA);
    house.members.set('29:gus', GUS);
    const mentions = [{ teamsId: '29:anna', name: 'Anna' }];
    const answer = await house.answer(LUC, '/nouveau --pour <at>Anna</at>', { mentions });
    assert.match(textOf(answer.card), /HD-201/);
    const guest = [{ teamsId: '29:gus', name: 'Gus' }];
    const refused = await house.answer(SAM, 'new --for <at>Gus</at>', { mentions: guest });
    assert.match(textOf(refused.card), /HD-103/);
    const own = await house.answer(SAM, 'new --for me');
    assert.match(textOf(own.card), /HD-202/);
  });

  it('looks for the PCs again on request, and keeps what was filled in', async () => {
    const form = await house.answer(ANNA, 'nieuw');
    house.devices.set(ANNA, { kind: 'failed', retryAt: 0 });
    house.agenda.add.resetHistory();
    await house.click(ANNA, {
      verb: 'intake-refresh',
      messageId: form.id,
      data: {
        ...buttonsOf(form.card).find(({ verb }) => verb === 'intake-send')?.data,
        text: 'Half written',
      },
    });
    assert.deepEqual(house.agenda.add.args, [[`devices:${ANNA}`, 0]]);
    assert.match(textOf(form.card), /Half written/);
  });
});
