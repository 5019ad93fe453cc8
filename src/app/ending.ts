import { setTimeout as sleep } from 'node:timers/promises';
import type { EdgeServer } from '../bot/server.js';
import type { Jobs } from '../services/jobs/jobs.js';
import type { RedisClient } from '../services/store/redis.js';
import type { Log } from '../services/telemetry/log.js';
import type { MetricsServer } from '../services/telemetry/metrics-server.js';

export interface EndingParts {
  readonly log: Log;
  readonly server: EdgeServer;
  /** Resolves when what outlived its answer is over too. */
  readonly idle: () => Promise<void>;
  readonly jobs: Pick<Jobs, 'stop'>;
  readonly metrics: MetricsServer;
  readonly redis: readonly RedisClient[];
  /** Milliseconds between "not ready" and the end of listening. */
  readonly delay: number;
}

/** For everything; hosting platforms kill 30 s after SIGTERM, and index.ts gives up at 25 s. */
const TOTAL = 22_000;
/** For answers under way. Teams gives up on one after 15 s. */
const GRACE = 10_000;
/** After that a job is left to another replica; at least this long whatever the delay was. */
const LEAST = 2_000;
/** A Redis that is away doesn't hold up the end. */
const QUIT_WITHIN = 2_000;

/**
 * Ends without failing anybody: load balancers are told and get time to notice, then the listener closes; turns and
 * jobs that run are finished; Redis goes last, because they need it. Jobs go on until the listener closes: people are
 * still answered, and their cards come from there.
 */
export async function endOf(parts: EndingParts): Promise<void> {
  const { log, server, jobs, delay } = parts;
  const began = performance.now();
  const left = () => Math.max(LEAST, TOTAL - QUIT_WITHIN - (performance.now() - began));
  log.info({ delay }, 'draining');
  await server.drain(Math.min(delay, TOTAL / 2));
  await Promise.all([server.close(Math.min(GRACE, left())), jobs.stop(left())]);
  await Promise.race([parts.idle(), sleep(LEAST, undefined, { ref: false })]);
  await parts.metrics.close();
  await quit(parts.redis);
  log.info({ ms: Math.round(performance.now() - began) }, 'drained');
}

async function quit(clients: readonly RedisClient[]): Promise<void> {
  await Promise.race([
    Promise.allSettled(clients.map((client) => client.quit())),
    sleep(QUIT_WITHIN, undefined, { ref: false }),
  ]);
  for (const client of clients) client.disconnect();
}
