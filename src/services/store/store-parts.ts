import type { Hash } from '../desk/ports.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis.js';
import type { RunScript } from './scripts.js';

/** What the ports are built on. */
export interface StoreParts {
  readonly redis: RedisClient;
  readonly run: RunScript;
  readonly keys: Keys;
  /** Shortens op keys. */
  readonly hash: Hash;
}
