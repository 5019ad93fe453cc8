import assert from 'node:assert/strict';
import { ConfigError, loadConfig } from '../../src/config.js';

/** Settings that production starts with. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
  MicrosoftAppTenantId: '22222222-2222-4222-8222-222222222222',
  MicrosoftAppPassword: 'hush-password',
  REDIS_URL: 'rediss://deskside:hush-redis@cache.example:6380/0',
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
} as const;

/** The least outside production: the Agents Playground. */
export const PLAYGROUND = { ALLOW_UNAUTHENTICATED_LOCAL: '1' } as const;

export type Settings = Record<string, string | undefined>;

/** The names of what is wrong. */
export function problemsOf(env: Settings, policy = '{}'): string[] {
  return errorOf(env, policy).problems.map(({ name }) => name);
}

export function errorOf(env: Settings, policy = '{}'): ConfigError {
  try {
    loadConfig(env, () => policy);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'these settings should be refused' });
}

export function without(name: keyof typeof PRODUCTION): Settings {
  return { ...PRODUCTION, [name]: undefined };
}
