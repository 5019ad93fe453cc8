import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { RequestId, SessionCode } from '../desk/ids.js';
import type { SessionLinks } from '../desk/ports.js';
import type { Keys } from './keys.js';
import { UnreadableRecord } from './record-parsing.js';
import type { RedisClient } from './redis.js';
import { readLinks } from './values.js';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** 96 bits: the length GCM is made for. Random: far below 2^32 messages under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface LinksParts {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly tenant: string;
  /** 32 bytes. @throws RangeError otherwise */
  readonly secretsKey: Uint8Array;
}

/** Stored as `v1.<key id>.<base64 of nonce, tag, ciphertext>`, bound to tenant, request and session. */
export function createSessionLinks({ redis, keys, tenant, secretsKey }: LinksParts): SessionLinks {
  if (secretsKey.length !== KEY_BYTES)
    throw new RangeError(`the secrets key must be ${KEY_BYTES} bytes`);
  const head = `v1.${createHash('sha256').update(secretsKey).digest('hex').slice(0, 8)}.`;
  const boundTo = (id: RequestId, code: SessionCode) =>
    Buffer.from(`${tenant}|links|${id}|${code}`);
  return {
    async put(id, code, links, ttl) {
      const sealed = seal(secretsKey, boundTo(id, code), JSON.stringify(links));
      await redis.set(
        keys.links(id, code),
        head + sealed.toString('base64'),
        'PX',
        Math.max(1, Math.round(ttl)),
      );
    },
    async get(id, code) {
      const stored = await redis.get(keys.links(id, code));
      // Sealed with a key that was replaced since: the same as gone, a new link can be asked for.
      if (stored === null || !stored.startsWith(head)) return undefined;
      const opened = open(
        secretsKey,
        boundTo(id, code),
        Buffer.from(stored.slice(head.length), 'base64'),
      );
      if (opened === undefined)
        throw new UnreadableRecord(`links of ${id}`, 'not sealed by us for this session');
      return readLinks(opened);
    },
    async drop(id, code) {
      await redis.del(keys.links(id, code));
    },
  };
}

function seal(key: Uint8Array, boundTo: Buffer, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Undefined when it was tampered with, moved here from elsewhere, or cut. */
function open(key: Uint8Array, boundTo: Buffer, sealed: Buffer): string | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(boundTo)
    .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const body = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
