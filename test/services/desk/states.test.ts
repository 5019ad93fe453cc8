import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { REQUEST_STATES } from '../../../src/services/desk/requests/request.js';
import { act, checkHistory, INTO, MOVE_TYPES, TABLE } from './desk-moves.js';
import { DeskFixture } from './desk-fixture.js';

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
