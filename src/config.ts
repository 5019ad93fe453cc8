import { readFileSync } from 'node:fs';
import { readBot } from './config/bot-settings.js';
import { ConfigError } from './config/config-error.js';
import type { AppPackageConfig, Config, ExpiryConfig } from './config/config-type.js';
import { createEnvReader } from './config/env-reader.js';
import type { Env, EnvReader } from './config/env-reader.js';
import { isHttps, isLoopback } from './config/fields.js';
import { readPolicy } from './config/policy-file.js';
import type { ReadFile } from './config/policy-file.js';
import { readServer, readServiceUrls } from './config/server-settings.js';
import { readConfigMgr, readGraph, readRedis, readTeamViewer } from './config/system-settings.js';
import { strangers } from './config/strangers.js';
import type { Stranger } from './config/strangers.js';

export { ConfigError } from './config/config-error.js';
export type { ConfigProblem } from './config/config-error.js';
export type { Config, RedisConfig } from './config/config-type.js';
export type { Stranger } from './config/strangers.js';

/**
 * Reads the environment and the policy file; the only place that does.
 *
 * @throws ConfigError that lists everything that is wrong.
 */
export function loadConfig(env: Env = process.env, readFile: ReadFile = readText): Config {
  return load(createEnvReader(env), readFile);
}

/**
 * The same for a process that serves: production unless NODE_ENV says otherwise, and a Redis of its own in any case.
 *
 * @throws ConfigError that lists everything that is wrong.
 */
export function loadServerConfig(env: Env = process.env, readFile: ReadFile = readText): Config {
  const given = env.NODE_ENV?.trim();
  const reader = createEnvReader({ ...env, NODE_ENV: given ? given : 'production' });
  const redis = env.REDIS_URL?.trim();
  // In production readRedis says so itself.
  if (given && given !== 'production' && (!redis || redis === 'embedded')) {
    const remedy =
      'Give the address of a Redis, such as redis://127.0.0.1:6379; only the demo brings its own';
    reader.report('REDIS_URL', redis ? 'is the embedded Redis' : 'is missing', remedy);
  }
  return load(reader, readFile);
}

/** Variables that look like ours and aren't read by anything: typing errors, mostly. */
export function unknownVariables(env: Env = process.env): readonly Stranger[] {
  return strangers(Object.keys(env).filter((name) => env[name]?.trim()));
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function load(reader: EnvReader, readFile: ReadFile): Config {
  const config = readAll(reader, readFile);
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return config;
}

function readAll(env: EnvReader, readFile: ReadFile): Config {
  const production = env.read('NODE_ENV') === 'production';
  const server = readServer(env, production);
  const bot = readBot(env, server.allowUnauthenticatedLocal);
  return {
    production,
    server,
    ...present('bot', bot),
    allowedServiceUrls: readServiceUrls(env, production, server.allowUnauthenticatedLocal),
    ...present('redis', readRedis(env, production)),
    ...present('graph', readGraph(env, production, bot)),
    ...present('teamViewer', readTeamViewer(env, production)),
    ...present('configMgr', readConfigMgr(env, production)),
    roleGroups: {
      operators: env.read('OPERATOR_GROUPS') ?? [],
      admins: env.read('ADMIN_GROUPS') ?? [],
      auditors: env.read('AUDITOR_GROUPS') ?? [],
    },
    ...present('helpDeskChannel', env.read('HELPDESK_CHANNEL')),
    policy: readPolicy(env, readFile),
    ...present('policyFile', env.read('POLICY_FILE')),
    ...readKeys(env, production),
    freeze: env.read('FREEZE') ?? false,
    ...readAuditPlaces(env, production),
    appPackage: readAppPackage(env, production),
    expires: readExpiries(env),
    logLevel: env.read('LOG_LEVEL') ?? 'info',
    defaultLocale: env.read('DEFAULT_LOCALE') ?? 'en',
    defaultTimeZone: env.read('DEFAULT_TIME_ZONE') ?? 'UTC',
  };
}

function readKeys(env: EnvReader, production: boolean): Pick<Config, 'secretsKey' | 'auditKey'> {
  if (production && !env.isSet('SECRETS_KEY')) {
    env.report(
      'SECRETS_KEY',
      'is missing',
      'Make one with openssl rand -base64 32, and keep it outside Redis',
    );
  }
  return {
    ...present('secretsKey', env.read('SECRETS_KEY')),
    ...present('auditKey', env.read('AUDIT_KEY')),
  };
}

function readAuditPlaces(
  env: EnvReader,
  production: boolean,
): Pick<Config, 'auditWebhookUrl' | 'fileUploadUrls'> {
  const secure = (url: string) =>
    isHttps(url) || (!production && isLoopback(new URL(url).hostname));
  const webhook = env.read('AUDIT_WEBHOOK_URL');
  if (webhook !== undefined && !secure(webhook))
    env.report(
      'AUDIT_WEBHOOK_URL',
      'must be an https address',
      'What goes there is read by nobody on the way',
    );
  const places = env.read('FILE_UPLOAD_URLS') ?? [];
  if (!places.every(secure))
    env.report(
      'FILE_UPLOAD_URLS',
      'must be https addresses',
      'OneDrive’s own hosts needn’t be named',
    );
  return { ...present('auditWebhookUrl', webhook), fileUploadUrls: places };
}

function readAppPackage(env: EnvReader, production: boolean): AppPackageConfig {
  const page = (name: 'PUBLIC_URL' | 'WEBSITE_URL' | 'PRIVACY_URL' | 'TERMS_URL') => {
    const url = env.read(name);
    if (url === undefined || isHttps(url)) return url;
    if (!production && isLoopback(new URL(url).hostname)) return url;
    env.report(name, 'must be an https address', 'Teams opens no other');
    return undefined;
  };
  return {
    ...present('teamsAppId', env.read('TEAMS_APP_ID')),
    ...present('publicUrl', page('PUBLIC_URL')),
    ...present('developerName', env.read('DEVELOPER_NAME')),
    ...present('websiteUrl', page('WEBSITE_URL')),
    ...present('privacyUrl', page('PRIVACY_URL')),
    ...present('termsUrl', page('TERMS_URL')),
  };
}

function readExpiries(env: EnvReader): ExpiryConfig {
  return {
    ...present('appSecret', env.read('APP_SECRET_EXPIRES')),
    ...present('graphSecret', env.read('GRAPH_SECRET_EXPIRES')),
    ...present('teamViewerToken', env.read('TEAMVIEWER_TOKEN_EXPIRES')),
  };
}

/** A field that is left out, rather than undefined, when there is nothing to say. */
function present<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  const fields: Partial<Record<K, T>> = {};
  if (value !== undefined) fields[name] = value;
  return fields;
}
