import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { ConnectorFailure } from '../desk/failures.js';
import type { Http, HttpAnswer } from '../http/http.js';
import { HttpFailure } from '../http/http-failure.js';
import { correlationId } from '../telemetry/correlation.js';
import { readGraphError } from './graph-errors.js';
import type { GraphError } from './graph-errors.js';
import type { Tokens } from './token.js';
import { page } from './wire.js';

/** The part of a pino logger that is used. */
export interface GraphLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface GraphClientParts {
  /** Such as `https://graph.microsoft.com`, without a version. */
  readonly baseUrl: string;
  readonly http: Http;
  readonly tokens: Tokens;
  readonly log?: GraphLog;
}

/** A read from Graph. `path` starts with the version and is encoded already: `/v1.0/users/...`. */
export interface GraphRead<T> {
  /** For logs and failures: `devices`, `members`. */
  readonly operation: string;
  readonly path: string;
  readonly schema: z.ZodType<T>;
  /** `ConsistencyLevel: eventual`, which casts and counts of directory objects need. */
  readonly eventual?: boolean;
}

/** Something that Graph is to do. `body` is sent as JSON; without one nothing is. */
export interface GraphWrite {
  readonly operation: string;
  readonly path: string;
  readonly body?: object;
}

/** A POST that changes nothing and whose answer counts. */
export interface GraphAsk<T> extends Omit<GraphRead<T>, 'eventual'> {
  readonly body: object;
}

/** Throws ConnectorFailure; of a read `applied` is always `no`, because reading changes nothing. */
export interface GraphClient {
  get<T>(read: GraphRead<T>): Promise<T>;
  /** Every item of a collection, page after page; stop taking to stop reading. */
  items<T>(read: GraphRead<T>): AsyncIterable<T>;
  /** A POST whose answer holds nothing that is needed. */
  post(write: GraphWrite): Promise<void>;
  ask<T>(question: GraphAsk<T>): Promise<T>;
}

/** What is sent, whatever becomes of the answer. */
interface GraphCall {
  readonly operation: string;
  readonly eventual?: boolean;
  /** Makes it a POST. `writes`: it may have been applied although no answer came. */
  readonly post?: { readonly writes: boolean; readonly body?: object | undefined };
}

/** 1,000 pages of at least 100: a directory that is larger isn't read by this client. */
const MOST_PAGES = 1_000;
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function createGraphClient(parts: GraphClientParts): GraphClient {
  async function getUrl<T>(url: string, read: GraphRead<T> & GraphCall): Promise<T> {
    const answer = await withFreshToken(parts, url, read);
    const result = read.schema.safeParse(answer.body);
    if (result.success) return result.data;
    throw failure(read.operation, {
      retryable: true,
      status: answer.status,
      code: 'unexpected-answer',
    });
  }

  async function* items<T>(read: GraphRead<T>): AsyncGenerator<T> {
    const pages = { ...read, schema: page(read.schema) };
    let url: string | undefined = parts.baseUrl + read.path;
    for (let count = 0; url !== undefined; count += 1) {
      if (count === MOST_PAGES)
        throw failure(read.operation, { retryable: false, code: 'too-many-pages' });
      const part: { value: T[]; '@odata.nextLink'?: string } = await getUrl(url, pages);
      yield* part.value;
      url = nextUrl(parts.baseUrl, part['@odata.nextLink'], read.operation);
    }
  }

  return {
    get: (read) => getUrl(parts.baseUrl + read.path, read),
    items,
    async post(write) {
      const { operation, path, body } = write;
      await withFreshToken(parts, parts.baseUrl + path, {
        operation,
        post: { writes: true, body },
      });
    },
    ask: ({ body, ...read }) =>
      getUrl(parts.baseUrl + read.path, { ...read, post: { writes: false, body } }),
  };
}

/**
 * The link is used whole, as Graph's paging guide says; but our token goes to the configured Graph only.
 */
function nextUrl(baseUrl: string, link: string | undefined, operation: string): string | undefined {
  if (link === undefined) return undefined;
  if (URL.canParse(link) && new URL(link).origin === new URL(baseUrl).origin) return link;
  throw failure(operation, { retryable: false, code: 'foreign-next-link' });
}

/** A token that Graph calls invalid is replaced once: it may have been revoked before its time. */
async function withFreshToken(
  parts: GraphClientParts,
  url: string,
  wish: GraphCall,
): Promise<HttpAnswer> {
  const token = await parts.tokens.get();
  try {
    return await call(parts.http, url, wish, token);
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const said = readGraphError(error.body);
    if (error.status !== 401 || said?.code !== 'InvalidAuthenticationToken') {
      throw decoded(parts, wish, error, said);
    }
  }
  parts.tokens.refused(token);
  const other = await parts.tokens.get();
  try {
    return await call(parts.http, url, wish, other);
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw decoded(parts, wish, error, readGraphError(error.body));
  }
}

function call(http: Http, url: string, wish: GraphCall, token: string): Promise<HttpAnswer> {
  return http({
    operation: `graph ${wish.operation}`,
    url,
    method: wish.post ? 'POST' : 'GET',
    ...(wish.post?.body === undefined ? {} : { body: { json: wish.post.body } }),
    headers: {
      authorization: `Bearer ${token}`,
      'client-request-id': clientRequestId(),
      ...(wish.eventual ? { consistencylevel: 'eventual' } : {}),
    },
  });
}

/** Graph takes GUIDs only; a turn whose correlation id isn't one gets a fresh GUID, which Graph echoes. */
function clientRequestId(): string {
  const id = correlationId();
  return id !== undefined && GUID.test(id) ? id : randomUUID();
}

function decoded(
  parts: GraphClientParts,
  wish: GraphCall,
  error: HttpFailure,
  said: GraphError | undefined,
): ConnectorFailure {
  const { status, headers } = error;
  parts.log?.warn(
    {
      operation: wish.operation,
      status,
      failure: error.kind,
      code: said?.code,
      activityId: said?.activityId,
      // About rights only: of other failures Microsoft quotes what was searched for.
      reason: status === 401 || status === 403 ? said?.reason : undefined,
      microsoftRequestId: headers['request-id'],
      clientRequestId: headers['client-request-id'],
    },
    'graph refused or failed',
  );
  const passing = error.kind !== 'status' || isPassing(status ?? 0);
  return failure(wish.operation, {
    retryable: passing,
    applied: wish.post?.writes === true && error.sent && passing && status !== 429 ? 'maybe' : 'no',
    status,
    code: said?.code ?? error.code,
    retryAfter: error.retryAfterMs,
  });
}

/** Statuses that Graph's error guide says to retry. */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function failure(
  operation: string,
  details: {
    retryable: boolean;
    applied?: 'no' | 'maybe';
    status?: number;
    code?: string;
    retryAfter?: number;
  },
): ConnectorFailure {
  return new ConnectorFailure({ system: 'graph', operation, applied: 'no', ...details });
}
