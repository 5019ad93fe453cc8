import { Redis } from 'ioredis';

/** Every key and value of a Redis as one text, to look for what must not be there. */
export async function dumpOf(url: string): Promise<string> {
  const redis = new Redis(url);
  const lines: string[] = [];
  try {
    for await (const keys of redis.scanStream({ count: 500 })) {
      for (const key of Array.isArray(keys) ? keys.map(String) : [])
        lines.push(`${key} ${await valueOf(redis, key)}`);
    }
  } finally {
    redis.disconnect();
  }
  return lines.join('\n');
}

async function valueOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'string':
      return (await redis.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'list':
      return (await redis.lrange(key, 0, -1)).join('\n');
    case 'set':
      return (await redis.smembers(key)).join('\n');
    case 'zset':
      return (await redis.zrange(key, '0', '-1')).join('\n');
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    default:
      return '';
  }
}
