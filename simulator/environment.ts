import type { Company } from './company-types.js';
import { CHANNEL_ISSUER, CONNECTOR_AUDIENCE } from './tokens.js';

/** The service URL of the simulated Teams; the slash at its end is part of it. */
export function serviceUrlOf(url: string): string {
  return `${url}/teams/`;
}

/**
 * The environment of a bot that lives in this simulator. The metadata address names the key: the
 * SDK caches keys per address for the life of a process, and ports come back.
 */
export function botEnvironment(
  url: string,
  company: Company,
  keyId: string,
): Record<string, string> {
  const { bot, graphApp, teamviewer, roleGroups, tenantId, channel } = company;
  return {
    // A simulator speaks http, which production refuses.
    NODE_ENV: 'development',
    // Several bots live on one machine here.
    METRICS_PORT: '0',
    MicrosoftAppId: bot.appId,
    MicrosoftAppPassword: bot.password,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: tenantId,
    ToBotFromChannelOpenIdMetadataUrl: `${url}/bf/v1/.well-known/openidconfiguration?key=${keyId}`,
    ToBotFromChannelTokenIssuer: CHANNEL_ISSUER,
    ToChannelFromBotLoginUrl: `${url}/login/${tenantId}`,
    ToChannelFromBotOAuthScope: CONNECTOR_AUDIENCE,
    OAuthUrl: url,
    ALLOWED_SERVICE_URLS: serviceUrlOf(url),
    FILE_UPLOAD_URLS: `${url}/onedrive`,
    ENTRA_LOGIN_URL: `${url}/login`,
    GRAPH_URL: `${url}/graph`,
    GRAPH_CLIENT_ID: graphApp.clientId,
    GRAPH_CLIENT_SECRET: graphApp.secret,
    TEAMVIEWER_URL: `${url}/teamviewer`,
    TEAMVIEWER_TOKEN: teamviewer.token,
    OPERATOR_GROUPS: roleGroups.operators,
    ADMIN_GROUPS: roleGroups.admins,
    AUDITOR_GROUPS: roleGroups.auditors,
    HELPDESK_CHANNEL: channel.id,
  };
}
