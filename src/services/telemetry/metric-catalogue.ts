import { CALL_CODES, CALL_OPERATIONS, HD_CODES, REFUSAL_REASONS } from './metric-values.js';

/**
 * One metric. Every label has a closed set of values: what isn't in it is counted as `other`, so that no label ever
 * holds a person, a PC, a request or anybody's words, and the number of series has an end.
 */
export interface Declaration {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** What it counts, for the exposition and for docs/operations.md. */
  readonly help: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Of a histogram, in seconds. */
  readonly buckets?: readonly number[];
  /** When to wake somebody, in PromQL where one expression says it. */
  readonly alert?: string;
}

const ANSWER_TIMES = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];
const LAG_TIMES = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];

export const AGENDA_KINDS = [
  ...['card', 'notice', 'effect', 'watch', 'devices', 'install', 'roles', 'checkup'],
  'alert',
] as const;

/** Everything that `GET /metrics` shows beside the process' own `process_` and `nodejs_` metrics. */
export const CATALOGUE = {
  deskside_activities_total: {
    type: 'counter',
    help: 'Verified activities from Teams by what they were and what came of them',
    labels: {
      kind: ['message', 'click', 'submit', 'install', 'other'],
      outcome: ['answered', 'not-recorded', 'unsure', 'bug', 'ignored', 'flood'],
    },
    alert: 'any growth with outcome="bug"; sum(rate(outcome=~"not-recorded|unsure")) > 0 for 5 min',
  },
  deskside_activity_seconds: {
    type: 'histogram',
    help: 'Time from a verified activity to its answer; Teams gives up on a click after 15 s',
    labels: { kind: ['message', 'click', 'submit', 'install', 'other'] },
    buckets: ANSWER_TIMES,
    alert: 'p95 of kind="click" above 1 s for 10 min',
  },
  deskside_activities_refused_total: {
    type: 'counter',
    help: 'Requests refused before a turn: token, tenant, shape, size',
    labels: { status: ['400', '401', '403', '408', '413', '415', '503'] },
    alert: 'status="401" or "503" above the usual: keys of the channel, app id or clock',
  },
  deskside_commits_total: {
    type: 'counter',
    help: 'What became of decisions: won; lost to somebody who was faster, and decided again; replayed (a repeat of the same act); late (the deadline had passed); refused; unchanged (done already); witnessed (no move of a request)',
    labels: {
      result: ['won', 'lost', 'replayed', 'late', 'refused', 'unchanged', 'witnessed'],
    },
  },
  deskside_refusals_total: {
    type: 'counter',
    help: 'Refusals by code and reason',
    labels: { code: HD_CODES, reason: REFUSAL_REASONS },
    alert: 'reason="roles-too-old": Graph cannot be read, operators cannot work',
  },
  deskside_agenda_oldest_seconds: {
    type: 'gauge',
    help: 'Age of the oldest overdue entry of the agenda',
    labels: {},
    alert: '> 60 for 2 min; above 120 the bot is not ready',
  },
  deskside_agenda_due: { type: 'gauge', help: 'Overdue entries of the agenda', labels: {} },
  deskside_agenda_entries: {
    type: 'gauge',
    help: 'Work in the agenda by kind, due or not, without timers; card = cards that are not up to date yet',
    labels: { kind: AGENDA_KINDS },
  },
  deskside_card_lag_seconds: {
    type: 'histogram',
    help: 'Time from the moment a card or notice was asked for (mostly a commit) until Teams had it, or it proved to be right already',
    labels: { kind: ['card', 'notice'] },
    buckets: LAG_TIMES,
    alert: 'p95 above 30 s for 10 min',
  },
  deskside_calls_total: {
    type: 'counter',
    help: 'Calls to other systems, each try, by HTTP status or what came instead of one; without those of the self-tests',
    labels: {
      system: ['teams', 'entra', 'graph', 'teamviewer'],
      operation: CALL_OPERATIONS,
      code: CALL_CODES,
    },
    alert:
      'share of code=~"401|403" above 0: a secret or a permission; of 5.., timeout or no-answer above 20 % for 10 min',
  },
  deskside_call_seconds: {
    type: 'histogram',
    help: 'Time of calls to other systems, each try',
    labels: { system: ['teams', 'entra', 'graph', 'teamviewer'], operation: CALL_OPERATIONS },
    buckets: ANSWER_TIMES,
  },
  deskside_redis_errors_total: {
    type: 'counter',
    help: 'Connection errors of Redis clients by purpose',
    labels: { purpose: ['web', 'queue', 'worker'] },
  },
  deskside_redis_failures_total: {
    type: 'counter',
    help: 'Reads and writes that Redis did not answer; maybe = it may have been written',
    labels: { applied: ['no', 'maybe'] },
    alert: 'any growth for 5 min',
  },
  deskside_redis_up: {
    type: 'gauge',
    help: '1 = Redis answered this scrape; when it did not, what is read from it is left out',
    labels: {},
    alert: '== 0 for 1 min',
  },
  deskside_effects_total: {
    type: 'counter',
    help: 'Effects outside: begun and delayed (of any kind); confirmed, failed, late (applied when nobody wanted it any more, and undone), unknown (can be proven neither way: it is still looked for)',
    labels: {
      kind: ['make-session', 'close-session', 'any'],
      outcome: ['begun', 'delayed', 'confirmed', 'failed', 'late', 'unknown'],
    },
    alert: 'any growth with outcome="unknown" or "failed"',
  },
  deskside_orphans_adopted_total: {
    type: 'counter',
    help: 'Cards found by a click on them: sent, but Teams’ answer to the send was lost',
    labels: {},
  },
  deskside_jobs: {
    type: 'gauge',
    help: 'Jobs by queue and state, over all replicas',
    labels: { queue: ['teamviewer', 'graph'], state: ['waiting', 'active', 'failed'] },
    alert: 'state="waiting" > 50 for 10 min',
  },
  deskside_workers_replaced_total: {
    type: 'counter',
    help: 'Workers that took no job for a minute although jobs were waiting, and were replaced',
    labels: { queue: ['teamviewer', 'graph'] },
    alert: 'more than one in an hour',
  },
  deskside_requests: {
    type: 'gauge',
    help: 'Requests by state, over all replicas',
    labels: {
      state: [
        ...['pending', 'approved', 'connecting', 'active', 'ended', 'closed', 'declined'],
        ...['withdrawn', 'expired', 'failed'],
      ],
    },
  },
  deskside_roles_age_seconds: {
    type: 'gauge',
    help: 'Age of the role groups as last read from Graph; operators can do nothing once it is above policy roles.maxAge',
    labels: {},
    alert: '> 240',
  },
  deskside_ready: {
    type: 'gauge',
    help: '1 = this replica takes requests; 0 = see GET /ready',
    labels: {},
    alert: '== 0 for 2 min on all replicas',
  },
  deskside_draining: { type: 'gauge', help: '1 = this replica is on its way out', labels: {} },
  deskside_build_info: {
    type: 'gauge',
    help: 'Always 1; the version is in the label',
    // The one value is the version that runs: see createMetrics.
    labels: { version: [] },
  },
} as const satisfies Readonly<Record<string, Declaration>>;

export type MetricName = keyof typeof CATALOGUE;

/** The catalogue with one type for all. */
export const DECLARATIONS: ReadonlyMap<string, Declaration> = new Map<string, Declaration>(
  Object.entries(CATALOGUE),
);
