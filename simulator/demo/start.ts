import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { createRedisMock } from 'js-redis-server';
import { createApp, type App, type Happening } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { startSimulator, type Simulator } from '../index.js';
import { createRedisSwitch } from './redis-switch.js';
import { playUntil } from './story.js';

export interface DemoOptions {
  /** Of the page; 0 takes a free one. */
  readonly port: number;
  readonly quiet?: boolean;
}

export interface Demo {
  /** The page. */
  readonly url: string;
  readonly simulator: Simulator;
  /** Where state is kept: `embedded` forgets everything at the end. */
  readonly redis: 'embedded' | 'yours';
  close(): Promise<void>;
}

/** Looked at often, so that the page shows at once who joined and left. */
const POLICY = JSON.stringify({ session: { watchEvery: '1s' } });

/**
 * The whole thing on this machine: a small Microsoft, the bot as in production against it, and the page. Without
 * REDIS_URL a Redis in JavaScript is brought along, which keeps nothing.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const simulator = await startSimulator({ port: options.port });
  const yours = process.env.REDIS_URL;
  const embedded = yours ? undefined : await createRedisMock();
  const target = new URL(yours ?? embedded?.url ?? '');
  const wire = await createRedisSwitch(target);
  const run = new Run(simulator, wire.url, options.quiet ?? false);
  await run.begin();
  const { tenantId } = simulator.company;
  simulator.onReset(async () => {
    wire.join();
    await run.again(() => (embedded ? embedded.flush() : wipe(target.href, tenantId)));
  });
  simulator.action('redis-down', () => wire.cut());
  simulator.action('redis-up', () => wire.join());
  simulator.action('play-story', () => run.play());
  return {
    url: simulator.url,
    simulator,
    redis: embedded ? 'embedded' : 'yours',
    async close() {
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

/** The bot of one round of the demo; "Start over" makes a new one. */
class Run {
  private app: App | undefined;

  constructor(
    private readonly simulator: Simulator,
    private readonly redisUrl: string,
    private readonly quiet: boolean,
  ) {}

  async begin(): Promise<void> {
    const config = loadConfig(
      {
        ...this.simulator.environment(),
        REDIS_URL: this.redisUrl,
        SECRETS_KEY: randomBytes(32).toString('base64'),
        POLICY_FILE: 'demo.json',
        PORT: '0',
      },
      () => POLICY,
    );
    const observer = (happening: Happening) =>
      this.simulator.behind({ ...happening, detail: { ...happening.detail } });
    const log = createLog({ level: this.quiet ? 'silent' : 'error' });
    this.app = createApp(config, { observer, log });
    const { messagesUrl } = await this.app.start();
    this.simulator.connectBot(messagesUrl);
    this.simulator.clock.onChange(({ offsetMs }) => this.app?.setClockOffset(offsetMs));
  }

  async end(): Promise<void> {
    await this.app?.stop();
    this.app = undefined;
  }

  async again(wipe: () => Promise<void>): Promise<void> {
    await this.end();
    await wipe();
    await this.begin();
  }

  async play(): Promise<void> {
    await playUntil(this.simulator, 'revived', {
      pause: 1_500,
      beat: (title) => this.simulator.behind({ kind: 'note', title, detail: {} }),
    });
  }
}
