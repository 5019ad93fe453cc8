import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { MINUTE, SECOND, type Millis } from '../desk/ids.js';
import type { Log } from './parts.js';
import type { System } from './work.js';

/** A job that isn't even taken for this long, although a hand is free, isn't going to be. */
const WEDGED: Millis = MINUTE;
const LOOK_EVERY: Millis = 15 * SECOND;
/** After its last job a worker has this long to end by itself; what it waits for then is Redis. */
const GRACE: Millis = 2 * SECOND;
const LOOK_WHILE_CLOSING: Millis = 50;
const UNREF = { ref: false };

export interface WorkerParts {
  readonly system: System;
  readonly concurrency: number;
  /** A worker that does `process` with each job. */
  readonly make: (process: (job: { readonly data: unknown }) => Promise<void>) => Worker;
  /** How many jobs wait in the queue. Rejects when Redis is away. */
  readonly waiting: () => Promise<number>;
  readonly process: (job: { readonly data: unknown }) => Promise<void>;
  readonly log: Log;
  readonly replaced?: ((queue: string) => void) | undefined;
  /** For tests. */
  readonly wedged?: Millis | undefined;
  readonly lookEvery?: Millis | undefined;
}

/**
 * One queue's worker in this process. BullMQ's can stop taking jobs for good when a connection dies at an unlucky
 * moment: then it is replaced by a fresh one. A job that both should take runs once; what it does is fenced.
 */
export class TendedWorker {
  #worker: Worker;
  #running = 0;
  /** When there was last a sign that jobs are taken, or none to take. */
  #sign = performance.now();
  readonly #watch: NodeJS.Timeout;

  constructor(private readonly parts: WorkerParts) {
    this.#worker = this.#make();
    this.#watch = setInterval(() => void this.look(), parts.lookEvery ?? LOOK_EVERY);
    this.#watch.unref();
  }

  /** Replaces the worker when it is wedged. */
  async look(): Promise<void> {
    const { parts } = this;
    const waiting = await parts.waiting().catch(() => 0);
    if (waiting === 0 || this.#running >= parts.concurrency) this.#sign = performance.now();
    if (performance.now() - this.#sign < (parts.wedged ?? WEDGED)) return;
    parts.log.error({ queue: parts.system, waiting }, 'worker: takes no jobs; replaced');
    parts.replaced?.(parts.system);
    const old = this.#worker;
    this.#worker = this.#make();
    // Its connections may never end; nobody waits for that.
    old.close(true).catch(() => undefined);
  }

  /**
   * Takes no new jobs and waits for those that run; after `abandoned` they are left to another worker. BullMQ's own
   * close waits for Redis too, over 20 s when that is only just coming back: it isn't waited for that long.
   */
  async close(abandoned: AbortSignal): Promise<void> {
    clearInterval(this.#watch);
    const closed = { yet: false };
    const closing = this.#worker.close().then(
      () => (closed.yet = true),
      () => (closed.yet = true),
    );
    let idle = performance.now();
    while (!closed.yet && !abandoned.aborted) {
      if (this.#running > 0) idle = performance.now();
      if (performance.now() - idle > GRACE) break;
      await Promise.race([closing, sleep(LOOK_WHILE_CLOSING, undefined, UNREF)]);
    }
    if (!closed.yet) this.#worker.close(true).catch(() => undefined);
  }

  #make(): Worker {
    this.#sign = performance.now();
    return this.parts.make(async (job) => {
      this.#sign = performance.now();
      this.#running += 1;
      try {
        await this.parts.process(job);
      } finally {
        this.#running -= 1;
      }
    });
  }
}
