import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';

/** Ids and kinds only: they are on each log line of the turn or job. */
export type Facts = Readonly<Record<string, string | number>>;

interface Running {
  readonly id: string;
  facts: Facts;
}

/** Holds nothing by itself: what it gives belongs to the call that is running. */
const running = new AsyncLocalStorage<Running>();

/**
 * Runs `fn`, and everything it starts, under a correlation id: it is on each log line, and it is the
 * `client-request-id` of calls to Graph, which takes GUIDs only. Outside `withCorrelation` nothing has one.
 */
export function withCorrelation<T>(id: string, fn: () => T, facts: Facts = {}): T {
  return running.run({ id, facts }, fn);
}

/** The id that the running code was given; undefined outside `withCorrelation`. */
export function correlationId(): string | undefined {
  return running.getStore()?.id;
}

/** Adds to what the log lines of this turn or job say from now on: the command, the request. */
export function remark(facts: Facts): void {
  const now = running.getStore();
  if (now) now.facts = { ...now.facts, ...facts };
}

/** What each log line carries. */
export function correlationFields(): Readonly<Record<string, string | number>> {
  const now = running.getStore();
  return now ? { ...now.facts, correlation: now.id } : {};
}

export function newCorrelation(): string {
  return randomUUID();
}

/** What people are shown of it: the log finds the whole by its beginning. */
export function shortCorrelation(id: string): string {
  return id.slice(0, 8);
}

/**
 * The same id for the same name, in whichever process: a try of a job has one from the agenda to the far end without
 * its being stored. A UUID of version 8 (RFC 9562, 5.8: the maker's own) from SHA-256.
 */
export function correlationOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
