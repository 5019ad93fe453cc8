import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { address, anyAddress, flag, guid, instant, list, text } from '../fields.js';
import { variable } from './declare.js';

const appType = z.enum(
  ['SingleTenant', 'UserAssignedMSI'],
  'must be SingleTenant or UserAssignedMSI; Microsoft makes no new MultiTenant bots',
);

const thumbprint = z
  .string()
  .transform((value) => value.replace(/[\s:]/g, ''))
  .pipe(z.string().regex(/^(?:[\da-f]{40}|[\da-f]{64})$/i, 'must be 40 or 64 hexadecimal digits'));

/** Hosting panels turn line ends into `\n`. */
const privateKey = z
  .string()
  .transform((value) => value.replaceAll('\\n', '\n').trim())
  .refine(isPrivateKey, 'must be a private key as PEM, without a passphrase');

const NOT_LOCAL = 'unless ALLOW_UNAUTHENTICATED_LOCAL';
const CLOUD = 'that of the cloud';

/** The names are the Bot Framework's own. */
export const BOT = {
  MicrosoftAppId: variable({
    schema: guid,
    meaning: 'Application (client) id of the bot’s app registration.',
    required: NOT_LOCAL,
  }),
  MicrosoftAppTenantId: variable({
    schema: guid,
    meaning: 'Id of the one tenant that the bot serves.',
    required: NOT_LOCAL,
  }),
  MicrosoftAppType: variable({
    schema: appType,
    meaning: 'SingleTenant (secret or certificate) or UserAssignedMSI (managed identity).',
    preset: 'SingleTenant',
  }),
  MicrosoftAppPassword: variable({
    schema: text,
    meaning:
      'Client secret of the app registration; none with a certificate or a managed identity.',
    required: 'for SingleTenant without a certificate',
    secret: true,
  }),
  CertificateThumbprint: variable({
    schema: thumbprint,
    meaning: 'Thumbprint of the app’s certificate in hexadecimal, in place of a secret.',
    required: 'with CertificatePrivateKey',
  }),
  CertificatePrivateKey: variable({
    schema: privateKey,
    meaning: 'Private key of that certificate as PEM, without a passphrase.',
    required: 'with CertificateThumbprint',
    secret: true,
  }),
  APP_SECRET_EXPIRES: variable({
    schema: instant,
    meaning: 'When the client secret or certificate ends (2027-05-31): you are warned before.',
    otherwise: 'no warning, unless Graph may tell',
  }),
  ChannelService: variable({
    schema: anyAddress,
    meaning: '`https://botframework.azure.us` for the US government cloud.',
    otherwise: 'the public cloud',
  }),
  ToBotFromChannelOpenIdMetadataUrl: variable({
    schema: anyAddress,
    meaning: 'Where the channel’s keys are, for clouds that the SDK doesn’t know.',
    otherwise: CLOUD,
  }),
  // The issuer and the scope are names; the others are addresses.
  ToBotFromChannelTokenIssuer: variable({
    schema: text,
    meaning: 'Issuer of the channel’s tokens, for the same clouds.',
    otherwise: CLOUD,
  }),
  ToChannelFromBotLoginUrl: variable({
    schema: anyAddress,
    meaning: 'Where the bot gets its token, for the same clouds.',
    otherwise: CLOUD,
  }),
  ToChannelFromBotOAuthScope: variable({
    schema: text,
    meaning: 'Audience of the bot’s token, for the same clouds.',
    otherwise: CLOUD,
  }),
  OAuthUrl: variable({
    schema: anyAddress,
    meaning: 'Token service for users, for the same clouds.',
    otherwise: CLOUD,
  }),
  ALLOWED_SERVICE_URLS: variable({
    schema: list(address),
    meaning:
      'Base addresses where the bot may send its token, comma-separated: hosts by exact name, paths as prefixes.',
    otherwise: 'the public Teams hosts (commercial, GCC, GCC High)',
  }),
  ALLOW_UNAUTHENTICATED_LOCAL: variable({
    schema: flag,
    meaning:
      '1 takes activities without a token from the Agents Playground on this machine; never in production, with a HOST that others can reach, or with an app id.',
    otherwise: 'off',
  }),
};

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}
