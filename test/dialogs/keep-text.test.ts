import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { drop, keep, kept } from '../../src/dialogs/keep-text.js';
import { alreadySeen } from '../../src/dialogs/seen.js';
import { requestId } from '../../src/services/desk/ids.js';
import { memorySlots } from './slots.js';

const TEXT = { nonce: 'n', text: 'still black', ids: [requestId(12)], fromIntake: false };

describe('text that waits until its author says where it belongs', () => {
  it('is there for its own question, and for no other', async () => {
    const slots = memorySlots();
    await keep(slots, TEXT);
    assert.deepEqual(await kept(slots, 'n'), TEXT);
    assert.equal(await kept(slots, 'other'), undefined);
  });

  it('stays when newer ones come, five in all, and is gone when dropped', async () => {
    const slots = memorySlots();
    await keep(slots, TEXT);
    await keep(slots, { ...TEXT, nonce: 'm', text: 'newer' });
    assert.equal((await kept(slots, 'n'))?.text, 'still black');
    await drop(slots, 'm');
    assert.equal(await kept(slots, 'm'), undefined);
    for (let more = 0; more < 4; more += 1) await keep(slots, { ...TEXT, nonce: `n${more}` });
    assert.ok(await kept(slots, 'n'));
    await keep(slots, { ...TEXT, nonce: 'last' });
    assert.equal(await kept(slots, 'n'), undefined);
  });

  it('stands once when the same question is asked twice', async () => {
    const slots = memorySlots();
    await keep(slots, TEXT);
    await keep(slots, { ...TEXT, text: 'the same' });
    assert.equal((await kept(slots, 'n'))?.text, 'the same');
    await drop(slots, 'n');
    assert.equal(await kept(slots, 'n'), undefined);
  });

  it('is not believed when the ids in the storage are none', async () => {
    const slots = memorySlots();
    await slots.set('kept-texts', [{ ...TEXT, ids: ['nonsense'] }]);
    assert.equal(await kept(slots, 'n'), undefined);
  });
});

describe('activities that were answered', () => {
  it('are known for the last twenty', async () => {
    const slots = memorySlots();
    assert.equal(await alreadySeen(slots, 'a'), false);
    assert.equal(await alreadySeen(slots, 'a'), true);
    for (let number = 0; number < 20; number += 1) await alreadySeen(slots, `m${number}`);
    assert.equal(await alreadySeen(slots, 'a'), false);
    assert.equal(await alreadySeen(slots, 'm19'), true);
  });
});
