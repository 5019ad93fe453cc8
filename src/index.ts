import { endWell } from './app/lifetime.js';
import { startServer } from './app/start.js';
import { ConfigError } from './config.js';

/** `EX_CONFIG` of sysexits.h: a restart won't help before somebody corrects a setting. */
const WRONG_SETTINGS = 78;

async function main(): Promise<void> {
  endWell(await startServer());
}

main().catch((error: unknown) => {
  const refused = error instanceof ConfigError;
  const words = refused
    ? error.message
    : String(error instanceof Error ? (error.stack ?? error.message) : error);
  process.stderr.write(`${words}\n`, () => process.exit(refused ? WRONG_SETTINGS : 1));
});
