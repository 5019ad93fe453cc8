import { SDK_OVERRIDES } from './config-type.js';
import type { BotConfig, BotCredential, SdkOverride } from './config-type.js';
import type { EnvReader } from './env-reader.js';
import type { VariableName } from './variables.js';

/** Public Teams hosts: commercial, GCC and GCC High. DoD has its own and must be set. */
export const TEAMS_SERVICE_URLS: readonly string[] = [
  'https://smba.trafficmanager.net',
  'https://smba.infra.gcc.teams.microsoft.com',
  'https://smba.infra.gov.teams.microsoft.us',
];

const PROOFS = ['MicrosoftAppPassword', 'CertificateThumbprint', 'CertificatePrivateKey'] as const;

/**
 * Who the bot is. The SDK runs turns without any check when the app id is empty, so an installation without one
 * starts only with ALLOW_UNAUTHENTICATED_LOCAL, which `server-settings` checks.
 */
export function readBot(env: EnvReader, unauthenticated: boolean): BotConfig | undefined {
  const appId = env.read('MicrosoftAppId');
  const tenantId = env.read('MicrosoftAppTenantId');
  const credential = readCredential(env, unauthenticated);
  const channelService = env.read('ChannelService');
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

function requireSet(env: EnvReader, name: VariableName, remedy: string): void {
  if (!env.isSet(name)) env.report(name, 'is missing', remedy);
}

function readCredential(env: EnvReader, unauthenticated: boolean): BotCredential | undefined {
  const type = env.isSet('MicrosoftAppType') ? env.read('MicrosoftAppType') : 'SingleTenant';
  const password = env.read('MicrosoftAppPassword');
  const certificate = readCertificate(env);
  const given = PROOFS.filter((name) => env.isSet(name));
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
  const print = env.read('CertificateThumbprint');
  const pem = env.read('CertificatePrivateKey');
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
    const value = env.read(name);
    if (value !== undefined) overrides[name] = value;
  }
  return overrides;
}
