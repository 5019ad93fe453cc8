import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { forget, recall, remember } from '../../src/dialogs/questions.js';
import { MINUTE } from '../../src/services/desk/ids.js';
import { memorySlots } from './slots.js';

const NOW = Date.UTC(2026, 10, 20);

function question(nonce: string) {
  return { nonce, choices: [{ verb: 'approve', inputs: { id: 'REQ-1' } }], confirms: true };
}

describe('questions that wait for an answer', () => {
  it('are found again by their nonce, with what they were about', async () => {
    const slots = memorySlots();
    await remember(slots, question('a'), NOW);
    await remember(slots, question('b'), NOW);
    const found = await recall(slots, 'a', NOW);
    assert.deepEqual(found?.choices, [{ verb: 'approve', inputs: { id: 'REQ-1' } }]);
    assert.equal(found?.confirms, true);
  });

  it('can be answered for ten minutes, to the millisecond', async () => {
    const slots = memorySlots();
    await remember(slots, question('a'), NOW);
    assert.notEqual(await recall(slots, 'a', NOW + 10 * MINUTE), undefined);
    assert.equal(await recall(slots, 'a', NOW + 10 * MINUTE + 1), undefined);
  });

  it('are forgotten when dropped, and when five newer ones came', async () => {
    const slots = memorySlots();
    await remember(slots, question('dropped'), NOW);
    await forget(slots, 'dropped');
    assert.equal(await recall(slots, 'dropped', NOW), undefined);
    for (const nonce of ['1', '2', '3', '4', '5', '6']) await remember(slots, question(nonce), NOW);
    assert.equal(await recall(slots, '1', NOW), undefined);
    assert.notEqual(await recall(slots, '2', NOW), undefined);
  });

  it('stand once when the same message asks twice', async () => {
    const slots = memorySlots();
    for (let time = 0; time < 9; time += 1) await remember(slots, question('a'), NOW);
    await remember(slots, question('b'), NOW);
    assert.notEqual(await recall(slots, 'a', NOW), undefined);
  });

  it('count as none when an older version wrote them otherwise', async () => {
    const slots = memorySlots();
    await slots.set('questions', [{ nonce: 'a', verb: 'approve' }]);
    assert.equal(await recall(slots, 'a', NOW), undefined);
  });
});
