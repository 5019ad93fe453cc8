import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import secureJson from 'secure-json-parse';

export interface ReadLimits {
  readonly bytes: number;
  readonly depth: number;
  /** Milliseconds for the whole body. */
  readonly time: number;
}

export const READ_LIMITS: ReadLimits = { bytes: 256 * 1024, depth: 32, time: 15_000 };

export type ReadBody =
  | { readonly kind: 'body'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly status: 400 | 405 | 408 | 413 | 415 };

/**
 * Reads a JSON object. Stands in for restify's bodyParser, which in 11 and 12 dies on a bad gzip body before
 * anybody is authenticated and counts compressed bytes (restify/node-restify #1975, #1785). Never throws.
 */
export async function readBody(request: IncomingMessage, limits = READ_LIMITS): Promise<ReadBody> {
  const early = refusedByHeaders(request, limits);
  if (early !== undefined) return { kind: 'refused', status: early };
  const text = await readText(request, limits);
  if (typeof text === 'number') return { kind: 'refused', status: text };
  const body = parseObject(text, limits.depth);
  return body ? { kind: 'body', body } : { kind: 'refused', status: 400 };
}

function refusedByHeaders({ method, headers }: IncomingMessage, limits: ReadLimits) {
  if (method !== 'POST') return 405;
  if (!/^application\/json(?:\s*;.*)?$/i.test(headers['content-type'] ?? '')) return 415;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return 415;
  return Number(headers['content-length'] ?? 0) > limits.bytes ? 413 : undefined;
}

async function readText(
  request: IncomingMessage,
  limits: ReadLimits,
): Promise<string | 400 | 408 | 413> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<408>((resolve) => {
    timer = setTimeout(() => resolve(408), limits.time);
  });
  const length = request.headers['content-length'];
  const read = getRawBody(request, {
    limit: limits.bytes,
    ...(length === undefined ? {} : { length }),
  }).then(
    (buffer) => buffer.toString('utf8'),
    (error: unknown) => (isTooLarge(error) ? 413 : 400),
  );
  try {
    return await Promise.race([read, late]);
  } finally {
    clearTimeout(timer);
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'entity.too.large';
}

function parseObject(text: string, depth: number): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = secureJson.parse(text, undefined, {
      protoAction: 'remove',
      constructorAction: 'remove',
    });
    return isObject(value) && isShallow(value, depth) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Level by level, not by recursion: depth is what is attacked here. */
function isShallow(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let deep = 0; level.length > 0; deep += 1) {
    if (deep > depth) return false;
    level = level.flatMap(inside);
  }
  return true;
}

function inside(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
