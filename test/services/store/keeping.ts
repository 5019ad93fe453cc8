import type { Change, Waiting } from '../../../src/services/desk/changes/change.js';
import type { Task, TaskCommon } from '../../../src/services/desk/tasks/task.js';
import { changeId, DAY, requestId, taskId, type PersonId } from '../../../src/services/desk/ids.js';
import type { Kept, KeptEvent } from '../../../src/services/desk/ports.js';
import type { Request } from '../../../src/services/desk/requests/request.js';
import { audited, NOON_ISH, opened, type OpenedStore } from './building.js';

/** As it lies in the store, with what somebody said about it. */
export async function keep({ store }: OpenedStore, after: Kept, by: PersonId, text: string) {
  const { id } = after.record;
  const outcome = { kind: 'done', command: 'take', id: requestId(1), version: 1 } as const;
  await store.desk.nextNumber(after.of);
  await store.desk.commit({
    op: { key: `op-${id}`, outcome },
    change: {
      after,
      expected: 0,
      events: [firstOf(after)],
      words: [{ ref: 'v1', by, text }],
      agenda: [],
    },
    audit: audited(`op-${id}`, { request: id }),
  });
}

function firstOf(kept: Kept): KeptEvent {
  if (kept.of === 'request') return opened(kept.record.id);
  if (kept.of === 'task')
    return { type: 'lapsed', v: 1, id: kept.record.id, at: NOON_ISH, by: 'desk' };
  const { id, requester, subject, openedAt, quorum } = kept.record;
  const expiresAt = openedAt + DAY;
  const what = { subject, quorum, expiresAt, words: true } as const;
  return { type: 'proposed', v: 1, id, at: openedAt, by: requester, ...what };
}

export function ofRequest(record: Request): Kept {
  return { of: 'request', record };
}

export function ofTask(record: Task): Kept {
  return { of: 'task', record };
}

/** A restart that was given up, or one that waits for its time. */
export function restart(number: number, requester: PersonId, isOpen = false): Task {
  const common: TaskCommon = {
    ...{ schema: 1, id: taskId(number), number, version: 1, requester, openedAt: NOON_ISH },
    ...{ reason: 'v1', wish: { targets: [], force: false, dryRun: false }, from: 'personal' },
    ...{ items: [], quorum: 0, approvals: [] },
    moved: { type: 'lapsed', by: 'desk', at: NOON_ISH },
  };
  return isOpen
    ? { ...common, state: 'held', until: NOON_ISH + DAY }
    : { ...common, state: 'cancelled', cancelledAt: NOON_ISH, lapsed: true };
}

export function ofChange(record: Change): Kept {
  return { of: 'change', record };
}

/** Somebody asks for the freeze to be lifted. */
export function asked(number: number, requester: PersonId, openedAt = NOON_ISH): Waiting {
  return {
    schema: 1,
    id: changeId(number),
    number,
    version: 1,
    subject: { kind: 'unfreeze' },
    requester,
    openedAt,
    reason: 'v1',
    quorum: 1,
    agreements: [],
    moved: { type: 'proposed', by: requester, at: openedAt },
    state: 'waiting',
    expiresAt: openedAt + DAY,
  };
}
