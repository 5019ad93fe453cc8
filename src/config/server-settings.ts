import { SECOND } from '../services/desk/ids.js';
import { TEAMS_SERVICE_URLS } from './bot-settings.js';
import type { ServerConfig } from './config-type.js';
import type { EnvReader } from './env-reader.js';
import { isHttps, isLoopback } from './fields.js';

/** The Agents Playground on this machine; any port, since it takes a free one when its own is taken. */
const LOCAL_SERVICE_URLS: readonly string[] = ['http://localhost', 'http://127.0.0.1'];

/** Load balancers look every few seconds; nobody waits for them at a desk. */
const DRAIN_DELAY = 3 * SECOND;

export function readServer(env: EnvReader, production: boolean): ServerConfig {
  // Presets stand in for what isn't set; the values behind ?? are for settings that are wrong, and never used.
  const host = env.read('HOST') ?? '127.0.0.1';
  const allowUnauthenticatedLocal = env.read('ALLOW_UNAUTHENTICATED_LOCAL') ?? false;
  if (allowUnauthenticatedLocal) checkUnauthenticated(env, production, host);
  return {
    host,
    port: env.read('PORT') ?? 0,
    metricsHost: env.read('METRICS_HOST') ?? '127.0.0.1',
    metricsPort: env.read('METRICS_PORT') ?? 0,
    drainDelay: env.read('DRAIN_DELAY') ?? (production ? DRAIN_DELAY : 0),
    allowUnauthenticatedLocal,
  };
}

/** Anybody who reaches the port would be anybody they like: never in reach of others. */
function checkUnauthenticated(env: EnvReader, production: boolean, host: string): void {
  const name = 'ALLOW_UNAUTHENTICATED_LOCAL';
  if (production) env.report(name, 'is set in production', 'Remove it');
  if (!isLoopback(host))
    env.report(name, 'is set with a HOST that others can reach', 'Set HOST=127.0.0.1');
  if (env.isSet('MicrosoftAppId')) {
    env.report(name, 'is set together with MicrosoftAppId', 'Remove one of the two');
  }
}

export function readServiceUrls(
  env: EnvReader,
  production: boolean,
  local: boolean,
): readonly string[] {
  const name = 'ALLOWED_SERVICE_URLS';
  const urls = env.read(name) ?? (local ? LOCAL_SERVICE_URLS : TEAMS_SERVICE_URLS);
  if (production && !urls.every(isHttps)) {
    env.report(
      name,
      'has an address without https',
      'The bot sends its token there: name https addresses only',
    );
  }
  if (local && !urls.every((url) => isLoopback(new URL(url).hostname))) {
    const wrong = 'has an address elsewhere with ALLOW_UNAUTHENTICATED_LOCAL';
    env.report(name, wrong, 'Name addresses of this machine only');
  }
  return urls;
}
