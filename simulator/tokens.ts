import { randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import type { CryptoKey, JWK } from 'jose';

/** The issuer of channel tokens: a name, never an address that is called. */
export const CHANNEL_ISSUER = 'https://channel.simulator.test';
/** Audience of tokens that a bot shows to the connector, the SDK's public-cloud default. */
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

async function makeKey(alg: 'RS256' | 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomUUID();
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}

/** How a channel token differs from a good one. Times are in seconds from now. */
export interface TokenOverrides {
  readonly aud?: string;
  readonly iss?: string;
  /** null leaves the claim out. */
  readonly serviceUrl?: string | null;
  readonly expiresIn?: number;
  readonly notBefore?: number;
  /** `other` signs with a key that the metadata doesn't know. */
  readonly key?: 'channel' | 'other';
  /** The header's key id; with `key: 'other'` and the channel's id the signature is just wrong. */
  readonly kid?: 'channel' | 'other';
  /** `HS256` signs with the channel's public key as the secret: the classic confusion. */
  readonly alg?: 'RS256' | 'HS256' | 'none';
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** What a bearer that we issued says. */
export interface Bearer {
  readonly audience: string;
  readonly appId: string;
  readonly roles: readonly string[];
}

export type BearerCheck = Bearer | 'missing' | 'invalid' | 'expired';

/** The keys of one simulated Microsoft: the channel's, and Entra's. */
export class Tokens {
  private constructor(
    private readonly channel: SigningKey,
    private readonly entra: SigningKey,
    private readonly realNow: () => number,
  ) {}

  static async create(realNow: () => number): Promise<Tokens> {
    // Access tokens are read by nobody but us: a key that is made fast will do.
    const [channel, entra] = await Promise.all([makeKey('RS256'), makeKey('ES256')]);
    return new Tokens(channel, entra, realNow);
  }

  /** Key id of the channel's key; new with each simulator. */
  get channelKeyId(): string {
    return this.channel.kid;
  }

  channelKeys(): { keys: object[] } {
    return { keys: [{ ...this.channel.jwk, endorsements: ['msteams'] }] };
  }

  entraKeys(): { keys: object[] } {
    return { keys: [this.entra.jwk] };
  }

  /** A token as the channel puts on an activity for the bot `appId`. */
  async forBot(appId: string, serviceUrl: string, overrides: TokenOverrides = {}): Promise<string> {
    const now = Math.floor(this.realNow() / 1000);
    const claimed = overrides.serviceUrl === undefined ? serviceUrl : overrides.serviceUrl;
    const claims = {
      ...(claimed === null ? {} : { serviceurl: claimed }),
      nbf: now + (overrides.notBefore ?? -60),
      iat: now - 60,
      exp: now + (overrides.expiresIn ?? 3600),
      iss: overrides.iss ?? CHANNEL_ISSUER,
      aud: overrides.aud ?? appId,
      ...overrides.claims,
    };
    if (overrides.alg === 'none') return new UnsecuredJWT(claims).encode();
    const stranger = overrides.key === 'other' ? await makeKey('RS256') : null;
    const signer = stranger ?? this.channel;
    const kid = overrides.kid === 'channel' ? this.channel.kid : signer.kid;
    if (overrides.alg === 'HS256') {
      const secret = new TextEncoder().encode(this.channel.jwk.n ?? '');
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid, typ: 'JWT' }).sign(secret);
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid, x5t: kid, typ: 'JWT' })
      .sign(signer.privateKey);
  }

  /** An app-only access token, as Entra issues for client credentials. */
  async forApp(grant: {
    readonly appId: string;
    readonly tenantId: string;
    readonly audience: string;
    readonly roles: readonly string[];
    readonly lifetimeSeconds: number;
  }): Promise<string> {
    const now = Math.floor(this.realNow() / 1000);
    return new SignJWT({
      appid: grant.appId,
      tid: grant.tenantId,
      idtyp: 'app',
      roles: [...grant.roles],
      jti: randomUUID(),
    })
      .setProtectedHeader({ alg: 'ES256', kid: this.entra.kid, typ: 'JWT' })
      .setIssuer(`https://sts.windows.net/${grant.tenantId}/`)
      .setAudience(grant.audience)
      .setIssuedAt(now)
      .setNotBefore(now - 60)
      .setExpirationTime(now + grant.lifetimeSeconds)
      .sign(this.entra.privateKey);
  }

  /** Checks a bearer that a client shows to one of the played systems. */
  async check(bearer: string | null, audience: string): Promise<BearerCheck> {
    if (bearer === null) return 'missing';
    try {
      const { payload } = await jwtVerify(bearer, this.entra.publicKey, {
        audience,
        currentDate: new Date(this.realNow()),
      });
      const roles: unknown = payload['roles'];
      return {
        audience,
        appId: typeof payload['appid'] === 'string' ? payload['appid'] : '',
        roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
      };
    } catch (error) {
      const expired = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
      return expired ? 'expired' : 'invalid';
    }
  }
}
