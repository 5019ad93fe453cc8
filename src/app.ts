import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Outbound } from './bot/outbound/outbound.js';
import { createServer, type Readiness } from './bot/server.js';
import type { Config } from './config.js';
import { createCalendar } from './services/calendar/calendar.js';
import { createDesk, type Desk } from './services/desk/execute.js';
import type { Places } from './services/desk/ports.js';
import { createHttp } from './services/http/http.js';
import { createJobs } from './services/jobs/jobs.js';
import { redisHealth } from './services/store/health.js';
import { openRedis, type RedisClient } from './services/store/redis.js';
import type { SendLimit } from './services/store/budget.js';
import { createStore, type Store } from './services/store/store.js';
import { createLog, type Log } from './services/telemetry/log.js';
import { createFarEnds } from './app/far-ends.js';
import { createTeamsSide } from './app/teams-side.js';
import type { RedisPurpose } from './services/store/redis-options.js';

/** Something that happened behind, for the demo's timeline. Refused in production. */
export interface Happening {
  readonly kind: 'commit' | 'agenda' | 'effect' | 'card';
  readonly title: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AppOptions {
  readonly log?: Log;
  readonly observer?: (happening: Happening) => void;
  /** For load tests against a channel without Teams' limits. */
  readonly sendLimits?: readonly SendLimit[];
}

export interface App {
  /** Listens and begins to work off the agenda. Gives the address of `/api/messages`. */
  start(): Promise<{ readonly messagesUrl: string; readonly port: number }>;
  /** Drains: no new requests, running ones and jobs are finished, then connections are closed. 25 s at most. */
  stop(): Promise<void>;
  /** Moves desk time; refused in production. */
  setClockOffset(ms: number): Promise<void>;
  readonly readiness: () => Promise<Readiness>;
  /** The parts that tests of the whole read from. */
  readonly inside: {
    readonly store: Store;
    readonly outbound: Outbound;
    readonly desk: Desk;
    readonly places: Places;
  };
}

/** A Redis that is away doesn't hold up the end. */
const QUIT_WITHIN = 2_000;

/** The composition root: the only place that constructs adapters. Does no I/O before `start`, but for Redis connecting. */
export function createApp(config: Config, options: AppOptions = {}): App {
  const { bot: identity, redis: redisConfig } = complete(config, options);
  const log = options.log ?? createLog({ level: config.logLevel });
  const { policy } = config;
  const { tenantId } = identity;
  const open = (purpose: RedisPurpose) =>
    openRedis(purpose, redisConfig, (error) => log.warn({ err: error, purpose }, 'redis'));
  const [web, queue, worker] = [open('web'), open('queue'), open('worker')];
  const store = createStore({
    redis: web,
    tenant: tenantId,
    secretsKey: config.secretsKey ?? randomBytes(32),
    sendLimits: options.sendLimits,
  });
  const calendar = createCalendar(policy.hours);
  const desk = createDesk({
    store: store.desk,
    roles: store.roles,
    calendar,
    policy,
    ...(options.observer ? { observer: observedCommits(options.observer) } : {}),
  });
  const { sessions, directory } = createFarEnds(config, createHttp({ log }));
  const teams = createTeamsSide({ config, log, store, calendar, desk, directory });
  const jobs = createJobs({
    ...store,
    redis: { queue, worker },
    tenant: tenantId,
    desk,
    cardPlaces: teams.outbound,
    sessions,
    sessionTexts: teams.sessionTexts,
    directory,
    roleGroups: config.roleGroups,
    defaultLocale: config.defaultLocale,
    policy,
    log,
    ...(options.observer ? { observer: options.observer } : {}),
  });
  const readiness = () => readinessOf(web, store);
  const server = createServer({ readiness, messages: teams.messages, log });
  return {
    async start() {
      const { port } = await server.listen(config.server.port, config.server.host);
      jobs.start();
      log.info({ port }, 'listening');
      return { port, messagesUrl: `http://${config.server.host}:${port}/api/messages` };
    },
    async stop() {
      await Promise.all([server.close(), jobs.stop()]);
      await quit([web, queue, worker]);
    },
    async setClockOffset(ms) {
      if (config.production) throw new Error('desk time is Redis time in production');
      await store.setClockOffset(ms);
    },
    readiness,
    inside: { store, outbound: teams.outbound, desk, places: teams.places },
  };
}

function complete(
  { bot, redis, production }: Config,
  { observer }: AppOptions,
): Required<Pick<Config, 'bot' | 'redis'>> {
  if (production && observer) throw new Error('an observer is not allowed in production');
  if (!bot) throw new Error('a bot identity is needed');
  if (!redis) throw new Error('a Redis is needed: set REDIS_URL');
  return { bot, redis };
}

async function readinessOf(web: RedisClient, store: Store): Promise<Readiness> {
  const redis = await redisHealth(web);
  if (!redis.ok) return { ready: false, problems: redis.problems };
  const { oldest } = await store.agenda.lag();
  const late = oldest > 120_000 ? [`the agenda is ${Math.round(oldest / 1_000)} s behind`] : [];
  return { ready: late.length === 0, problems: late };
}

function observedCommits(
  observer: (happening: Happening) => void,
): NonNullable<Parameters<typeof createDesk>[0]['observer']> {
  return ({ entry, events }) => {
    const [event] = events;
    const title = event
      ? `${event.id} v${event.v} ${event.type}`
      : `${entry.command} refused: ${entry.code ?? ''}`;
    observer({ kind: 'commit', title, detail: { ...entry, events } });
  };
}

async function quit(clients: readonly RedisClient[]): Promise<void> {
  await Promise.race([
    Promise.allSettled(clients.map((client) => client.quit())),
    sleep(QUIT_WITHIN, undefined, { ref: false }),
  ]);
  for (const client of clients) client.disconnect();
}
