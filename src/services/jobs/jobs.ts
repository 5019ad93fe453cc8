import type { ConnectionOptions } from 'bullmq';
import { agendaMember } from '../desk/agenda.js';
import { MINUTE, SECOND, type Millis } from '../desk/ids.js';
import { Loop } from './loop.js';
import type { Parts } from './parts.js';
import { aborted, createQueues, type Queues } from './queues.js';
import { createWork } from './work.js';

/** How long stop() waits for what is running; the rest is taken over by another process. */
const DRAIN = 20 * SECOND;

export interface JobsParts extends Parts {
  /** `queue` and `worker` of openRedis; jobs doesn't close them. */
  readonly redis: { readonly queue: ConnectionOptions; readonly worker: ConnectionOptions };
  readonly tenant: string;
}

export interface Jobs {
  /** Begins to work off the agenda, for ever; the role groups are read at once. */
  start(): void;
  /** No new work; waits for what is running, `within` (20 s) at most and a second for its own connections. */
  stop(within?: Millis): Promise<void>;
  /** Jobs by queue, over all processes. Rejects when Redis is away. */
  counts: Queues['counts'];
  /** One pass over the agenda without start(), for tests: claims, works off, gives how many were claimed. */
  tick(): Promise<number>;
}

export function createJobs(parts: JobsParts): Jobs {
  const queues = createQueues(parts);
  const work = createWork(parts, queues.enqueue);
  const loop = new Loop({
    agenda: parts.agenda,
    log: parts.log,
    work: work.fromAgenda,
    first: () => begin(parts),
  });
  let started = false;
  return {
    start() {
      if (started) return;
      started = true;
      queues.startWorkers(work.fromQueue);
      loop.start();
    },
    counts: () => queues.counts(),
    async stop(within = DRAIN) {
      const abandoned = new AbortController();
      const timer = setTimeout(() => abandoned.abort(), within);
      try {
        await withinDrain(loop.stop(), abandoned.signal);
        await queues.close(abandoned.signal);
      } finally {
        clearTimeout(timer);
      }
    },
    tick: () => loop.tick(),
  };
}

/** What goes on for ever, once it was asked for. */
async function begin({ agenda, places, seals }: JobsParts): Promise<void> {
  await agenda.add(agendaMember({ kind: 'roles' }), 0);
  await agenda.add(agendaMember({ kind: 'checkup' }), MINUTE);
  // The settings may stop everything, or no longer: the queue's card says so.
  const queue = { of: 'queue' } as const;
  if (await places.card(queue)) await agenda.add(agendaMember({ kind: 'card', address: queue }), 0);
  await agenda.add(agendaMember({ kind: 'retention' }), 5 * MINUTE);
  if (!seals) return;
  await agenda.add(agendaMember({ kind: 'seal' }), 0);
  await agenda.add(agendaMember({ kind: 'audit-head' }), 0);
}

async function withinDrain(done: Promise<void>, abandoned: AbortSignal): Promise<void> {
  await Promise.race([done, aborted(abandoned)]);
}
