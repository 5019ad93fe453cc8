import { entraError, graphError, intuneError } from './wire.js';

/** What an error body of Graph says. `reason` is Microsoft's own sentence, for logs. */
export interface GraphError {
  /** `Forbidden` when Intune says so inside, else the outer code. */
  readonly code: string;
  readonly reason?: string;
  /** Microsoft's support asks for it. */
  readonly activityId?: string;
}

/** Codes go into failures and logs: only what looks like one. */
const CODE = /^[\w.-]{1,80}$/;
const MOST_NESTING = 3;

/**
 * Reads `{"error":{"code","message"}}`. Intune's message is JSON in a string, sometimes twice, and its
 * inner `ErrorCode` is the true one: a 401 with `Forbidden` inside is a lack of rights, not a stale token.
 * Undefined when it is no Graph error at all.
 */
export function readGraphError(body: string): GraphError | undefined {
  const outer = graphError.safeParse(parsed(body));
  if (!outer.success) return undefined;
  const { code, message } = outer.data.error;
  const inner = unwrap(message, MOST_NESTING);
  return {
    code: cleanCode(inner.code) ?? cleanCode(code) ?? 'UnknownError',
    ...sentence(inner.message),
  };
}

/** `AADSTS7000215` and the like; undefined when Entra gave no code. */
export function readEntraCode(body: string): string | undefined {
  const result = entraError.safeParse(parsed(body));
  if (!result.success) return undefined;
  const [number] = result.data.error_codes ?? [];
  return number === undefined ? cleanCode(result.data.error) : `AADSTS${number}`;
}

function unwrap(message: string, left: number): { code?: string; message: string } {
  if (left === 0 || !/^\s*["{]/.test(message)) return { message };
  const value = parsed(message);
  if (typeof value === 'string') return unwrap(value, left - 1);
  const result = intuneError.safeParse(value);
  if (!result.success) return { message };
  const deeper = unwrap(result.data.Message ?? '', left - 1);
  return { code: deeper.code ?? result.data.ErrorCode, message: deeper.message };
}

/** Everything after ` - Operation ID` is addresses and ids of Microsoft's inside. */
function sentence(message: string): { reason?: string; activityId?: string } {
  const reason = message.split(' - Operation ID')[0]?.trim().slice(0, 300);
  const activityId = /Activity ID: ([\da-f-]{36})/i.exec(message)?.[1];
  return { ...(reason ? { reason } : {}), ...(activityId ? { activityId } : {}) };
}

function cleanCode(code: string | undefined): string | undefined {
  return code !== undefined && CODE.test(code) ? code : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
