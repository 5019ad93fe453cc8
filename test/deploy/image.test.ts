import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { Human } from '../../simulator/human.js';
import { CAST, startSimulator, type Simulator } from '../../simulator/index.js';
import { freePort } from '../support/ports.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { doSteps, type Stage } from './dockerfile-steps.js';

/** Node's own guard: reading is allowed, any write to a file system is refused, and so are child processes. */
const READ_ONLY = [
  process.versions.node.startsWith('20.') ? '--experimental-permission' : '--permission',
  '--allow-fs-read=*',
];

describe('the image', () => {
  let folder: string;
  let image: Stage;
  let redis: TestRedis;
  let simulator: Simulator;
  let bot: ChildProcess | undefined;

  before(async function () {
    this.timeout(300_000);
    folder = mkdtempSync(join(tmpdir(), 'deskside-image-'));
    chmodSync(folder, 0o755);
    [redis, simulator] = await Promise.all([startRedis(), startSimulator()]);
    image = doSteps('deploy/Dockerfile', '.', folder);
    assert.equal(image.image.replace(/:.*/, ''), 'node');
    mkdirSync(join(folder, 'bin'));
    // Where the tests' Node lies, another user may have no way in.
    copyFileSync(process.execPath, join(folder, 'bin', 'node'));
    chmodSync(join(folder, 'bin', 'node'), 0o755);
  });
  after(async function () {
    this.timeout(120_000);
    bot?.kill('SIGKILL');
    await simulator?.close();
    await redis?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the engine would start: in the image's folder, with its variables, as its user where we may be that. */
  function surroundings(env: Record<string, string>) {
    const [uid, gid] = (image.user ?? '').split(':').map(Number);
    return {
      cwd: join(image.root, image.workdir),
      env: { PATH: join(folder, 'bin'), ...Object.fromEntries(image.env), ...env },
      ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    };
  }

  function start(env: Record<string, string>): { child: ChildProcess; output: () => string } {
    const [program = '', ...args] = image.command ?? [];
    const child = spawn(program, [...READ_ONLY, ...args], surroundings(env));
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    return { child, output: () => said };
  }

  function health(port: string): number | null {
    const [program = '', ...args] = image.healthcheck ?? [];
    return spawnSync(program, args, surroundings({ PORT: port })).status;
  }

  it('holds what runs and nothing else', () => {
    const at = (path: string) => existsSync(join(image.root, image.workdir, path));
    for (const path of [
      'dist/index.js',
      'package.json',
      'dist/LICENSE',
      'node_modules/botbuilder',
    ]) {
      assert.ok(at(path), path);
    }
    for (const path of ['src', 'test', '.env', '.npmrc', 'node_modules/typescript', '.git']) {
      assert.ok(!at(path), path);
    }
  });

  it('is production: without settings it says all that is missing and ends', async () => {
    const { child, output } = start({});
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    assert.notEqual(code, 0);
    for (const name of ['MicrosoftAppId', 'SECRETS_KEY', 'REDIS_URL']) {
      assert.match(output(), new RegExp(name));
    }
  });

  it('answers a person as a user without rights who writes no file, is healthy, and drains', async function () {
    this.timeout(60_000);
    const port = String(await freePort());
    const { child, output } = start({
      ...simulator.environment(),
      REDIS_URL: redis.url,
      SECRETS_KEY: randomBytes(32).toString('base64'),
      HOST: '127.0.0.1',
      PORT: port,
      METRICS_PORT: String(await freePort()),
    });
    bot = child;
    await ready(`http://127.0.0.1:${port}/ready`, output);
    assert.equal((await fetch(`http://127.0.0.1:${port}/live`)).status, 200);
    assert.equal(health(port), 0, output());
    simulator.connectBot(`http://127.0.0.1:${port}/api/messages`);
    const anna = new Human(simulator, CAST.anna);
    await anna.say('Mijn scherm blijft zwart na de update');
    const form = await anna.sees(/LT-ANNA-01/, 'intake-send');
    assert.match(anna.reading(form), /Hulp op afstand aanvragen/);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    assert.equal(await ended, 0, output());
    assert.notEqual(health(port), 0);
    assert.doesNotMatch(output(), /ERR_ACCESS_DENIED|EACCES|EROFS/);
  });
});

async function ready(url: string, output: () => string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error(`${url} is never ready:\n${output()}`);
}
