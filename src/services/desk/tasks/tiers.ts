import type { PersonId } from '../ids.js';
import type { Policy } from '../policy.js';
import { chosen, type Task } from './task.js';

/**
 * How many others must agree, by how many PCs it is. With a PC of somebody on the VIP list it is as many as the next row
 * says, and behind the last row one more.
 */
export function quorumFor(policy: Policy, count: number, isVip: boolean): number {
  const { approvals } = policy.restart;
  const at = approvals.findIndex(({ upTo }) => count <= upTo);
  const row = approvals[at === -1 ? approvals.length - 1 : at];
  const standard = row?.approvers ?? 0;
  return isVip ? (approvals[at + 1]?.approvers ?? standard + 1) : standard;
}

/** Whom it is good for: the one person whose PCs these are all, so that they have no say in it. */
export function beneficiaryOfTask(task: Pick<Task, 'items'>): PersonId | undefined {
  const owners = new Set(chosen(task).map(({ owner }) => owner));
  const [only] = owners;
  return owners.size === 1 ? only : undefined;
}
