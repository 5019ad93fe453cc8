import { ConnectorFailure } from '../desk/failures.js';

/** ioredis' and our own words for "Redis didn't answer"; replies with an error (OOM, READONLY, ...) included. */
const REDIS_ERRORS: ReadonlySet<string> = new Set([
  'RedisNotReady',
  'MaxRetriesPerRequestError',
  'ReplyError',
  'AbortError',
  'ClusterAllFailedError',
]);

/** Told whether the lost call may have been applied. */
export type RedisFailureSeen = (applied: 'no' | 'maybe') => void;

/**
 * A port whose failures are ConnectorFailures of system `redis`. `writes` names the methods that change
 * something: for those a lost answer is a doubt; everything else certainly wrote nothing.
 */
export function withRedisFailures<T extends object>(
  port: T,
  writes: readonly string[] = [],
  seen: RedisFailureSeen = () => {},
): T {
  return new Proxy(port, {
    get(target, name, receiver): unknown {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      return async (...args: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(value, target, args);
        } catch (error) {
          const failure = failureOf(error, { operation: name, writes: writes.includes(name) });
          if (failure instanceof ConnectorFailure) seen(failure.details.applied);
          throw failure;
        }
      };
    },
  });
}

function failureOf(error: unknown, call: { operation: string; writes: boolean }): unknown {
  if (!(error instanceof Error) || !isAboutRedis(error)) return error;
  const applied =
    call.writes && error.name !== 'RedisNotReady' && error.name !== 'ReplyError' ? 'maybe' : 'no';
  const failure = new ConnectorFailure({
    system: 'redis',
    operation: call.operation,
    retryable: true,
    applied,
    // Redis' own word for it: OOM, READONLY, LOADING.
    code: error.name === 'ReplyError' ? (error.message.split(' ', 1)[0] ?? error.name) : error.name,
  });
  failure.cause = error;
  return failure;
}

function isAboutRedis(error: Error): boolean {
  if (REDIS_ERRORS.has(error.name)) return true;
  return (
    error.message === 'Command timed out' ||
    error.message === 'Connection is closed.' ||
    ('code' in error &&
      typeof error.code === 'string' &&
      /^E(?:CONN|PIPE|TIMEDOUT|HOST|NET)/.test(error.code))
  );
}
