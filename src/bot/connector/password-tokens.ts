import { ServiceClientCredentialsFactory } from 'botframework-connector';
import { z } from 'zod';
import { ConnectorFailure } from '../../services/desk/failures.js';
import type { OnCall } from './wire.js';

export interface PasswordCredentials {
  readonly appId: string;
  readonly password: string;
  /** Of the tenant: `https://login.microsoftonline.com/<tenant>`. */
  readonly loginUrl: string;
}

const answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});

/** Milliseconds before its end at which a token is asked for anew. */
const EARLY = 5 * 60_000;
const TIMEOUT = 8_000;

interface Kept {
  readonly token: Promise<string>;
  /** By `performance.now()`; unknown while it is being fetched. */
  until: number;
}

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/**
 * Client credentials by a plain form POST: MSAL accepts no http authority and wants instance discovery, so it can't
 * speak to a simulator; and the SDK's own cache is shared by all apps of the process. Tokens are kept per audience,
 * and asked for once however many turns wait. Throws ConnectorFailure (`entra`).
 */
export class PasswordTokens extends ServiceClientCredentialsFactory {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly onCall: OnCall = () => {},
  ) {
    super();
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.credentials.appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(_appId: string, audience = ''): Promise<Credentials> {
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await this.token(audience)}`);
        return request;
      },
    };
  }

  /** A token for this audience. `anew` forgets the one that the far end didn't take. */
  token(audience: string, anew = false): Promise<string> {
    const kept = this.kept.get(audience);
    if (kept && !anew && performance.now() < kept.until) return kept.token;
    return this.fetchOnce(audience);
  }

  private fetchOnce(audience: string): Promise<string> {
    const asked = this.ask(audience);
    const entry: Kept = { token: asked.then(({ token }) => token), until: Infinity };
    this.kept.set(audience, entry);
    asked.then(
      ({ lifetime }) => {
        // A token that lives shorter than the margin is used for half its life.
        entry.until = performance.now() + Math.max(lifetime - EARLY, lifetime / 2);
      },
      () => {
        if (this.kept.get(audience) === entry) this.kept.delete(audience);
      },
    );
    return entry.token;
  }

  private async ask(audience: string): Promise<{ token: string; lifetime: number }> {
    const response = await this.counted(() => this.post(audience));
    if (!response.ok) {
      await response.body?.cancel();
      throw this.failure(response.status === 429 || response.status >= 500, response.status);
    }
    const parsed = answer.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw this.failure(true, response.status);
    return { token: parsed.data.access_token, lifetime: parsed.data.expires_in * 1_000 };
  }

  private async counted(post: () => Promise<Response>): Promise<Response> {
    const from = performance.now();
    const tell = (result: { status?: number }) =>
      this.onCall({
        system: 'entra',
        operation: 'bot token',
        ms: Math.round(performance.now() - from),
        ...result,
      });
    try {
      const response = await post();
      tell({ status: response.status });
      return response;
    } catch (error) {
      tell({});
      throw error;
    }
  }

  private async post(audience: string): Promise<Response> {
    const { appId, password, loginUrl } = this.credentials;
    try {
      return await fetch(`${loginUrl.replace(/\/$/, '')}/oauth2/v2.0/token`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: appId,
          client_secret: password,
          scope: `${audience}/.default`,
        }),
      });
    } catch {
      // The cause may quote the address; the operation says enough.
      throw this.failure(true);
    }
  }

  private failure(retryable: boolean, status?: number): ConnectorFailure {
    return new ConnectorFailure({
      system: 'entra',
      operation: 'bot token',
      retryable,
      applied: 'no',
      ...(status === undefined ? {} : { status }),
    });
  }
}
