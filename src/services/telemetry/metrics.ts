import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { DECLARATIONS, type Declaration, type MetricName } from './metric-catalogue.js';

export type Labels = Readonly<Record<string, string>>;

export interface Exposition {
  readonly contentType: string;
  readonly body: string;
}

/** What this process says about itself in numbers. Names and labels are those of the catalogue. */
export interface Metrics {
  count(name: MetricName, labels?: Labels): void;
  /** `seconds` into a histogram. */
  observe(name: MetricName, labels: Labels, seconds: number): void;
  /** A gauge as it is now. */
  set(name: MetricName, labels: Labels, value: number): void;
  /** Forgets all values of a gauge: nothing is better than what was true a while ago. */
  forget(name: MetricName): void;
  /** The process' own metrics too (memory, event loop, garbage collection), from now on. */
  watchProcess(): void;
  text(): Promise<Exposition>;
}

/** What stands in place of a label value that the catalogue doesn't know. */
export const OTHER = 'other';

/** A registry of its own for each app: two in one process don't mix. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const instruments = new Map(
    [...DECLARATIONS].map(([name, declared]) => [name, made(registry, name, declared)]),
  );
  const find = (name: MetricName): Instrument => {
    const instrument = instruments.get(name);
    if (!instrument) throw new Error(`${name} is not in the catalogue`);
    return instrument;
  };
  find('deskside_build_info').gauge?.set({ version }, 1);
  let watched = false;
  return {
    count(name, labels = {}) {
      find(name).counter?.inc(known(name, labels));
    },
    observe(name, labels, seconds) {
      find(name).histogram?.observe(known(name, labels), seconds);
    },
    set(name, labels, value) {
      find(name).gauge?.set(known(name, labels), value);
    },
    forget(name) {
      find(name).gauge?.reset();
    },
    watchProcess() {
      if (!watched) collectDefaultMetrics({ register: registry });
      watched = true;
    },
    async text() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

interface Instrument {
  readonly counter?: Counter;
  readonly gauge?: Gauge;
  readonly histogram?: Histogram;
}

function made(registry: Registry, name: string, { type, help, labels, buckets }: Declaration) {
  const settings = { name, help, labelNames: Object.keys(labels), registers: [registry] };
  switch (type) {
    case 'counter':
      return startedAtZero({ counter: new Counter(settings) }, labels);
    case 'gauge':
      return { gauge: new Gauge(settings) };
    case 'histogram':
      return { histogram: new Histogram({ ...settings, buckets: [...(buckets ?? [])] }) };
  }
}

/** Up to so many series are there from the start: `rate()` doesn't see the step from nothing to 1. */
const MOST_AT_ZERO = 40;

function startedAtZero(
  instrument: { readonly counter: Counter },
  labels: Declaration['labels'],
): Instrument {
  const all = combinations(Object.entries(labels));
  if (all.length <= MOST_AT_ZERO) for (const one of all) instrument.counter.inc(one, 0);
  return instrument;
}

function combinations(labels: readonly (readonly [string, readonly string[]])[]): Labels[] {
  return labels.reduce<Labels[]>(
    (made, [name, values]) =>
      made.flatMap((labelled) => values.map((value) => ({ ...labelled, [name]: value }))),
    [{}],
  );
}

function known(name: MetricName, given: Labels): Record<string, string> {
  const declared = Object.entries(DECLARATIONS.get(name)?.labels ?? {});
  return Object.fromEntries(
    declared.map(([label, values]) => {
      const value = given[label];
      return [label, value !== undefined && values.includes(value) ? value : OTHER];
    }),
  );
}
