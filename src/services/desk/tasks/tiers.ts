import type { PersonId } from '../ids.js';
import type { Policy } from '../policy.js';
import { chosen, type Task } from './task.js';

/**
 * How many others must agree, by how many PCs it is. With a PC of somebody on the VIP list the next row counts; behind
 * the last one there is none.
 */
export function quorumFor(policy: Policy, count: number, isVip: boolean): number {
  const { approvals } = policy.restart;
  const at = approvals.findIndex(({ upTo }) => count <= upTo);
  const last = approvals.length - 1;
  const row = at === -1 ? last : Math.min(last, isVip ? at + 1 : at);
  return approvals[row]?.approvers ?? 0;
}

/** Whom it is good for: the one person whose PCs these are all, so that they have no say in it. */
export function beneficiaryOfTask(task: Pick<Task, 'items'>): PersonId | undefined {
  const owners = new Set(chosen(task).map(({ owner }) => owner));
  const [only] = owners;
  return owners.size === 1 ? only : undefined;
}
