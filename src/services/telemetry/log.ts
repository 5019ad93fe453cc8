import { pino, stdTimeFunctions } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { correlationFields } from './correlation.js';
import { GONE, HIDDEN_FIELDS, scrubText } from './scrub.js';
import { loggable, SERIALIZERS } from './serializers.js';

export type Log = Logger;
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export interface LogOptions {
  readonly level: LogLevel;
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
}

/**
 * JSON lines with level as a word, ISO time, and the correlation id and facts of the running turn or job.
 *
 * Three layers keep secrets and people's words out: errors, activities and requests show listed fields
 * only; fields with a telling name are removed at any depth; and the finished line is searched for tokens
 * and session links, whichever message or field brought them.
 */
export function createLog(options: LogOptions): Log {
  const settings = {
    level: options.level,
    timestamp: stdTimeFunctions.isoTime,
    base: { service: 'deskside' },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: loggable,
    },
    serializers: SERIALIZERS,
    // What a child logger is bound to doesn't pass `formatters.log`.
    redact: { paths: HIDDEN_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: GONE },
    mixin: () => ({ ...correlationFields() }),
    hooks: { streamWrite: scrubText },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}
