import { Cluster, Redis, type Command, type RedisOptions } from 'ioredis';
import {
  clusterSettings,
  sentinelOptions,
  singleOptions,
  type RedisConfig,
  type RedisPurpose,
} from './redis-options.js';

export type RedisClient = Redis | Cluster;

/** Not ready for this long: commands are refused at once instead of waiting for their time-out. */
const PATIENCE = 2_000;
/** What ioredis itself sends before a connection is ready. */
const HANDSHAKE: ReadonlySet<string> = new Set([
  'hello',
  'auth',
  'select',
  'client',
  'info',
  'readonly',
  'ping',
  'quit',
]);

/** Redis isn't reachable: nothing was sent. */
export class RedisNotReady extends Error {
  override readonly name = 'RedisNotReady';
  constructor() {
    super('Redis is not ready');
  }
}

/**
 * A client for one purpose (see redis-options.ts). It connects by itself and reconnects for ever; `onError` gets
 * every connection error (an unheard `error` event would be printed by ioredis).
 */
export function openRedis(
  purpose: RedisPurpose,
  config: RedisConfig,
  onError: (error: Error) => void = () => {},
): RedisClient {
  const client = connect(purpose, config);
  if (client instanceof Cluster) client.on('error', onError);
  else client.on('error', onError);
  return client;
}

function connect(purpose: RedisPurpose, config: RedisConfig): RedisClient {
  if (config.mode === 'cluster') {
    const { seeds, options } = clusterSettings(purpose, config);
    return new Cluster([...seeds], options);
  }
  const options =
    config.mode === 'sentinel' ? sentinelOptions(purpose, config) : singleOptions(purpose, config);
  return purpose === 'worker' ? new Redis(options) : new ImpatientRedis(options);
}

/**
 * `enableOfflineQueue: false` would fail the first command of a fresh connection; so commands may queue, but not
 * once the connection has been away for longer than PATIENCE.
 */
class ImpatientRedis extends Redis {
  #away: number | undefined;

  constructor(options: RedisOptions) {
    super({ ...options, replyMapping: 'legacy' });
    this.#away = performance.now();
    this.on('ready', () => {
      this.#away = undefined;
    });
    this.on('close', () => {
      this.#away ??= performance.now();
    });
  }

  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    keepArgumentsOut(command);
    if (
      this.#away !== undefined &&
      performance.now() - this.#away > PATIENCE &&
      !HANDSHAKE.has(command.name)
    ) {
      command.reject(new RedisNotReady());
      return command.promise;
    }
    return super.sendCommand(command, stream);
  }
}

/** ioredis hangs a failed command's arguments on the error: people's words, that would end in a log. */
function keepArgumentsOut(command: Command): void {
  const { reject } = command;
  command.reject = (error) => {
    if ('command' in error) error.command = { name: command.name };
    reject(error);
  };
}
