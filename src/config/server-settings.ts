import { TEAMS_SERVICE_URLS } from './bot-settings.js';
import type { ServerConfig } from './config-type.js';
import type { EnvReader } from './env-reader.js';
import { address, flag, isHttps, isLoopback, list, port, text } from './fields.js';

/** Where the Agents Playground listens for answers. */
const PLAYGROUND_URLS: readonly string[] = ['http://localhost:56150', 'http://127.0.0.1:56150'];

export function readServer(env: EnvReader, production: boolean): ServerConfig {
  const host = env.read('HOST', text) ?? '127.0.0.1';
  const allowUnauthenticatedLocal = env.read('ALLOW_UNAUTHENTICATED_LOCAL', flag) ?? false;
  if (allowUnauthenticatedLocal) checkUnauthenticated(env, production, host);
  return {
    host,
    port: env.read('PORT', port) ?? 3978,
    metricsPort: env.read('METRICS_PORT', port) ?? 9464,
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
  const urls = env.read(name, list(address)) ?? (local ? PLAYGROUND_URLS : TEAMS_SERVICE_URLS);
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
