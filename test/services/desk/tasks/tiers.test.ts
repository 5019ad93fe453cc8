import assert from 'node:assert/strict';
import { DEFAULT_POLICY, type Policy } from '../../../../src/services/desk/policy.js';
import { quorumFor } from '../../../../src/services/desk/tasks/tiers.js';

describe('how many others must agree', () => {
  const counts: readonly (readonly [pcs: number, others: number, withVip: number])[] = [
    [1, 0, 1],
    [2, 1, 2],
    [10, 1, 2],
    [11, 2, 3],
    [100, 2, 3],
  ];
  for (const [pcs, others, withVip] of counts) {
    it(`is ${others} for ${pcs}, and ${withVip} with a VIP's among them`, () => {
      assert.equal(quorumFor(DEFAULT_POLICY, pcs, false), others);
      assert.equal(quorumFor(DEFAULT_POLICY, pcs, true), withVip);
    });
  }

  it('is what the policy says, row by row', () => {
    const approvals = [
      { upTo: 5, approvers: 1 },
      { upTo: 20, approvers: 1 },
      { upTo: 40, approvers: 4 },
    ];
    const { restart } = DEFAULT_POLICY;
    const policy: Policy = { ...DEFAULT_POLICY, restart: { ...restart, approvals } };
    assert.deepEqual(
      [5, 6, 20, 21].map((pcs) => quorumFor(policy, pcs, false)),
      [1, 1, 1, 4],
    );
    assert.deepEqual(
      [5, 6, 20, 21].map((pcs) => quorumFor(policy, pcs, true)),
      [1, 4, 4, 5],
    );
  });
});
