import assert from 'node:assert/strict';
import type { Cards } from '../../src/cards/cards.js';
import { createCards } from '../../src/cards/create-cards.js';
import { deviceId, HOUR } from '../../src/services/desk/ids.js';
import type { Device } from '../../src/services/desk/ports.js';
import type { IntakeView } from '../../src/services/desk/views.js';
import { createTranslator } from '../../src/services/i18n/translator.js';
import { INTAKE } from './gallery.js';
import { NOW, SANNE } from './fixtures.js';
import { buttonsOf, inputsIn, readable, verbsOf } from './inspect.js';

describe('the form of a call for help', () => {
  let cards: Cards;
  before(() => {
    cards = createCards(createTranslator());
  });

  function drawn(view: Partial<IntakeView>): ReturnType<Cards['intake']> {
    return cards.intake({ ...INTAKE, ...view }, { locale: 'en', person: SANNE.id });
  }
  function device(view: Partial<IntakeView>): {
    value: unknown;
    titles: string[];
    values: string[];
  } {
    const input = inputsIn(drawn(view)).find(({ id }) => id === 'device');
    const choices = (input?.['choices'] ?? []) as { title: string; value: string }[];
    return {
      value: input?.['value'],
      titles: choices.map(({ title }) => title),
      values: choices.map(({ value }) => value),
    };
  }
  function known(...devices: Partial<Device>[]): IntakeView['devices'] {
    const all = devices.map((one, n) => ({
      id: deviceId(`device-000${n}`),
      name: 'PC-1',
      operatingSystem: 'Windows',
      ...one,
    }));
    return { kind: 'known', at: NOW, devices: all };
  }

  it('has the inputs that the router reads, filled with what is known', () => {
    const inputs = inputsIn(
      drawn({ call: { text: 'Black screen', category: 'screen', urgency: 'urgent' } }),
    );
    const values = inputs.map(({ id, value }) => [id, value]);
    assert.deepEqual(values, [
      ['text', 'Black screen'],
      ['device', 'd-0042'],
      ['deviceName', ''],
      ['category', 'screen'],
      ['urgency', 'urgent'],
    ]);
  });

  it('preselects the only PC, and none of several', () => {
    assert.equal(device({}).value, 'd-0042');
    assert.equal(device({ devices: known({}, { name: 'PC-2' }) }).value, '');
  });

  it('preselects the only PC of somebody who also has a phone', () => {
    const phone = { name: 'Phone', operatingSystem: 'iOS' };
    assert.equal(device({ devices: known({}, phone) }).value, 'device-0000');
    assert.equal(device({ devices: known(phone) }).value, 'device-0000');
  });

  it('keeps the choice that was made, even when the list has not come yet', () => {
    const call = { device: { kind: 'managed', id: deviceId('d-9'), name: 'PC-0009' } } as const;
    const looking = device({ call, devices: { kind: 'looking' } });
    assert.deepEqual(looking.titles, [
      'PC-0009',
      "My PC isn't in the list",
      "It doesn't start, I'm asking from my phone",
    ]);
    assert.equal(looking.value, 'd-9');
    assert.equal(device({ call: { device: { kind: 'dead' } } }).value, 'dead');
  });

  it('tells two PCs of one name apart', () => {
    const { titles } = device({ devices: known({}, {}, { name: 'PC-2', model: 'Latitude' }) });
    assert.deepEqual(titles.slice(0, 3), ['PC-1 …0000', 'PC-1 …0001', 'PC-2 (Latitude)']);
  });

  it('can be sent while PCs are looked up, when that fails, and when there is none', () => {
    const views: [Partial<IntakeView>, RegExp][] = [
      [{ devices: { kind: 'looking' } }, /We are checking your PCs/],
      [{ devices: { kind: 'failed', retryAt: NOW + HOUR } }, /Trying again at \{\{TIME/],
      [{ devices: known() }, /We found no PC in your name/],
    ];
    for (const [view, says] of views) {
      assert.match(readable(drawn(view)), says);
      assert.equal(device(view).value, 'unlisted');
      assert.equal(verbsOf(drawn(view))[0], 'intake-send');
    }
  });

  it('offers to look again only while PCs are not known', () => {
    assert.deepEqual(verbsOf(drawn({})), ['intake-send', 'intake-cancel']);
    assert.deepEqual(verbsOf(drawn({ devices: { kind: 'looking' } })), [
      'intake-send',
      'intake-cancel',
      'intake-refresh',
    ]);
  });

  it('says what is stored and who sees it, and when somebody is back', () => {
    assert.match(readable(drawn({})), /We keep your words, your name and the PC/);
    assert.match(readable(drawn({ opens: NOW + HOUR })), /closed now and back on \{\{DATE/);
  });

  it('says for whom it is when an operator asks', () => {
    assert.match(
      readable(drawn({ requester: SANNE })),
      /^Request remote assistance\nFor Sanne de Vries/,
    );
  });

  for (const over of ['sent', 'cancelled', 'replaced'] as const) {
    it(`has nothing to fill in or press once it was ${over}`, () => {
      const card = drawn({ over });
      assert.deepEqual(inputsIn(card), []);
      assert.deepEqual(buttonsOf(card), []);
      assert.match(readable(card), /Het scherm blijft zwart/);
    });
  }

  it('names its own drawing in the nonce', () => {
    for (const { data } of buttonsOf(drawn({ nonce: 'n-7' })))
      assert.deepEqual(data, { nonce: 'n-7' });
  });
});
