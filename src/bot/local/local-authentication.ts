import type { Activity } from 'botbuilder';
import {
  ClaimsIdentity,
  ServiceClientCredentialsFactory,
  type AuthenticateRequestResult,
} from 'botframework-connector';
import { BotAuthentication, Unauthenticated } from '../authentication.js';
import type { OnCall } from '../connector/wire.js';
import { cloudOf, type BotIdentity } from '../identity.js';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/** Calls go out as they are. */
class NoToken extends ServiceClientCredentialsFactory {
  override async isValidAppId(): Promise<boolean> {
    return true;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return true;
  }

  override async createCredentials(): Promise<Credentials> {
    return { signRequest: async (request) => request };
  }
}

/** Believes every activity. For ALLOW_UNAUTHENTICATED_LOCAL alone; no token is ever asked for or sent. */
export class LocalAuthentication extends BotAuthentication {
  constructor(
    private readonly identity: BotIdentity,
    onCall?: OnCall,
  ) {
    super(identity.appId, cloudOf(identity), new NoToken(), onCall);
  }

  override async authenticateRequest(activity: Activity): Promise<AuthenticateRequestResult> {
    if (!activity.serviceUrl) throw new Unauthenticated();
    const { appId } = this.identity;
    return {
      audience: cloudOf(this.identity).ToChannelFromBotOAuthScope,
      callerId: '',
      claimsIdentity: new ClaimsIdentity([{ type: 'aud', value: appId }], true),
      connectorFactory: this.createConnectorFactory(),
    };
  }
}
