import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createRedisMock } from 'js-redis-server';
import { startSimulator, type Simulator } from '../index.js';
import { Run } from './run.js';
import { createRedisSwitch } from './redis-switch.js';
import { playUntil } from './story.js';

export interface DemoOptions {
  /** Of the page; 0 takes a free one. */
  readonly port: number;
  readonly quiet?: boolean;
  /** Between two beats of the story when the page plays it, in ms. */
  readonly storyPause?: number;
}

export interface Demo {
  /** The page. */
  readonly url: string;
  readonly simulator: Simulator;
  /** Where state is kept: `embedded` forgets everything at the end. */
  readonly redis: 'embedded' | 'yours';
  close(): Promise<void>;
}

/** Long enough to read a caption and to find what changed. */
const STORY_PAUSE = 2_500;

/** The bot's clients try again at least once a second; BullMQ's never end when they are closed before that. */
const RECONNECTED = 1_500;

/**
 * The whole thing on this machine: a small Microsoft, the bot as in production against it, and the page. Without
 * REDIS_URL a Redis in JavaScript is brought along, which keeps nothing. Rejects when the port is taken.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const simulator = await startSimulator({ port: options.port });
  const yours = process.env.REDIS_URL;
  const embedded = yours ? undefined : await createRedisMock();
  const target = new URL(yours ?? embedded?.url ?? '');
  const wire = await createRedisSwitch(target);
  const run = new Run(simulator, wire.url, options.quiet ?? false);
  let back: Promise<unknown> = Promise.resolve();
  const mend = (): Promise<unknown> => {
    if (simulator.faults.marked().includes('redis')) {
      wire.join();
      simulator.faults.mark('redis', false);
      back = sleep(RECONNECTED);
    }
    return back;
  };
  const stage = new Stage(simulator, options.storyPause ?? STORY_PAUSE, async () => {
    await mend();
    await run.end();
    await (embedded ? embedded.flush() : wipe(target.href, simulator.company.tenantId));
    await simulator.reset();
    await run.begin();
  });
  await run.begin();
  simulator.onReset(() => stage.startOver());
  simulator.action('play-story', () => stage.play());
  simulator.action('redis-down', () => {
    wire.cut();
    simulator.faults.mark('redis', true);
  });
  simulator.action('redis-up', () => mend());
  return {
    url: simulator.url,
    simulator,
    redis: embedded ? 'embedded' : 'yours',
    async close() {
      stage.stop();
      await mend();
      await run.end();
      await wire.close();
      await embedded?.close();
      await simulator.close();
    },
  };
}

/** Removes what the demo kept in a Redis of yours: its own tenant's keys, nothing else. */
async function wipe(url: string, tenantId: string): Promise<void> {
  const redis = new Redis(url);
  try {
    for await (const keys of redis.scanStream({ match: `{hd:${tenantId}}:*`, count: 500 })) {
      if (Array.isArray(keys) && keys.length > 0) await redis.unlink(keys.map(String));
    }
  } finally {
    redis.disconnect();
  }
}

/** Plays the story for the page, one at a time, always from an empty stage. */
class Stage {
  private playing: AbortController | undefined;

  constructor(
    private readonly simulator: Simulator,
    private readonly pause: number,
    private readonly clear: () => Promise<void>,
  ) {}

  stop(): void {
    this.playing?.abort();
    this.playing = undefined;
  }

  async startOver(): Promise<void> {
    this.stop();
    await this.clear();
  }

  /** Resolves with `played`, or with `stopped` when somebody started over meanwhile. */
  async play(): Promise<'played' | 'stopped'> {
    await this.startOver();
    const mine = new AbortController();
    this.playing = mine;
    try {
      await playUntil(this.simulator, 'revived', {
        pause: () => sleep(this.pause, undefined, { signal: mine.signal }),
        signal: mine.signal,
        beat: ({ name, title }) =>
          this.simulator.behind({ kind: 'note', title, detail: { beat: name } }),
      });
      this.simulator.behind({ kind: 'note', title: 'The end', detail: { beat: 'theEnd' } });
      return 'played';
    } catch (error) {
      if (mine.signal.aborted) return 'stopped';
      throw error;
    }
  }
}
