import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND, type Millis } from '../desk/ids.js';
import { backOff } from './back-off.js';
import type { Agenda, Claimed } from '../desk/ports.js';
import type { Log } from './parts.js';

/** How many entries are worked on at once; as many are claimed at most. */
const BATCH = 50;
/** An entry that isn't settled within this comes back. Longer than any one call to Teams. */
const LEASE: Millis = 10 * SECOND;
const IDLE: Millis = 100;

interface LoopParts {
  readonly agenda: Agenda;
  readonly log: Log;
  readonly work: (claimed: Claimed) => Promise<void>;
  /** Done once, before the first claim; tried again until it works. */
  readonly first: () => Promise<void>;
}

/** Claims due entries for ever. A slow entry holds up nobody; Redis may come and go. */
export class Loop {
  readonly #parts: LoopParts;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: LoopParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** No new claims; resolves when what was begun is over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#busy.values());
  }

  /** Claims once and waits for it; gives how many entries were claimed. */
  async tick(): Promise<number> {
    const claimed = await this.#claim();
    await Promise.all(this.#busy.values());
    return claimed;
  }

  async #run(): Promise<void> {
    let began = false;
    await this.#stubbornly(
      async () => {
        await this.#parts.first();
        began = true;
      },
      () => began,
    );
    await this.#stubbornly(
      () => this.#pass(),
      () => false,
    );
  }

  async #stubbornly(step: () => Promise<void>, isOver: () => boolean): Promise<void> {
    let failures = 0;
    while (!this.#stopping.signal.aborted && !isOver()) {
      try {
        await step();
        failures = 0;
      } catch (err) {
        failures += 1;
        const after = backOff(failures, 250, 5 * SECOND);
        this.#parts.log.warn({ err, after }, 'agenda: Redis is not answering');
        await this.#rest(after);
      }
    }
  }

  async #pass(): Promise<void> {
    if (this.#busy.size >= BATCH) await Promise.race(this.#busy.values());
    else if ((await this.#claim()) === 0) await this.#rest(IDLE);
  }

  async #claim(): Promise<number> {
    const claimed = await this.#parts.agenda.claim(BATCH - this.#busy.size, LEASE);
    for (const entry of claimed) this.#begin(entry);
    return claimed.length;
  }

  #begin(claimed: Claimed): void {
    const { member } = claimed;
    // Our own slow work whose lease ran out: it stays ours, for another lease.
    if (this.#busy.has(member)) return;
    const done = this.#parts
      .work(claimed)
      .catch((err: unknown) =>
        this.#parts.log.error({ member, err }, 'agenda: an entry could not be settled'),
      )
      .finally(() => this.#busy.delete(member));
    this.#busy.set(member, done);
  }

  async #rest(span: Millis): Promise<void> {
    await sleep(span, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
