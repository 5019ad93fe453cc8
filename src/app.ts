import { type Outbound } from './bot/outbound/outbound.js';
import type { Readiness } from './bot/server.js';
import type { Config } from './config.js';
import { createCalendar } from './services/calendar/calendar.js';
import { createLocalTime } from './services/calendar/local-time.js';
import { createDesk, type Desk } from './services/desk/execute.js';
import type { Places } from './services/desk/ports.js';
import { createHttp } from './services/http/http.js';
import { createJobs } from './services/jobs/jobs.js';
import type { SendLimit } from './services/store/budget.js';
import type { Store } from './services/store/store.js';
import { createLog, type Log } from './services/telemetry/log.js';
import { createMetrics } from './services/telemetry/metrics.js';
import { countedStore } from './app/counted-store.js';
import { withLocalIdentity } from './app/edge.js';
import { createFarEnds } from './app/far-ends.js';
import { createForgettingAll } from './app/forgetting.js';
import { createMeasures } from './app/measures.js';
import { createServing, type Started } from './app/serving.js';
import { createSelfTests } from './app/self-tests.js';
import { createStorage } from './app/storage.js';
import { createTeamsSide } from './app/teams-side.js';
import { runningVersion } from './app/version.js';

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
  /** Who the Agents Playground's people stand for, by their ids there. */
  readonly localPeople?: Readonly<Record<string, string>>;
}

export interface App {
  /** Listens and begins to work off the agenda. Gives the address of `/api/messages`. */
  start(): Promise<Started>;
  /** Drains: no new requests, running ones and jobs are finished, then connections are closed. 25 s at most. */
  stop(): Promise<void>;
  readonly log: Log;
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

/** The composition root: the only place that constructs adapters. Does no I/O before `start`, but for Redis connecting. */
export function createApp(given: Config, options: AppOptions = {}): App {
  const config = complete(withLocalIdentity(given), options);
  const log = options.log ?? createLog({ level: config.logLevel });
  const { policy } = config;
  const metrics = createMetrics(runningVersion());
  const measures = createMeasures(metrics, log);
  const { sendLimits } = options;
  const { store, redis } = createStorage(config, { log, measures, sendLimits });
  const calendar = createCalendar(policy.hours);
  const localTime = createLocalTime();
  const desk = createDesk({
    store: countedStore(store.desk, metrics, log),
    roles: store.roles,
    ...{ calendar, policy, frozen: config.freeze, localTime },
    ...(options.observer ? { observer: observedCommits(options.observer) } : {}),
  });
  const http = createHttp({ log, onCall: measures.httpCall });
  const farEnds = createFarEnds(config, http, log);
  const selfTests = createSelfTests(config, { log, redis: redis.web, store });
  const { directory, fileDrop } = farEnds;
  const teams = createTeamsSide({
    ...{ config, log, store, calendar, localTime, desk, selfTests, directory, fileDrop },
    mayInstall: farEnds.installer !== undefined,
    ...(options.localPeople ? { localPeople: options.localPeople } : {}),
    measures,
  });
  const jobs = createJobs({
    ...store,
    ...farEnds,
    redis,
    tenant: config.bot.tenantId,
    desk,
    cardPlaces: teams.outbound,
    thaw: (entry) => store.desk.thaw(entry),
    forgetting: createForgettingAll(store),
    ...{ sessionTexts: teams.sessionTexts, verifyFor: teams.verifyFor },
    selfTests,
    roleGroups: config.roleGroups,
    defaultLocale: config.defaultLocale,
    policy,
    log,
    measures: measures.jobs,
    ...(options.observer ? { observer: options.observer } : {}),
  });
  const serving = createServing({
    ...{ config, log, metrics, store, jobs, ...teams },
    redis: [redis.web, redis.queue, redis.worker],
  });
  return {
    start: () => serving.start(),
    stop: () => serving.stop(),
    log,
    async setClockOffset(ms) {
      if (config.production) throw new Error('desk time is Redis time in production');
      await store.setClockOffset(ms);
    },
    readiness: serving.readiness,
    inside: { store, outbound: teams.outbound, desk, places: teams.places },
  };
}

type Complete = Config & Required<Pick<Config, 'bot' | 'redis'>>;

function complete(config: Config, { observer }: AppOptions): Complete {
  const { bot, redis, production } = config;
  if (production && observer) throw new Error('an observer is not allowed in production');
  if (!bot) throw new Error('a bot identity is needed');
  if (!redis) throw new Error('a Redis is needed: set REDIS_URL');
  return { ...config, bot, redis };
}

function observedCommits(
  observer: (happening: Happening) => void,
): NonNullable<Parameters<typeof createDesk>[0]['observer']> {
  return ({ entry, events }) => {
    const [event] = events;
    const title = event
      ? `${event.id} v${event.v} ${event.type}`
      : `${entry.command} ${entry.outcome}: ${entry.code ?? ''}`;
    observer({ kind: 'commit', title, detail: { ...entry, events } });
  };
}
