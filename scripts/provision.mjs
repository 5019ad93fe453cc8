// Finds what the tests need and the machine may lack (redis-server, a Chromium, Caddy), then runs a command with it.
//   node scripts/provision.mjs [redis] [chromium] [caddy] -- command args...
// Looked for in REDIS_SERVER_BIN / CHROMIUM_BIN / CADDY_BIN, then on PATH, else installed with apt where that is possible.
// Nothing is skipped in silence: what can't be had ends the run with what to install.
import { spawnSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const TOOLS = {
  redis: { variable: 'REDIS_SERVER_BIN', names: ['redis-server'], apt: 'redis-server' },
  chromium: {
    variable: 'CHROMIUM_BIN',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    apt: 'chromium',
  },
  caddy: { variable: 'CADDY_BIN', names: ['caddy'], apt: 'caddy' },
};

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (folder && executable(path)) return path;
    }
  }
  return undefined;
}

function apt(name) {
  if (!onPath(['apt-get']) || process.getuid?.() !== 0) return false;
  process.stderr.write(`${name} is missing: installing it with apt-get\n`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  // A service must not start: the tests bring up their own servers.
  const install = ['install', '-y', '-qq', '--no-install-recommends', name];
  return (
    spawnSync('apt-get', install, { ...options, env: { ...options.env, RUNLEVEL: '1' } }).status ===
    0
  );
}

function find(tool) {
  const { variable, names, apt: pack } = TOOLS[tool];
  const named = process.env[variable];
  if (named) {
    if (executable(named)) return named;
    throw new Error(`${variable}=${named} is not an executable file.`);
  }
  const found = onPath(names) ?? (apt(pack) ? onPath(names) : undefined);
  if (found) return found;
  throw new Error(
    `The tests need ${names[0]} and it is not on this machine. ` +
      `Install it (Debian, Ubuntu: apt-get install ${pack}; macOS: brew install ${tool}) or set ${variable} to its path.`,
  );
}

const split = process.argv.indexOf('--');
const tools = process.argv.slice(2, split);
const [command, ...args] = process.argv.slice(split + 1);
// TEST_RUN: what the processes of one run share, such as a build.
const env = { TEST_RUN: randomUUID(), ...process.env };
try {
  for (const tool of tools) env[TOOLS[tool].variable] = find(tool);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const child = spawn(command, args, { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`${command}: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
