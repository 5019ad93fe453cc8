import type { z } from 'zod';
import { ConnectorFailure } from '../desk/failures.js';
import type { Http, HttpAnswer } from '../http/http.js';
import { HttpFailure } from '../http/http-failure.js';
import { apiError } from './wire.js';

export interface TeamViewerSettings {
  /** Such as `https://webapi.teamviewer.com`. */
  readonly baseUrl: string;
  /** Script token of a user, with the rights to sessions and connection reports. */
  readonly token: string;
}

export interface TeamViewerCall {
  /** For logs and failures: `make`, `look`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/api/v1`, encoded: `/sessions/s06-301-144`. */
  readonly path: string;
  readonly json?: unknown;
  readonly accept?: (status: number) => boolean;
}

/** Throws ConnectorFailure of `teamviewer`. */
export interface TeamViewerClient {
  send(call: TeamViewerCall): Promise<HttpAnswer>;
  read<T>(operation: string, path: string, schema: z.ZodType<T>): Promise<T>;
}

/** Failures of a call. `changes`: it may have had an effect, so that a lost answer is a doubt. */
export interface FailureDetails {
  readonly retryable: boolean;
  readonly applied: 'no' | 'maybe';
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: number;
}

export function teamViewerFailure(operation: string, details: FailureDetails): ConnectorFailure {
  return new ConnectorFailure({ system: 'teamviewer', operation, ...details });
}

export function createTeamViewerClient(http: Http, settings: TeamViewerSettings): TeamViewerClient {
  async function send(call: TeamViewerCall): Promise<HttpAnswer> {
    try {
      return await http({
        operation: `teamviewer ${call.operation}`,
        method: call.method,
        url: `${settings.baseUrl}/api/v1${call.path}`,
        headers: { authorization: `Bearer ${settings.token}` },
        ...(call.json === undefined ? {} : { body: { json: call.json } }),
        ...(call.accept ? { accept: call.accept } : {}),
      });
    } catch (error) {
      throw error instanceof HttpFailure ? failureOf(call, error) : error;
    }
  }

  return {
    send,
    async read(operation, path, schema) {
      const answer = await send({ operation, method: 'GET', path });
      const result = schema.safeParse(answer.body);
      if (result.success) return result.data;
      const { status } = answer;
      throw teamViewerFailure(operation, { ...UNEXPECTED, applied: 'no', status });
    },
  };
}

/** An answer that doesn't fit may be a passing fault, and is asked for again. */
export const UNEXPECTED = { retryable: true, code: 'unexpected-answer' } as const;

function failureOf(call: TeamViewerCall, error: HttpFailure): ConnectorFailure {
  const { status } = error;
  const details = { status, retryAfter: error.retryAfterMs };
  if (status === 401) {
    // Nobody but an admin can replace a script token.
    const code = 'teamviewer-token';
    return teamViewerFailure(call.operation, { ...details, retryable: false, applied: 'no', code });
  }
  return teamViewerFailure(call.operation, {
    ...details,
    retryable: isPassing(error),
    applied: call.method !== 'GET' && isDoubtful(error) ? 'maybe' : 'no',
    code: codeOf(error),
  });
}

/** Rate limits aren't documented: 429 and 503 are treated as Graph's are. */
function isPassing({ kind, status = 0 }: HttpFailure): boolean {
  return kind !== 'status' || status === 408 || status === 429 || status >= 500;
}

/** A refused connection and a 4xx are certain; a 5xx may come after the work was done. */
function isDoubtful({ kind, status = 0, sent }: HttpFailure): boolean {
  if (kind === 'status') return status === 408 || status < 400 || status >= 500;
  return sent;
}

function codeOf(error: HttpFailure): string | undefined {
  if (error.kind !== 'status') return error.code ?? error.kind;
  const result = apiError.safeParse(parsed(error.body));
  return result.success && /^[\w.-]{1,80}$/.test(result.data.error) ? result.data.error : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
