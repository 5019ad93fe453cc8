import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker, type ConnectionOptions } from 'bullmq';
import { z } from 'zod';
import { DAY, SECOND } from '../desk/ids.js';
import type { Claimed } from '../desk/ports.js';
import type { JobMeasures, Log } from './parts.js';
import { SYSTEMS, type Enqueue, type System } from './work.js';
import { TendedWorker } from './workers.js';

const CONCURRENCY: Record<System, number> = { teamviewer: 2, graph: 4 };
/** Longer than the time-out (8 s) of one call; kept up while the job runs. */
const LOCK = 10 * SECOND;
const STALLED_CHECK = 5 * SECOND;
const SECONDS_PER_DAY = DAY / SECOND;
/** Polling stands behind what people wait for. Jobs without a priority come first. */
const POLL_PRIORITY = 10;

/** What is still open then goes with its connection. */
const CLOSE_WITHIN = SECOND;
const UNREF = { ref: false };

/** Ids only: BullMQ keeps job data in clear text. */
const jobData = z.strictObject({
  member: z.string(),
  generation: z.number().int(),
  tries: z.number().int(),
});

/** Of one queue, over all processes. `failed`: those still kept. */
export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

export interface Queues {
  readonly enqueue: Enqueue;
  startWorkers(work: (claimed: Claimed) => Promise<void>): void;
  /** Rejects when Redis is away. */
  counts(): Promise<ReadonlyMap<System, JobCounts>>;
  /** Waits for running jobs; after `abandoned` they are left to another worker. */
  close(abandoned: AbortSignal): Promise<void>;
}

interface QueueParts {
  /** One for adding jobs, one for workers (`maxRetriesPerRequest: null`; BullMQ makes itself a blocking copy). */
  readonly redis: { readonly queue: ConnectionOptions; readonly worker: ConnectionOptions };
  readonly tenant: string;
  readonly log: Log;
  readonly measures?: JobMeasures;
}

/** One queue and one worker for each outside system. BullMQ's keys carry the tenant's hash tag. */
export function createQueues({ redis, tenant, log, measures }: QueueParts): Queues {
  const replaced = measures?.replaced;
  const prefix = `{hd:${tenant}}:bull`;
  const queues = new Map<System, Queue>();
  const workers: TendedWorker[] = [];
  const queueOf = (system: System): Queue => {
    const known = queues.get(system);
    if (known) return known;
    const queue = new Queue(system, { connection: redis.queue, prefix });
    queue.on('error', (err) => log.warn({ err, queue: system }, 'queue: Redis is not answering'));
    queues.set(system, queue);
    return queue;
  };
  return {
    async enqueue(system, { member, generation, tries }, urgent) {
      const jobId = jobIdOf({ member, generation, tries });
      const [name = member] = member.split(':');
      const priority = urgent ? {} : { priority: POLL_PRIORITY };
      await queueOf(system).add(name, { member, generation, tries }, { jobId, ...priority });
    },
    startWorkers(work) {
      const process = (job: { data: unknown }) => work(jobData.parse(job.data));
      for (const system of SYSTEMS) {
        const concurrency = CONCURRENCY[system];
        const options = { connection: redis.worker, prefix, concurrency, ...RECOVERY };
        workers.push(
          new TendedWorker({
            ...{ system, concurrency, process, log, replaced },
            make: (run) => heard(new Worker(system, run, options), system, log),
            waiting: async () => {
              const { waiting } = await countsOf(queueOf(system));
              return waiting;
            },
          }),
        );
      }
    },
    async counts() {
      const all = await Promise.all(
        SYSTEMS.map(async (system) => [system, await countsOf(queueOf(system))] as const),
      );
      return new Map(all);
    },
    async close(abandoned) {
      await Promise.all(workers.map((worker) => worker.close(abandoned)));
      // BullMQ's close waits for its connections, for ever when Redis is away.
      const closing = [...queues.values()].map((queue) => queue.close());
      await Promise.race([Promise.allSettled(closing), sleep(CLOSE_WITHIN, undefined, UNREF)]);
    },
  };
}

function heard(worker: Worker, system: System, log: Log): Worker {
  worker.on('error', (err) => log.warn({ err, queue: system }, 'worker: Redis is not answering'));
  worker.on('stalled', (job) =>
    log.warn({ job, queue: system }, 'worker: a job lost its worker and runs again'),
  );
  worker.on('failed', (job, err) =>
    log.warn({ job: job?.id, err, queue: system }, 'worker: a job could not be settled'),
  );
  return worker;
}

async function countsOf(queue: Queue): Promise<JobCounts> {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'failed');
  const { waiting = 0, prioritized = 0, active = 0, failed = 0 } = counts;
  return { waiting: waiting + prioritized, active, failed };
}

const RECOVERY = {
  lockDuration: LOCK,
  stalledInterval: STALLED_CHECK,
  maxStalledCount: 5,
  removeOnComplete: { age: 7 * SECONDS_PER_DAY, count: 10_000 },
  removeOnFail: { age: 30 * SECONDS_PER_DAY },
};

/**
 * `fx-REQ-12-3-g5-t1`. Adding an id that exists is a silent no-op, even when that job failed: so the generation
 * and the try are part of it. No `:` (BullMQ's separator), and never all digits (its own numbering).
 */
export function jobIdOf({ member, generation, tries }: Claimed): string {
  return `${member.replace(/^effect:/, 'fx:').replaceAll(':', '-')}-g${generation}-t${tries}`;
}

export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}
