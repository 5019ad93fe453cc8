import { createApp, type App } from '../app.js';
import { ConfigError, loadServerConfig, unknownVariables, type Config } from '../config.js';
import { createLog, type Log } from '../services/telemetry/log.js';
import { checkStart } from './start-checks.js';
import { runningVersion } from './version.js';

/**
 * The whole way from the environment to a bot that listens.
 *
 * @throws ConfigError, in words for whoever installs it, for settings, Redis and ports.
 */
export async function startServer(): Promise<App> {
  const config = loadServerConfig();
  const log = createLog({ level: config.logLevel });
  sayWhatStarts(config, log);
  if (config.production) await refuseWhatIsUnfit(config, log);
  const app = createApp(config, { log });
  try {
    await app.start();
  } catch (error) {
    // What has begun by then must not outlive the refusal, nor hide it.
    await app.stop().catch(() => undefined);
    throw portProblem(error, config) ?? error;
  }
  return app;
}

function sayWhatStarts(config: Config, log: Log): void {
  const { production, server, graph, teamViewer, configMgr, freeze } = config;
  const mode = server.allowUnauthenticatedLocal
    ? 'playground'
    : production
      ? 'production'
      : 'development';
  const features = {
    graph: graph !== undefined,
    teamViewer: teamViewer !== undefined,
    configMgr: configMgr !== undefined,
    freeze,
  };
  const { metricsHost, metricsPort } = server;
  log.info(
    {
      version: runningVersion(),
      node: process.version,
      mode,
      features,
      metrics: `${metricsHost}:${metricsPort}`,
    },
    'starting',
  );
  for (const { name, near } of unknownVariables()) {
    const words = near === undefined ? 'no setting of Deskside' : `did you mean ${near}`;
    log.warn({ variable: name }, `${name} is not read by anything: ${words}`);
  }
}

async function refuseWhatIsUnfit(config: Config, log: Log): Promise<void> {
  const { problems, warnings } = await checkStart(config);
  if (problems.length > 0) throw new ConfigError(problems);
  for (const { name, wrong, remedy } of warnings) log.warn(`${name} ${wrong}. ${remedy}.`);
}

/** Node's errors of `listen` carry the address and the port. */
export function portProblem(error: unknown, { server }: Config): ConfigError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const port = 'port' in error ? Number(error.port) : undefined;
  const metrics = port !== server.port && port === server.metricsPort;
  const [portName, hostName] = metrics ? ['METRICS_PORT', 'METRICS_HOST'] : ['PORT', 'HOST'];
  switch (error.code) {
    case 'EADDRINUSE': {
      const remedy = 'End what listens there, perhaps another Deskside, or choose another port';
      return new ConfigError([{ name: portName, wrong: `${port ?? ''} is taken`, remedy }]);
    }
    case 'EACCES': {
      const remedy = 'Choose one above 1023 and let a proxy listen on the public one';
      const wrong = `${port ?? ''} may not be used by this user`;
      return new ConfigError([{ name: portName, wrong, remedy }]);
    }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND': {
      const remedy = 'Name an address of this machine, 127.0.0.1 or 0.0.0.0';
      return new ConfigError([{ name: hostName, wrong: 'is no address of this machine', remedy }]);
    }
    default:
      return undefined;
  }
}
