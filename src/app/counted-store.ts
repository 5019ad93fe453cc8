import type { Commit, CommitResult, DeskStore, KeptEvent } from '../services/desk/ports.js';
import { remark } from '../services/telemetry/correlation.js';
import type { Log } from '../services/telemetry/log.js';
import type { Metrics } from '../services/telemetry/metrics.js';

/** The desk's store, with each commit counted and logged: what was done, to which request, under which correlation. */
export function countedStore(store: DeskStore, metrics: Metrics, log: Log): DeskStore {
  return {
    async open(opKey, id) {
      const opened = await store.open(opKey, id);
      if (opened.outcome) metrics.count('deskside_commits_total', { result: 'replayed' });
      return opened;
    },
    nextNumber: (of) => store.nextNumber(of),
    openOf: (person) => store.openOf(person),
    pcFacts: (asked) => store.pcFacts(asked),
    freeze: (freeze, audit) => store.freeze(freeze, audit),
    thaw: (audit) => store.thaw(audit),
    async commit(commit) {
      const result = await store.commit(commit);
      const kind = resultOf(commit, result);
      metrics.count('deskside_commits_total', { result: kind });
      if (kind === 'refused') countRefusal(metrics, commit.audit.code);
      if (kind === 'won') countEffects(metrics, commit.change?.events ?? []);
      const { command, request, version, code } = commit.audit;
      if (request !== undefined) remark({ request });
      // What is lost is decided again, and says so then.
      if (kind !== 'lost') log.info({ command, request, version, code, result: kind }, 'commit');
      return result;
    },
  };
}

function resultOf({ op, change, audit }: Commit, { kind }: CommitResult): string {
  switch (kind) {
    case 'replayed':
    case 'late':
      return kind;
    case 'conflict':
      return 'lost';
    case 'committed':
      if (change) return 'won';
      if (audit.outcome === 'refused') return 'refused';
      return op ? 'unchanged' : 'witnessed';
  }
}

/** `HD-302 moved-on`, as the trail has it. */
function countRefusal(metrics: Metrics, words = ''): void {
  const [code = '', reason = ''] = words.split(' ', 2);
  metrics.count('deskside_refusals_total', { code, reason });
}

function countEffects(metrics: Metrics, events: readonly KeptEvent[]): void {
  for (const event of events) {
    const labels = effectOf(event);
    if (labels) metrics.count('deskside_effects_total', labels);
  }
}

type EffectLabels = { readonly kind: string; readonly outcome: string };

/** What events say about effects. A renewed link is a session that is made. */
const EFFECTS: Partial<Record<KeptEvent['type'], EffectLabels>> = {
  'effect-begun': { kind: 'any', outcome: 'begun' },
  'effect-delayed': { kind: 'any', outcome: 'delayed' },
  'session-made': { kind: 'make-session', outcome: 'confirmed' },
  'session-made-late': { kind: 'make-session', outcome: 'late' },
  'session-not-made': { kind: 'make-session', outcome: 'failed' },
  'link-not-renewed': { kind: 'make-session', outcome: 'failed' },
  'session-closed': { kind: 'close-session', outcome: 'confirmed' },
  'session-not-closed': { kind: 'close-session', outcome: 'failed' },
};

function effectOf(event: KeptEvent): EffectLabels | undefined {
  const labels = EFFECTS[event.type];
  const unproven = event.type === 'session-not-made' && event.unproven === true;
  return labels && unproven ? { ...labels, outcome: 'unknown' } : labels;
}
