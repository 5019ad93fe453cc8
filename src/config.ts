import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readBot } from './config/bot-settings.js';
import { ConfigError } from './config/config-error.js';
import { LOG_LEVELS } from './config/config-type.js';
import type { AppPackageConfig, Config } from './config/config-type.js';
import { createEnvReader } from './config/env-reader.js';
import type { Env, EnvReader } from './config/env-reader.js';
import {
  address,
  channelId,
  flag,
  guid,
  isHttps,
  isLoopback,
  key,
  list,
  text,
  timeZone,
} from './config/fields.js';
import { readPolicy } from './config/policy-file.js';
import type { ReadFile } from './config/policy-file.js';
import { readServer, readServiceUrls } from './config/server-settings.js';
import { readConfigMgr, readGraph, readRedis, readTeamViewer } from './config/system-settings.js';
import { LOCALES } from './services/desk/people/person.js';

export { ConfigError } from './config/config-error.js';
export type { ConfigProblem } from './config/config-error.js';
export type { Config, RedisConfig } from './config/config-type.js';

/**
 * Reads the environment and the policy file; the only place that does.
 *
 * @throws ConfigError that lists everything that is wrong.
 */
export function loadConfig(env: Env = process.env, readFile: ReadFile = readText): Config {
  const reader = createEnvReader(env);
  const config = readAll(reader, readFile);
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return config;
}

/**
 * The same for a process that serves: production unless NODE_ENV says otherwise, and a Redis of its own in any case.
 *
 * @throws ConfigError that lists everything that is wrong.
 */
export function loadServerConfig(env: Env = process.env, readFile: ReadFile = readText): Config {
  const config = loadConfig({ NODE_ENV: 'production', ...env }, readFile);
  if (config.redis) return config;
  const remedy =
    'Give the address of a Redis, such as redis://127.0.0.1:6379; only the demo brings its own';
  throw new ConfigError([{ name: 'REDIS_URL', wrong: 'is missing', remedy }]);
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function readAll(env: EnvReader, readFile: ReadFile): Config {
  const production = env.read('NODE_ENV', text) === 'production';
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
      operators: env.read('OPERATOR_GROUPS', list(guid)) ?? [],
      admins: env.read('ADMIN_GROUPS', list(guid)) ?? [],
      auditors: env.read('AUDITOR_GROUPS', list(guid)) ?? [],
    },
    ...present('helpDeskChannel', env.read('HELPDESK_CHANNEL', channelId)),
    policy: readPolicy(env, readFile),
    ...readKeys(env, production),
    freeze: env.read('FREEZE', flag) ?? false,
    appPackage: readAppPackage(env, production),
    logLevel:
      env.read('LOG_LEVEL', z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)) ??
      'info',
    defaultLocale:
      env.read('DEFAULT_LOCALE', z.enum(LOCALES, `must be one of ${LOCALES.join(', ')}`)) ?? 'en',
    defaultTimeZone: env.read('DEFAULT_TIME_ZONE', timeZone) ?? 'UTC',
  };
}

function readKeys(env: EnvReader, production: boolean): Pick<Config, 'secretsKey' | 'auditKey'> {
  const exact = key(
    (bytes) => bytes === 32,
    'must be 32 bytes in base64 (openssl rand -base64 32)',
  );
  const enough = key(
    (bytes) => bytes >= 32,
    'must be at least 32 bytes in base64 (openssl rand -base64 32)',
  );
  if (production && !env.isSet('SECRETS_KEY')) {
    env.report(
      'SECRETS_KEY',
      'is missing',
      'Make one with openssl rand -base64 32, and keep it outside Redis',
    );
  }
  return {
    ...present('secretsKey', env.read('SECRETS_KEY', exact)),
    ...present('auditKey', env.read('AUDIT_KEY', enough)),
  };
}

function readAppPackage(env: EnvReader, production: boolean): AppPackageConfig {
  const page = address.refine(
    (url) => isHttps(url) || (!production && isLoopback(new URL(url).hostname)),
    'must be an https address',
  );
  return {
    ...present('teamsAppId', env.read('TEAMS_APP_ID', guid)),
    ...present('publicUrl', env.read('PUBLIC_URL', page)),
    ...present('developerName', env.read('DEVELOPER_NAME', text)),
    ...present('websiteUrl', env.read('WEBSITE_URL', page)),
    ...present('privacyUrl', env.read('PRIVACY_URL', page)),
    ...present('termsUrl', env.read('TERMS_URL', page)),
  };
}

/** A field that is left out, rather than undefined, when there is nothing to say. */
function present<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  const fields: Partial<Record<K, T>> = {};
  if (value !== undefined) fields[name] = value;
  return fields;
}
