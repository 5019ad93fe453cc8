import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp, type App } from '../../src/app.js';
import { parseRequestId } from '../../src/services/desk/ids.js';
import type { Request } from '../../src/services/desk/requests/request.js';
import { loadConfig } from '../../src/config.js';
import { createLog, type Log } from '../../src/services/telemetry/log.js';
import { CAST, startSimulator, type Simulator } from '../../simulator/index.js';
import { Human } from '../../simulator/human.js';
import { startRedis, type TestRedis, type TestRedisOptions } from './redis.js';

export interface WorldOptions {
  /** The organisation's policy file, as JSON. */
  readonly policy?: object;
  readonly env?: Record<string, string>;
  readonly redis?: TestRedisOptions;
  readonly log?: Log;
  readonly seed?: number;
  /** Teams' own rate limits, and ours below them. Default: none, so that tests needn't wait for them. */
  readonly limits?: 'teams';
}

/** Looked at often, so that tests needn't wait for it. */
const POLICY = { session: { watchEvery: '1s' } };

/** The whole house for a journey: a real Redis, the simulator, the bot over real HTTP, and its people. */
export class World {
  readonly anna: Human;
  readonly luc: Human;
  readonly tom: Human;
  readonly marie: Human;
  readonly gus: Human;
  /** In their own chats. */
  readonly sam: Human;
  readonly priya: Human;
  readonly eva: Human;
  /** Where the bot listens. */
  port = 0;
  metricsUrl = '';

  private constructor(
    readonly redis: TestRedis,
    readonly simulator: Simulator,
    public app: App,
    private readonly options: WorldOptions,
  ) {
    const human = (id: string) => new Human(simulator, id);
    this.anna = human(CAST.anna);
    this.luc = human(CAST.luc);
    this.tom = human(CAST.tom);
    this.marie = human(CAST.marie);
    this.gus = human(CAST.gus);
    this.sam = human(CAST.sam);
    this.priya = human(CAST.priya);
    this.eva = human(CAST.eva);
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    const redis = await startRedis(options.redis);
    const simulator = await startSimulator(
      options.seed === undefined ? {} : { seed: options.seed },
    );
    try {
      simulator.teams.enforceRateLimit = options.limits === 'teams';
      const world = new World(redis, simulator, makeApp(redis, simulator, options), options);
      await world.begin();
      simulator.clock.onChange(({ offsetMs }) => world.app.setClockOffset(offsetMs));
      return world;
    } catch (error) {
      await Promise.all([simulator.close(), redis.stop()]);
      throw error;
    }
  }

  /** Ends this bot and starts another on the same Redis, as a deployment would. */
  async restart(): Promise<void> {
    await this.app.stop();
    this.app = makeApp(this.redis, this.simulator, this.options);
    await this.begin();
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.simulator.close();
    await this.redis.stop();
  }

  /** Moves everybody's clock. */
  async pass(ms: number): Promise<void> {
    await this.simulator.clock.advance(ms);
  }

  /** Waits until no card, notice or effect is left to do: every card is as it should be. */
  async settled(): Promise<void> {
    for (let quiet = 0, tries = 0; quiet < 3; tries += 1) {
      if (tries > 600) throw new Error('the agenda is never empty');
      const work = await this.app.inside.store.agenda.work();
      quiet = work.some((member) => /^(?:card|notice|effect):/.test(member)) ? 0 : quiet + 1;
      await sleep(30);
    }
  }

  /** Anna's request from her own words to the number on her card. */
  async ask(who: Human, text: string, inputs: Record<string, string> = {}): Promise<string> {
    const unknown = otherThan(
      who
        .messages()
        .map((message) => who.reading(message))
        .join('\n'),
    );
    await who.say(text);
    const form = await who.sees(/./, 'intake-send');
    await who.pressOn(form, 'intake-send', {
      text,
      device: 'unlisted',
      category: 'other',
      urgency: 'normal',
      ...inputs,
    });
    const card = await who.sees(unknown, 'withdraw');
    const id = unknown.exec(who.reading(card))?.[0];
    if (!id) throw new Error('no number on the card');
    return id;
  }

  /** The truth about a request. */
  async record(id: string): Promise<Request> {
    const parsed = parseRequestId(id);
    const record = parsed && (await this.app.inside.store.requests.get(parsed));
    if (!record) throw new Error(`${id} is not there`);
    return record;
  }

  private async begin(): Promise<void> {
    const { messagesUrl, port, metricsUrl } = await this.app.start();
    this.port = port;
    this.metricsUrl = metricsUrl;
    this.simulator.connectBot(messagesUrl);
    for (let tries = 0; (await this.app.inside.store.roles.current()) === undefined; tries += 1) {
      if (tries > 400) throw new Error('the roles were never read');
      await sleep(25);
    }
  }
}

/** The number of a request that this text doesn't name. */
function otherThan(text: string): RegExp {
  const known = [...text.matchAll(/REQ-(\d+)/g)].map(([, number]) => number);
  return known.length === 0
    ? /REQ-\d+/
    : new RegExp(String.raw`REQ-(?!(?:${known.join('|')})\b)\d+`);
}

const SECRETS_KEY = randomBytes(32).toString('base64');

const UNLIMITED = [{ name: 'short', capacity: 1_000, each: 1 }];

/** A bot on these, configured by the environment alone, as `npm start` does it. */
export function makeApp(
  redis: { readonly url: string },
  simulator: Simulator,
  options: WorldOptions = {},
): App {
  const config = loadConfig(
    {
      ...simulator.environment(),
      REDIS_URL: redis.url,
      SECRETS_KEY,
      POLICY_FILE: 'policy.json',
      PORT: '0',
      ...options.env,
    },
    () => JSON.stringify({ ...POLICY, ...options.policy }),
  );
  const log = options.log ?? createLog({ level: 'silent' });
  return createApp(config, options.limits === 'teams' ? { log } : { log, sendLimits: UNLIMITED });
}
