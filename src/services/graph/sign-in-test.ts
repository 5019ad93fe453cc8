import { ConnectorFailure } from '../desk/failures.js';
import {
  clockFinding,
  finding,
  type Check,
  type Finding,
  type FindingCode,
  type FindingParams,
  type SelfTest,
} from '../desk/self-test.js';
import type { Http } from '../http/http.js';
import { HttpFailure } from '../http/http-failure.js';
import { createTokens, type TokenSettings, type Tokens } from './token.js';

/** Milliseconds for one call of a self-test. */
const PATIENCE = 3_000;

/**
 * Entra's codes (learn.microsoft.com "Microsoft Entra authentication and authorization error codes") for what an
 * installation gets wrong.
 */
const CODES: ReadonlyMap<string, FindingCode> = new Map<string, FindingCode>([
  ['AADSTS7000215', 'sign-in.wrong-secret'],
  ['AADSTS7000222', 'sign-in.expired-secret'],
  ['AADSTS700016', 'sign-in.unknown-app'],
  ['AADSTS90002', 'sign-in.unknown-tenant'],
  ['AADSTS900023', 'sign-in.unknown-tenant'],
]);

export interface SignIn {
  readonly check: Check;
  readonly http: Http;
  readonly settings: TokenSettings;
  /** Milliseconds since 1970 by our own clock. */
  readonly now: () => number;
  /** The variable that holds the secret. */
  readonly variable: string;
}

/** What a sign-in came to. Without tokens nothing behind it can be looked at. */
export interface SignedIn {
  readonly tokens?: Tokens;
  readonly findings: readonly Finding[];
}

/** Signs in as the bot does, with a token that is asked for anew: one from before may still work for an hour. */
export function createSignInTest(signIn: SignIn): SelfTest {
  return {
    check: signIn.check,
    watched: true,
    run: async () => (await signInAnew(signIn)).findings,
  };
}

export async function signInAnew(signIn: SignIn): Promise<SignedIn> {
  const { check, settings, now } = signIn;
  const dates: string[] = [];
  const tokens = createTokens(noting(impatient(signIn.http), dates), settings, now);
  const params = paramsOf(signIn);
  try {
    await tokens.get();
    return {
      tokens,
      findings: [finding(check, 'sign-in.fine', params), ...clockOf(dates, now())],
    };
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const { code = '', status } = error.details;
    const found = CODES.get(code) ?? (status === undefined ? 'sign-in.no-answer' : refusal(status));
    return {
      findings: [
        finding(check, found, { ...params, code: code || String(status ?? '') }),
        ...clockOf(dates, now()),
      ],
    };
  }
}

function refusal(status: number): FindingCode {
  return status >= 500 || status === 429 ? 'sign-in.no-answer' : 'sign-in.refused';
}

function paramsOf({ settings, variable }: SignIn): FindingParams {
  const { credential, tenantId } = settings;
  const app =
    credential.kind === 'managed-identity' ? credential.identity.clientId : credential.clientId;
  return { app, tenant: tenantId, variable };
}

/** Entra's clock by its `Date` header, which has whole seconds. */
function clockOf([date]: readonly string[], now: number): Finding[] {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? [] : [clockFinding('entra', at - now)];
}

/** A call of a self-test is over before the whole test has to be. */
export function impatient(http: Http): Http {
  return (call) => http({ ...call, timeout: PATIENCE });
}

function noting(http: Http, dates: string[]): Http {
  const note = ({ date }: Readonly<Record<string, string>>) => {
    if (date !== undefined) dates.push(date);
  };
  return async (call) => {
    try {
      const answer = await http(call);
      note(answer.headers);
      return answer;
    } catch (error) {
      if (error instanceof HttpFailure) note(error.headers);
      throw error;
    }
  };
}
