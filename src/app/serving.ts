import { createServer, type Readiness, type Route } from '../bot/server.js';
import type { Config } from '../config.js';
import type { Jobs } from '../services/jobs/jobs.js';
import type { RedisClient } from '../services/store/redis.js';
import type { Store } from '../services/store/store.js';
import type { Log } from '../services/telemetry/log.js';
import { createMetricsServer } from '../services/telemetry/metrics-server.js';
import type { Metrics } from '../services/telemetry/metrics.js';
import { endOf } from './ending.js';
import { scrape } from './measures.js';
import { readinessOf } from './readiness.js';

export interface ServingParts {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly store: Store;
  /** All clients; the first answers people. */
  readonly redis: readonly [RedisClient, ...RedisClient[]];
  readonly messages: Route;
  readonly idle: () => Promise<void>;
  readonly jobs: Jobs;
}

export interface Started {
  readonly messagesUrl: string;
  readonly port: number;
  /** Of `GET /metrics`. */
  readonly metricsUrl: string;
}

export interface Serving {
  start(): Promise<Started>;
  stop(): Promise<void>;
  readonly readiness: () => Promise<Readiness>;
}

/** Both listeners and the agenda, from start to end. */
export function createServing(parts: ServingParts): Serving {
  const { config, log, metrics, store, jobs } = parts;
  let ending: Promise<void> | undefined;
  let started = false;
  const draining = () => ending !== undefined;
  const [web] = parts.redis;
  const readiness = () => readinessOf({ redis: web, store, policy: config.policy, draining });
  const server = createServer({ readiness, messages: parts.messages, log });
  const metricsServer = createMetricsServer(() =>
    scrape({ metrics, store, jobs, readiness, draining }),
  );
  const end = (delay: number) =>
    endOf({ ...parts, server, metrics: metricsServer, delay, idle: parts.idle });
  return {
    async start() {
      const { host, metricsHost, port: wanted, metricsPort: wantedForMetrics } = config.server;
      const { port: metricsPort } = await metricsServer.listen(wantedForMetrics, metricsHost);
      const { port } = await server.listen(wanted, host);
      started = true;
      metrics.watchProcess();
      jobs.start();
      log.info({ port, metricsPort }, 'listening');
      return {
        port,
        messagesUrl: `http://${inUrl(host)}:${port}/api/messages`,
        metricsUrl: `http://${inUrl(metricsHost)}:${metricsPort}/metrics`,
      };
    },
    // Nobody was ever sent here before it listened.
    stop: () => (ending ??= end(started ? config.server.drainDelay : 0)),
    readiness,
  };
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
