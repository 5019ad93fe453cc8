import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { SDK_OVERRIDES } from './config-type.js';
import type { BotConfig, BotCredential, SdkOverride } from './config-type.js';
import type { EnvReader } from './env-reader.js';
import { anyAddress, guid, text } from './fields.js';

/** Public Teams hosts: commercial, GCC and GCC High. DoD has its own and must be set. */
export const TEAMS_SERVICE_URLS: readonly string[] = [
  'https://smba.trafficmanager.net',
  'https://smba.infra.gcc.teams.microsoft.com',
  'https://smba.infra.gov.teams.microsoft.us',
];

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

/**
 * Who the bot is. The SDK runs turns without any check when the app id is empty, so an installation without one
 * starts only with ALLOW_UNAUTHENTICATED_LOCAL, which `server-settings` checks.
 */
export function readBot(env: EnvReader, unauthenticated: boolean): BotConfig | undefined {
  const appId = env.read('MicrosoftAppId', guid);
  const tenantId = env.read('MicrosoftAppTenantId', guid);
  const credential = readCredential(env, unauthenticated);
  const channelService = env.read('ChannelService', anyAddress);
  const overrides = readOverrides(env);
  if (unauthenticated) return undefined;
  requireSet(
    env,
    'MicrosoftAppId',
    'Set it to the application (client) id of the bot registration',
  );
  requireSet(env, 'MicrosoftAppTenantId', 'Set it to the id of the tenant that the bot serves');
  if (appId === undefined || tenantId === undefined || credential === undefined) return undefined;
  return {
    appId,
    tenantId,
    credential,
    overrides,
    ...(channelService === undefined ? {} : { channelService }),
  };
}

function requireSet(env: EnvReader, name: string, remedy: string): void {
  if (!env.isSet(name)) env.report(name, 'is missing', remedy);
}

function readCredential(env: EnvReader, unauthenticated: boolean): BotCredential | undefined {
  const type = env.isSet('MicrosoftAppType')
    ? env.read('MicrosoftAppType', appType)
    : 'SingleTenant';
  const password = env.read('MicrosoftAppPassword', text);
  const certificate = readCertificate(env);
  const given = ['MicrosoftAppPassword', 'CertificateThumbprint', 'CertificatePrivateKey'].filter(
    (name) => env.isSet(name),
  );
  if (type === 'UserAssignedMSI') {
    for (const name of given) {
      env.report(
        name,
        'is set, but a managed identity has no secret',
        'Remove it, or set MicrosoftAppType',
      );
    }
    return { kind: 'managed-identity' };
  }
  if (password !== undefined && certificate !== undefined) {
    env.report('MicrosoftAppPassword', 'is set beside a certificate', 'Keep one of the two');
  }
  if (given.length === 0 && !unauthenticated) {
    const remedy = 'Set it, or CertificateThumbprint and CertificatePrivateKey';
    env.report('MicrosoftAppPassword', 'is missing', remedy);
  }
  return certificate ?? (password === undefined ? undefined : { kind: 'password', password });
}

function readCertificate(env: EnvReader): BotCredential | undefined {
  const names = ['CertificateThumbprint', 'CertificatePrivateKey'] as const;
  const missing = names.filter((name) => !env.isSet(name));
  const print = env.read('CertificateThumbprint', thumbprint);
  const pem = env.read('CertificatePrivateKey', privateKey);
  if (missing.length === 1) {
    env.report(
      missing[0] ?? '',
      'is missing',
      'A certificate needs its thumbprint and its private key',
    );
  }
  if (print === undefined || pem === undefined) return undefined;
  return { kind: 'certificate', thumbprint: print, privateKey: pem };
}

function readOverrides(env: EnvReader): Partial<Record<SdkOverride, string>> {
  const overrides: Partial<Record<SdkOverride, string>> = {};
  for (const name of SDK_OVERRIDES) {
    // The issuer and the scope are names; the others are addresses.
    const isName = name === 'ToBotFromChannelTokenIssuer' || name === 'ToChannelFromBotOAuthScope';
    const value = env.read(name, isName ? text : anyAddress);
    if (value !== undefined) overrides[name] = value;
  }
  return overrides;
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}
