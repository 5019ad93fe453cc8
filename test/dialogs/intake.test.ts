import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  beneficiary,
  collect,
  draftSlot,
  filled,
  intakeInputs,
  intakeView,
  type Draft,
} from '../../src/dialogs/intake.js';
import { deviceId } from '../../src/services/desk/ids.js';
import type { DeviceList } from '../../src/services/desk/ports.js';
import { ANNA, LUC } from '../support/cast.js';
import { memorySlots } from './slots.js';

const DRAFT: Draft = {
  nonce: 'n',
  version: 1,
  text: 'Screen stays black',
  conversation: { id: 'a:1', serviceUrl: 'https://smba.example/', tenantId: 't' },
  activityId: '1',
  state: 'open',
};
const LOOKING: DeviceList = { kind: 'looking' };
const PCS: DeviceList = {
  kind: 'known',
  at: 0,
  devices: [
    { id: deviceId('d-1'), name: 'PC-0042', model: 'Latitude 7440', operatingSystem: 'Windows' },
    { id: deviceId('d-2'), name: 'PC-0043', operatingSystem: 'Windows' },
    { id: deviceId('d-3'), name: 'PC-0043', operatingSystem: 'Windows' },
  ],
};

function device(draft: Partial<Draft>, list: DeviceList = PCS) {
  const collected = collect({ ...DRAFT, ...draft }, list);
  return collected.ok ? collected.call.device : collected.field;
}

describe('the form of a call for help', () => {
  it('comes to a call with sensible defaults', () => {
    assert.deepEqual(collect({ ...DRAFT, device: 'd-1' }, PCS), {
      ok: true,
      call: {
        text: 'Screen stays black',
        device: { kind: 'managed', id: 'd-1', name: 'PC-0042', model: 'Latitude 7440' },
        category: 'other',
        urgency: 'normal',
      },
    });
  });

  it('asks for words when there are none', () => {
    assert.deepEqual(collect({ ...DRAFT, text: '  ' }, PCS), { ok: false, field: 'text' });
    const { text: _text, ...silent } = DRAFT;
    assert.deepEqual(collect(silent, PCS), { ok: false, field: 'text' });
  });

  it("doesn't believe a PC that isn't the person's own", () => {
    assert.equal(device({ device: 'd-666' }), 'device');
    assert.equal(device({ device: 'd-1' }, LOOKING), 'device');
  });

  it('asks which PC it is when there are some and none was chosen', () => {
    assert.equal(device({}), 'choose');
    assert.equal(device({ device: '' }), 'choose');
    assert.deepEqual(device({}, { kind: 'known', at: 0, devices: [] }), { kind: 'unlisted' });
    assert.deepEqual(device({}, { kind: 'failed', retryAt: 0 }), { kind: 'unlisted' });
  });

  it('can be sent while the PCs are still looked up', () => {
    assert.deepEqual(device({}, LOOKING), { kind: 'unlisted' });
    assert.deepEqual(device({ deviceName: 'Old laptop' }, LOOKING), {
      kind: 'unlisted',
      name: 'Old laptop',
    });
  });

  it('knows a PC that is not in the list, and one that is dead', () => {
    assert.deepEqual(device({ device: 'unlisted' }), { kind: 'unlisted' });
    assert.deepEqual(device({ device: 'dead', deviceName: 'PC-0042' }), {
      kind: 'dead',
      name: 'PC-0042',
    });
  });

  it('finds a PC by its name, unless two have it', () => {
    assert.equal(JSON.stringify(device({ deviceName: 'pc-0042' })).includes('d-1'), true);
    assert.deepEqual(device({ deviceName: 'PC-0043' }), { kind: 'unlisted', name: 'PC-0043' });
  });

  it('shows a named PC as chosen once the list is there', () => {
    const named = { ...DRAFT, deviceName: 'PC-0042' };
    assert.equal(intakeView(named, LOOKING, undefined).call.device?.kind, 'unlisted');
    assert.equal(intakeView(named, PCS, undefined).call.device?.kind, 'managed');
    assert.equal(intakeView(DRAFT, PCS, undefined).call.device, undefined);
  });

  it('shows that it is over, and how, and when the desk opens', () => {
    assert.equal(intakeView({ ...DRAFT, state: 'sent' }, PCS, undefined).over, 'sent');
    assert.equal(intakeView({ ...DRAFT, state: 'replaced' }, PCS, undefined).over, 'replaced');
    const open = intakeView({ ...DRAFT, state: 'asking' }, PCS, 5);
    assert.equal(open.over, undefined);
    assert.equal(open.opens, 5);
  });

  it('keeps what was filled in before and takes what is new', () => {
    const now = filled({ ...DRAFT, category: 'screen' }, { text: 'Now it is blue' });
    assert.equal(now.text, 'Now it is blue');
    assert.equal(now.category, 'screen');
  });

  it('takes no category or urgency of its own making', () => {
    assert.equal(intakeInputs.safeParse({ category: 'magic' }).success, false);
    assert.equal(intakeInputs.safeParse({ urgency: 'yesterday' }).success, false);
    assert.equal(intakeInputs.safeParse({ text: 'x'.repeat(10_001) }).success, false);
    assert.equal(intakeInputs.safeParse({ text: 'x', more: 1 }).success, true);
  });

  it('offers the PCs of the one it is for', () => {
    assert.equal(beneficiary(DRAFT, ANNA), ANNA);
    assert.equal(beneficiary({ ...DRAFT, requester: { id: LUC, name: 'Luc' } }, ANNA), LUC);
  });

  it('is remembered between turns, and nothing else is read as one', async () => {
    const slots = memorySlots();
    const kept = draftSlot(slots);
    const draft: Draft = { ...DRAFT, requester: { id: LUC, name: 'Luc' } };
    await kept.write(draft);
    assert.deepEqual(await kept.read(), draft);
    await slots.set('intake', { ...draft, requester: { id: 'nobody', name: 'x' } });
    assert.equal(await kept.read(), undefined);
    await kept.clear();
    assert.equal(await kept.read(), undefined);
  });
});
