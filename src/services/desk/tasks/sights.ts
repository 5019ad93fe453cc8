import type { DeviceId } from '../ids.js';
import type { RestartSight } from '../restart-ports.js';
import { ALREADY, event, type TaskDecision } from './decision.js';
import type { TaskFacts } from './facts.js';
import { isUnderWay, itemCommon, type Item, type ItemFailure, type Sent } from './item.js';
import type { Task } from './task.js';

/**
 * What a look at the far end shows of the PCs that were sent. A restart that was there before ours says nothing; one
 * that leaves no trace in time is unknown, and never taken for done.
 */
export function decideSeen(
  task: Task,
  sights: ReadonlyMap<DeviceId, RestartSight>,
  facts: TaskFacts,
): TaskDecision {
  const changes = task.items.filter(isUnderWay).flatMap((item) => {
    const sight = item.device === undefined ? undefined : sights.get(item.device);
    const changed = seen(item, isAnothers(task, item, facts) ? undefined : sight, facts);
    return changed ? [changed] : [];
  });
  return changes.length === 0 ? ALREADY : event({ type: 'seen', changes });
}

function seen(item: Sent, sight: RestartSight | undefined, facts: TaskFacts): Item | undefined {
  const { now, policy } = facts;
  const { sentAt, before } = item;
  const common = itemCommon(item, now);
  const base = { sentAt, ...(before === undefined ? {} : { before }) };
  const lost: Item = { ...common, ...base, state: 'unknown' };
  if (!sight || !isOurs(sight, before))
    return now - sentAt > policy.restart.unproven ? lost : undefined;
  switch (sight.state) {
    case 'none':
      return now - sentAt > policy.restart.unproven ? lost : undefined;
    case 'pending':
    case 'active':
      if (now - sentAt > policy.restart.follow) return lost;
      return item.state === sight.state ? undefined : { ...common, ...base, state: sight.state };
    case 'done':
      return { ...common, state: 'done', sentAt };
    case 'failed':
      return failed(common, sentAt, 'failed');
    case 'cancelled':
      return failed(common, sentAt, 'cancelled-there');
    case 'not-supported':
      return { ...common, state: 'not_supported' };
  }
}

function failed(common: ReturnType<typeof itemCommon>, sentAt: number, why: ItemFailure): Item {
  return { ...common, state: 'failed', why, sentAt };
}

/** Another task restarted it since: what the far end shows now is that one's. */
function isAnothers({ id }: Task, { n, device, sentAt }: Sent, { pcs }: TaskFacts): boolean {
  const hold = device === undefined ? undefined : pcs.get(device);
  return hold !== undefined && (hold.task !== id || hold.n !== n) && hold.at > sentAt;
}

/** The far end gives no id to a restart: one that began later than the last we saw before the call is ours. */
export function isOurs({ startedAt }: RestartSight, before: number | undefined): boolean {
  return startedAt !== undefined && (before === undefined || startedAt > before);
}
