import { AsyncLocalStorage } from 'node:async_hooks';

/** Holds nothing by itself: what it gives belongs to the call that is running. */
const running = new AsyncLocalStorage<string>();

/** Runs `fn`, and everything it starts, under a correlation id: it is on each log line and on calls to Graph. */
export function withCorrelation<T>(id: string, fn: () => T): T {
  return running.run(id, fn);
}

/** The id that the running code was given; undefined outside `withCorrelation`. */
export function correlationId(): string | undefined {
  return running.getStore();
}
