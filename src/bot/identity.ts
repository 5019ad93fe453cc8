/** Who the bot is at Entra and at the Bot Framework. */
export interface BotIdentity {
  readonly appId: string;
  readonly tenantId: string;
  readonly credential:
    | { readonly kind: 'password'; readonly password: string }
    | { readonly kind: 'certificate'; readonly thumbprint: string; readonly privateKey: string }
    | { readonly kind: 'managed-identity' };
  /** `https://botframework.azure.us` for the US government cloud; '' or absent for the public one. */
  readonly channelService?: string;
  /** The SDK's own overrides, under its own names; what is left out keeps the cloud's value. */
  readonly overrides?: Partial<Cloud>;
}

/** Addresses and names of a Bot Framework cloud, under the SDK's names. */
export interface Cloud {
  readonly ToChannelFromBotLoginUrl: string;
  readonly ToChannelFromBotOAuthScope: string;
  readonly ToBotFromChannelTokenIssuer: string;
  readonly ToBotFromChannelOpenIdMetadataUrl: string;
  readonly OAuthUrl: string;
}

const GOVERNMENT = 'https://botframework.azure.us';

/**
 * The SDK takes its built-in values only when none is overridden; one override would leave the rest undefined. So
 * all are always given. Tokens are asked of the app's own tenant: single-tenant apps are unknown to
 * `botframework.com`.
 */
export function cloudOf({ tenantId, channelService = '', overrides = {} }: BotIdentity): Cloud {
  const given = Object.fromEntries(
    Object.entries(overrides).filter(([, value]) => typeof value === 'string' && value !== ''),
  );
  return {
    ...(channelService === GOVERNMENT ? government(tenantId) : publicCloud(tenantId)),
    ...given,
  };
}

function publicCloud(tenantId: string): Cloud {
  return {
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenantId}`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl:
      'https://login.botframework.com/v1/.well-known/openidconfiguration',
    OAuthUrl: 'https://api.botframework.com',
  };
}

function government(tenantId: string): Cloud {
  return {
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.us/${tenantId}`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.us',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.us',
    ToBotFromChannelOpenIdMetadataUrl:
      'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    OAuthUrl: 'https://api.botframework.azure.us',
  };
}
