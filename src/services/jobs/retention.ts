import { HOUR, SECOND, type Instant } from '../desk/ids.js';
import type { Swept } from '../desk/ports.js';
import { again, type Parts, type Verdict } from './parts.js';

/** Steps of one turn; a long backlog goes on a little later, so that nothing else waits for it. */
const STEPS = 25;

type RetentionParts = Pick<Parts, 'retention' | 'requests' | 'policy' | 'log'>;

/** Removes what was kept for as long as the policy says: requests, changes, entries of the trail. */
export async function retain(parts: RetentionParts): Promise<Verdict> {
  const { retention, requests, policy, log } = parts;
  const now = await requests.now();
  const old = now - policy.retention.requests;
  const gone = [
    await sweepAll((from) => retention.requests(old, from)),
    await sweepAll((from) => retention.changes(old, from)),
    await sweepAll((from) => retention.tasks(old, from)),
    await trimAll(retention, now - policy.retention.audit),
  ];
  const [ofRequests = NOTHING, ofChanges = NOTHING, ofTasks = NOTHING, ofTrail = NOTHING] = gone;
  if (gone.some(({ removed }) => removed > 0)) {
    const facts = {
      requests: ofRequests.removed,
      changes: ofChanges.removed,
      tasks: ofTasks.removed,
      entries: ofTrail.removed,
    };
    log.info(facts, 'retention: removed what was kept for long enough');
  }
  return again(gone.every(({ all }) => all) ? HOUR : SECOND);
}

interface Gone {
  readonly removed: number;
  /** Nothing is left to remove. */
  readonly all: boolean;
}

const NOTHING: Gone = { removed: 0, all: true };

async function sweepAll(step: (from?: number) => Promise<Swept>): Promise<Gone> {
  let removed = 0;
  let from: number | undefined;
  for (let n = 0; n < STEPS; n += 1) {
    const swept = await step(from);
    removed += swept.removed;
    from = swept.next;
    if (from === undefined) return { removed, all: true };
  }
  return { removed, all: removed === 0 };
}

async function trimAll(retention: RetentionParts['retention'], before: Instant): Promise<Gone> {
  let removed = 0;
  for (let n = 0; n < STEPS; n += 1) {
    const went = await retention.trail(before);
    removed += went;
    if (went === 0) return { removed, all: true };
  }
  return { removed, all: false };
}
