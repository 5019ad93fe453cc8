import type { z } from 'zod';
import { ConnectorFailure } from '../desk/failures.js';
import { parseRetryAfter } from '../http/retry-after.js';
import type { GraphClient } from './client.js';
import { batchAnswer } from './wire.js';

/** Graph's own limit. */
const PARTS_AT_ONCE = 20;
const TOO_MANY_REQUESTS = 429;

export interface BatchRead<T> {
  readonly operation: string;
  /** Behind the version: `/deviceManagement/managedDevices/...`. */
  readonly paths: readonly string[];
  readonly schema: z.ZodType<T>;
}

/**
 * Many reads in few calls; undefined for each thing that isn't there (404). Answers come in any order and are put back
 * into that of the paths. Throws ConnectorFailure when any part failed otherwise.
 */
export async function readBatch<T>(
  client: GraphClient,
  { operation, paths, schema }: BatchRead<T>,
): Promise<readonly (T | undefined)[]> {
  const found: (T | undefined)[] = [];
  for (let from = 0; from < paths.length; from += PARTS_AT_ONCE) {
    const some = paths.slice(from, from + PARTS_AT_ONCE);
    const requests = some.map((url, at) => ({ id: String(at + 1), method: 'GET', url }));
    const { responses } = await client.ask({
      operation,
      path: '/v1.0/$batch',
      body: { requests },
      schema: batchAnswer,
    });
    const parts = new Map(responses.map((part) => [part.id, part]));
    for (const { id } of requests) {
      const part = parts.get(id);
      const said = part && { status: part.status, headers: part.headers };
      if (!part || (part.status !== 200 && part.status !== 404)) throw failure(operation, said);
      found.push(part.status === 404 ? undefined : checked(operation, schema, part.body));
    }
  }
  return found;
}

function checked<T>(operation: string, schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw failure(operation, { status: 200, headers: {}, code: 'unexpected-answer' });
}

interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly code?: string;
}

function failure(operation: string, said: Said | undefined): ConnectorFailure {
  const status = said?.status;
  const code = said?.code ?? (said === undefined ? 'part-missing' : undefined);
  const entry = Object.entries(said?.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'retry-after',
  );
  const retryAfter = entry && parseRetryAfter(entry[1], Date.now());
  const passing =
    status === undefined || status === TOO_MANY_REQUESTS || status >= 500 || status === 200;
  return new ConnectorFailure({
    system: 'graph',
    operation,
    retryable: passing,
    applied: 'no',
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}
