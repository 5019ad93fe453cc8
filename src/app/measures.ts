import type { ActivitySeen } from '../bot/access.js';
import type { OnCall } from '../bot/connector/wire.js';
import type { Readiness } from '../bot/server.js';
import type { CallMade } from '../services/http/http.js';
import type { Jobs } from '../services/jobs/jobs.js';
import type { JobMeasures } from '../services/jobs/parts.js';
import type { RedisPurpose } from '../services/store/redis-options.js';
import type { Store } from '../services/store/store.js';
import type { Log } from '../services/telemetry/log.js';
import { AGENDA_KINDS } from '../services/telemetry/metric-catalogue.js';
import { codeOfStatus } from '../services/telemetry/metric-values.js';
import type { Exposition, Metrics } from '../services/telemetry/metrics.js';

/** The narrow functions that the rest of the house is given instead of the metrics. */
export interface Measures {
  readonly httpCall: (made: CallMade) => void;
  readonly teamsCall: OnCall;
  readonly activity: (seen: ActivitySeen) => void;
  readonly refused: (status: number) => void;
  readonly adopted: () => void;
  readonly redisError: (purpose: RedisPurpose) => void;
  readonly redisFailure: (applied: 'no' | 'maybe') => void;
  readonly jobs: JobMeasures;
}

const SECOND = 1_000;

export function createMeasures(metrics: Metrics, log: Log): Measures {
  const call = (system: string, operation: string, made: { ms: number; code: string }) => {
    metrics.count('deskside_calls_total', { system, operation, code: made.code });
    metrics.observe('deskside_call_seconds', { system, operation }, made.ms / SECOND);
  };
  return {
    httpCall({ operation, ms, status, failure }) {
      // `graph devices`, `entra token`: see each client.
      const [system = ''] = operation.split(' ', 1);
      const code = codeOf(failure, status);
      call(system, operation.slice(system.length + 1), { ms, code });
    },
    teamsCall(made) {
      const { system, operation, ms, status, code } = made;
      log.debug({ system, operation, ms, status, code }, 'teams call');
      const failure = code === 'Timeout' ? 'timeout' : undefined;
      call(system, operation, { ms, code: codeOf(failure, status) });
    },
    activity({ kind, outcome, ms }) {
      metrics.count('deskside_activities_total', { kind, outcome });
      metrics.observe('deskside_activity_seconds', { kind }, ms / SECOND);
    },
    refused: (status) =>
      metrics.count('deskside_activities_refused_total', { status: String(status) }),
    adopted: () => metrics.count('deskside_orphans_adopted_total'),
    redisError: (purpose) => metrics.count('deskside_redis_errors_total', { purpose }),
    redisFailure: (applied) => metrics.count('deskside_redis_failures_total', { applied }),
    jobs: {
      arrived: (kind, after) =>
        metrics.observe('deskside_card_lag_seconds', { kind }, after / SECOND),
      replaced: (queue) => metrics.count('deskside_workers_replaced_total', { queue }),
    },
  };
}

function codeOf(failure: CallMade['failure'], status: number | undefined): string {
  if (failure === 'timeout') return 'timeout';
  if (failure === 'body') return 'unreadable';
  return status === undefined ? 'no-answer' : codeOfStatus(status);
}

export interface ScrapeParts {
  readonly metrics: Metrics;
  readonly store: Pick<Store, 'agenda' | 'counts' | 'roles'>;
  readonly jobs: Pick<Jobs, 'counts'>;
  readonly readiness: () => Promise<Readiness>;
  readonly draining: () => boolean;
}

/** What `GET /metrics` answers: gauges are read now. Without Redis the rest is told all the same. */
export async function scrape(parts: ScrapeParts): Promise<Exposition> {
  const { metrics } = parts;
  metrics.set('deskside_draining', {}, parts.draining() ? 1 : 0);
  const { ready } = await parts.readiness();
  metrics.set('deskside_ready', {}, ready ? 1 : 0);
  try {
    await readGauges(parts);
    metrics.set('deskside_redis_up', {}, 1);
  } catch {
    metrics.set('deskside_redis_up', {}, 0);
    for (const name of READ) metrics.forget(name);
  }
  return metrics.text();
}

const READ = [
  'deskside_agenda_oldest_seconds',
  'deskside_agenda_due',
  'deskside_agenda_entries',
  'deskside_requests',
  'deskside_jobs',
  'deskside_roles_age_seconds',
] as const;

async function readGauges({ metrics, store, jobs }: ScrapeParts): Promise<void> {
  const [lag, work, requests, queues, roles] = await Promise.all([
    store.agenda.lag(),
    store.agenda.work(),
    store.counts(),
    jobs.counts(),
    store.roles.current(),
  ]);
  metrics.set('deskside_agenda_oldest_seconds', {}, lag.oldest / SECOND);
  metrics.set('deskside_agenda_due', {}, lag.due);
  const kinds = work.map((member) => member.split(':', 1)[0]);
  for (const kind of AGENDA_KINDS) {
    const count = kinds.filter((one) => one === kind).length;
    metrics.set('deskside_agenda_entries', { kind }, count);
  }
  for (const [state, count] of requests) metrics.set('deskside_requests', { state }, count);
  for (const [queue, counts] of queues) {
    for (const state of ['waiting', 'active', 'failed'] as const)
      metrics.set('deskside_jobs', { queue, state }, counts[state]);
  }
  if (roles) metrics.set('deskside_roles_age_seconds', {}, roles.age / SECOND);
}
