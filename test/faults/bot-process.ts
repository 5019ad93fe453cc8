/**
 * A bot as a process of its own, so that it can be killed with SIGKILL. Reads its environment from BOT_ENV (JSON),
 * its policy from BOT_POLICY (JSON); prints `ready <url>`; logs to the file BOT_LOG. Ends with its parent.
 */
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { createWriteStream } from 'node:fs';
import { z } from 'zod';

const given = z
  .object({ BOT_ENV: z.string(), BOT_POLICY: z.string(), BOT_LOG: z.string() })
  .parse(process.env);
const env = z.record(z.string(), z.string()).parse(JSON.parse(given.BOT_ENV));
const log = createLog({
  level: 'debug',
  destination: createWriteStream(given.BOT_LOG, { flags: 'a' }),
});
const config = loadConfig(
  { ...env, POLICY_FILE: 'policy.json', PORT: '0' },
  () => given.BOT_POLICY,
);
const fast = [{ name: 'short', capacity: 1_000, each: 1 }];
const app = createApp(config, { log, sendLimits: fast });
const { messagesUrl } = await app.start();
process.stdout.write(`ready ${messagesUrl}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
