import type { Log } from '../services/telemetry/log.js';

/** Time for running requests and jobs after SIGTERM; hosting platforms kill after 30 s. */
const DRAIN = 25_000;
/** npm passes on the Ctrl-C that the terminal has sent already: within this it is the same one. */
const SAME = 500;

export interface Living {
  readonly log: Log;
  stop(): Promise<void>;
}

/** The part of `process` that is used. */
export interface Host {
  on(event: 'SIGTERM' | 'SIGINT', heard: (signal: string) => void): unknown;
  on(event: 'uncaughtException' | 'unhandledRejection', heard: (error: unknown) => void): unknown;
  exit(code: number): void;
}

/**
 * Ends the process well: SIGTERM and SIGINT drain, a second one ends at once; an error that nobody caught is written
 * down, then the process drains and ends, because nobody knows what state it left.
 */
export function endWell(app: Living, host: Host = process): void {
  let stopping: number | undefined;
  const stop = (code: number) => {
    stopping = performance.now();
    setTimeout(() => host.exit(1), DRAIN).unref();
    app.stop().then(
      () => host.exit(code),
      (error: unknown) => {
        app.log.fatal({ err: error }, 'the end went wrong');
        host.exit(1);
      },
    );
  };
  const signalled = (signal: string) => {
    app.log.info({ signal }, 'asked to end');
    if (stopping === undefined) stop(0);
    else if (performance.now() - stopping > SAME) host.exit(1);
  };
  const broken = (error: unknown) => {
    app.log.fatal({ err: error }, 'an error that nobody caught');
    if (stopping === undefined) stop(1);
  };
  host.on('SIGTERM', signalled);
  host.on('SIGINT', signalled);
  host.on('uncaughtException', broken);
  host.on('unhandledRejection', broken);
}
