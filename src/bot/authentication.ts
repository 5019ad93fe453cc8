import {
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type ConfigurationBotFrameworkAuthenticationOptions,
} from 'botbuilder';
import {
  AuthenticationError,
  CertificateServiceClientCredentialsFactory,
  ClaimsIdentity,
  ConnectorFactory,
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
  type AuthenticateRequestResult,
  type ConnectorClient,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { isPlausible } from './bearer.js';
import { cloudOf, type BotIdentity, type Cloud } from './identity.js';
import { PasswordTokens } from './connector/password-tokens.js';
import { createWire, type OnCall } from './connector/wire.js';

/** The token is missing or not the channel's: 401. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated';
}

/** The channel's keys can't be read right now, so nobody can be told from anybody: 503. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/**
 * The SDK's authentication with our own credentials, our own wire for outgoing calls, connector clients kept per
 * service URL, and one error for every bad token (the SDK answers 500 to some).
 */
export class BotAuthentication extends ConfigurationBotFrameworkAuthentication {
  private readonly clients: KeptClients;
  private userTokens: Promise<UserTokenClient> | undefined;

  /** Made by `createAuthentication` alone. */
  constructor(
    private readonly appId: string,
    private readonly cloud: Cloud,
    credentials: ServiceClientCredentialsFactory,
    onCall?: OnCall,
  ) {
    const audience = cloud.ToChannelFromBotOAuthScope;
    const wire = createWire({
      ...(credentials instanceof PasswordTokens
        ? { freshToken: () => credentials.token(audience, true) }
        : {}),
      ...(onCall ? { onCall } : {}),
    });
    super(sdkSettings(appId, cloud), credentials, undefined, undefined, { httpClient: wire });
    this.clients = new KeptClients(super.createConnectorFactory(ourselves(appId)), audience);
  }

  override async authenticateRequest(
    activity: Activity,
    authorization: string,
  ): Promise<AuthenticateRequestResult> {
    const expected = { issuer: this.cloud.ToBotFromChannelTokenIssuer, appId: this.appId };
    // The SDK's own check of the claim is skipped for an empty serviceUrl.
    if (!activity.serviceUrl || !isPlausible(authorization, expected)) throw new Unauthenticated();
    try {
      const result = await super.authenticateRequest(activity, authorization);
      return { ...result, connectorFactory: this.clients };
    } catch (error) {
      throw isAboutKeys(error) ? new KeysUnavailable() : new Unauthenticated();
    }
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.clients;
  }

  /** Not used by us; the adapter makes one for every turn. */
  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    this.userTokens ??= super.createUserTokenClient(identity);
    return this.userTokens;
  }

  /** A client for messages that we begin. Only for service URLs of verified activities. */
  connectorFor(serviceUrl: string): Promise<ConnectorClient> {
    return this.clients.create(serviceUrl);
  }
}

/** `onCall` is told of each call to Teams, and to Entra for its token. */
export function createAuthentication(identity: BotIdentity, onCall?: OnCall): BotAuthentication {
  const cloud = cloudOf(identity);
  const credentials = credentialsOf(identity, cloud, onCall);
  return new BotAuthentication(identity.appId, cloud, credentials, onCall);
}

function credentialsOf(
  identity: BotIdentity,
  cloud: Cloud,
  onCall: OnCall | undefined,
): ServiceClientCredentialsFactory {
  const { appId, tenantId, credential } = identity;
  switch (credential.kind) {
    case 'password':
      return new PasswordTokens(
        { appId, password: credential.password, loginUrl: cloud.ToChannelFromBotLoginUrl },
        onCall,
      );
    case 'certificate':
      return new CertificateServiceClientCredentialsFactory(
        appId,
        credential.thumbprint,
        credential.privateKey,
        tenantId,
      );
    case 'managed-identity':
      return new ManagedIdentityServiceClientCredentialsFactory(
        appId,
        new JwtTokenProviderFactory(),
      );
  }
}

function sdkSettings(appId: string, cloud: Cloud): ConfigurationBotFrameworkAuthenticationOptions {
  return { MicrosoftAppId: appId, ValidateAuthority: true, ...cloud };
}

/** Who we are to the SDK when nobody wrote to us first. */
function ourselves(appId: string): ClaimsIdentity {
  return new ClaimsIdentity([
    { type: 'aud', value: appId },
    { type: 'appid', value: appId },
  ]);
}

/** Metadata that could not be read: node-fetch's FetchError, or an AuthenticationError that carries 500. */
function isAboutKeys(error: unknown): boolean {
  if (error instanceof AuthenticationError) return error.statusCode === 500;
  return error instanceof Error && error.name === 'FetchError';
}

class KeptClients extends ConnectorFactory {
  private readonly kept = new Map<string, Promise<ConnectorClient>>();

  constructor(
    private readonly inner: ConnectorFactory,
    private readonly audience: string,
  ) {
    super();
  }

  override create(serviceUrl: string, audience = this.audience): Promise<ConnectorClient> {
    const key = JSON.stringify([serviceUrl, audience]);
    const known = this.kept.get(key);
    if (known) return known;
    const made = this.inner.create(serviceUrl, audience);
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    return made;
  }
}
