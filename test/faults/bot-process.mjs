/**
 * A bot as a process of its own, from the built tree, so that it can be killed with SIGKILL. Reads its environment
 * from BOT_ENV (JSON) and its policy from BOT_POLICY (JSON); prints `ready <url>`; logs to the file BOT_LOG. Ends
 * with its parent.
 */
import { createWriteStream } from 'node:fs';
import { createApp } from '../../dist/app.js';
import { loadConfig } from '../../dist/config.js';
import { createLog } from '../../dist/services/telemetry/log.js';

const { BOT_ENV, BOT_POLICY, BOT_LOG } = process.env;
const env = { ...JSON.parse(BOT_ENV), POLICY_FILE: 'policy.json', PORT: '0' };
const log = createLog({ level: 'debug', destination: createWriteStream(BOT_LOG, { flags: 'a' }) });
// No limits on sending: the storm is about truth, not about Teams' patience.
const sendLimits = [{ name: 'short', capacity: 1_000, each: 1 }];
const app = createApp(
  loadConfig(env, () => BOT_POLICY),
  { log, sendLimits },
);
const { messagesUrl } = await app.start();
process.stdout.write(`ready ${messagesUrl}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
