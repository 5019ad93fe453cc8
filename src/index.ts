import { createApp } from './app.js';
import { ConfigError, loadServerConfig } from './config.js';

/** Time for running requests and jobs after SIGTERM; hosting platforms kill after 30 s. */
const DRAIN = 25_000;

async function main(): Promise<void> {
  const app = createApp(loadServerConfig());
  await app.start();
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN).unref();
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const words =
    error instanceof ConfigError
      ? error.message
      : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
});
