import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, copyFileSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { Human } from '../../simulator/human.js';
import { CAST, startSimulator, type Simulator } from '../../simulator/index.js';
import type { App } from '../../src/app.js';
import { redisHealth } from '../../src/services/store/health.js';
import { readRedisFacts } from '../../src/services/store/redis-facts.js';
import { openRedis, type RedisClient } from '../../src/services/store/redis.js';
import { freePort } from '../support/ports.js';
import { makeApp } from '../support/world.js';
import { readCompose, shellBlock } from './compose.js';

/** The README's steps, and a redis-server with the very arguments of compose.yaml, moved to a folder and a port here. */
describe('the Redis of compose.yaml', () => {
  let folder: string;
  let server: ChildProcess;
  let port: number;
  let url: string;
  let client: RedisClient;
  let simulator: Simulator;
  let bot: App | undefined;

  before(async function () {
    this.timeout(30_000);
    folder = mkdtempSync(join(tmpdir(), 'deskside-compose-'));
    mkdirSync(join(folder, 'deploy', 'secrets'), { recursive: true });
    copyFileSync('deploy/redis-users.acl', join(folder, 'deploy', 'redis-users.acl'));
    copyFileSync('.env.example', join(folder, '.env'));
    const made = spawnSync('sh', ['-eu'], {
      cwd: folder,
      input: shellBlock('redis password'),
      encoding: 'utf8',
    });
    assert.equal(made.status, 0, made.stderr);
    port = await freePort();
    const env = parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
    url = (env.REDIS_URL ?? '').replace('@redis:6379', `@127.0.0.1:${port}`);
    server = launch();
    simulator = await startSimulator();
    await until(() => cli('ping') === 'PONG');
    client = openRedis('web', { mode: 'single', urls: [url] });
  });
  after(async () => {
    await bot?.stop();
    client?.disconnect();
    await simulator?.close();
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function launch(): ChildProcess {
    const redis = readCompose().services.redis;
    assert.deepEqual(redis?.entrypoint, ['redis-server']);
    const moved = new Map([
      ['/data', folder],
      ['/run/secrets/redis-users', join(folder, 'deploy', 'secrets', 'redis-users.acl')],
    ]);
    const args = (redis?.command ?? []).map((arg) => moved.get(arg) ?? arg);
    const program = process.env.REDIS_SERVER_BIN ?? 'redis-server';
    return spawn(program, [...args, '--port', String(port)], { stdio: 'ignore' });
  }

  /** What somebody without a password gets, as the container's health check does. */
  function cli(...args: string[]): string {
    const [, ...check] = readCompose().services.redis?.healthcheck.test ?? [];
    const [program = '', ...flags] = check.slice(0, -1);
    const run = spawnSync(program, [...flags, '-p', String(port), ...args], { encoding: 'utf8' });
    return `${run.stdout}${run.stderr}`.trim();
  }

  it('gets its password by the README, which ends in the secret file as a hash alone', () => {
    const { password, username } = new URL(url);
    assert.equal(username, 'deskside');
    assert.ok(password.length >= 64);
    const users = readFileSync(join(folder, 'deploy', 'secrets', 'redis-users.acl'), 'utf8');
    assert.ok(!users.includes(password));
    assert.match(users, /^user deskside on #[\da-f]{64} /m);
  });

  it('lets nobody without the password do more than PING', () => {
    assert.equal(cli('ping'), 'PONG');
    for (const command of [['info'], ['get', '{hd:x}:number'], ['acl', 'list'], ['keys', '*']]) {
      assert.match(cli(...command), /NOPERM/, command.join(' '));
    }
  });

  it('is what Deskside asks for: nothing evicted, everything on disk, nothing refused', async () => {
    assert.deepEqual(await redisHealth(client), { ok: true, problems: [] });
    const facts = await readRedisFacts(client, 'contoso');
    assert.equal(facts.evictionPolicy, 'noeviction');
    assert.equal(facts.aofEnabled, true);
    assert.equal(facts.appendfsync, 'always');
    assert.ok((facts.maxMemory ?? 0) > 0);
    assert.deepEqual(facts.refused, []);
  });

  it('keeps Deskside from what it has no need of', async () => {
    for (const [name, ...args] of [
      ['FLUSHALL'],
      ['CONFIG', 'SET', 'appendonly', 'no'],
      ['ACL', 'LIST'],
      ['GET', 'elsewhere'],
    ] as const) {
      await assert.rejects(client.call(name, ...args), /NOPERM/, name);
    }
  });

  it('carries a request from the words to the card, with jobs and timers, and forgets nothing in a crash', async function () {
    this.timeout(40_000);
    const before = await denials();
    bot = await begin();
    const anna = new Human(simulator, CAST.anna);
    await anna.say('Mijn scherm blijft zwart');
    const form = await anna.sees(/./, 'intake-send');
    await anna.pressOn(form, 'intake-send', {
      text: 'Mijn scherm blijft zwart',
      device: 'unlisted',
      category: 'other',
      urgency: 'normal',
    });
    const card = await anna.sees(/REQ-1/, 'withdraw');
    assert.match(anna.reading(card), /REQ-1/);
    await new Human(simulator, CAST.sam).inChannel().sees(/REQ-1/, 'approve');
    assert.equal(await denials(), before, 'the password’s user was refused something');
    await bot.stop();
    bot = undefined;
    server.kill('SIGKILL');
    await new Promise((done) => server.once('exit', done));
    server = launch();
    await until(() => cli('ping') === 'PONG');
    bot = await begin();
    await anna.say('status 1');
    await anna.sees(/REQ-1/);
    assert.ok(await bot.inside.store.roles.current());
  });

  /** Commands that its rules kept somebody from, from Redis 7 on. */
  async function denials(): Promise<string | undefined> {
    return /^acl_access_denied_cmd:(\d+)/m.exec(await client.info('stats'))?.[1];
  }

  async function begin(): Promise<App> {
    const app = makeApp({ url }, simulator);
    simulator.connectBot((await app.start()).messagesUrl);
    await until(async () => (await app.inside.store.roles.current()) !== undefined);
    return app;
  }
});

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await check()) return;
    await sleep(25);
  }
  throw new Error(`never: ${String(check)}`);
}
