import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { Redis } from 'ioredis';
import { after, afterEach, before, describe, it } from 'mocha';
import { PRODUCTION } from '../config/settings.js';
import { freePort } from '../support/ports.js';
import { startRedis, type TestRedis } from '../support/redis.js';

/** `npm start` without the build: the same file, compiled on the way. */
const ENTRY = ['--import', 'tsx', 'src/index.ts'];

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

describe('the start of a production server', function () {
  this.timeout(60_000);
  let redis: TestRedis;
  const running: ChildProcess[] = [];

  before(async () => {
    redis = await startRedis({ appendfsync: 'always' });
  });
  after(() => redis.stop());
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  function start(env: Record<string, string | undefined>): Started {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ENTRY, { env: { PATH, ...env } });
    running.push(child);
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, output: () => said, ended };
  }

  /** What production starts with here. */
  async function fit(more: Record<string, string | undefined> = {}) {
    const ports = { PORT: String(await freePort()), METRICS_PORT: '0', DRAIN_DELAY: '0s' };
    return { ...PRODUCTION, NODE_ENV: undefined, REDIS_URL: redis.url, ...ports, ...more };
  }

  it('refuses with everything that is missing or wrong, in one block of words', async () => {
    const { output, ended } = start({ PORT: 'hush', REDIS_URL: 'embedded', HOST: '' });
    assert.equal(await ended, 78);
    const lines = output().trim().split('\n');
    assert.equal(lines[0], "Deskside can't start with these settings:");
    const names = lines.slice(1).map((line) => /^ {2}(\w+) .+\. .+\.$/.exec(line)?.[1]);
    assert.deepEqual(names.sort(), [
      'MicrosoftAppId',
      'MicrosoftAppPassword',
      'MicrosoftAppTenantId',
      'PORT',
      'REDIS_URL',
      'SECRETS_KEY',
    ]);
    assert.doesNotMatch(output(), /hush|\bat .*:\d+/);
  });

  it('refuses a Redis that evicts, before it listens', async () => {
    const direct = new Redis(redis.url);
    await direct.config('SET', 'maxmemory-policy', 'volatile-lru');
    try {
      const { output, ended } = start(await fit());
      assert.equal(await ended, 78);
      assert.match(
        output(),
        /^ {2}REDIS_URL names a Redis whose maxmemory-policy is volatile-lru/m,
      );
      assert.doesNotMatch(output(), /listening/);
    } finally {
      await direct.config('SET', 'maxmemory-policy', 'noeviction');
      direct.disconnect();
    }
  });

  it('says in words that the port is taken, and ends', async () => {
    const { server, port } = await occupied();
    try {
      const { output, ended } = start(await fit({ PORT: String(port) }));
      assert.equal(await ended, 78);
      assert.match(output(), new RegExp(`^ {2}PORT ${port} is taken\\. End what listens`, 'm'));
    } finally {
      server.close();
    }
  });

  it('says what it runs with and what looks mistyped, never a secret, and drains on SIGTERM', async () => {
    const direct = new Redis(redis.url);
    await direct.config('SET', 'appendfsync', 'everysec');
    direct.disconnect();
    const env = await fit({ TEAMVIEWER_TOKN: 'hush-token' });
    const { child, output, ended } = start(env);
    await listening(`http://127.0.0.1:${env.PORT}/live`, output);
    const lines = output().trim().split('\n').map(parsed);
    const starting = lines.find(({ msg }) => msg === 'starting');
    assert.ok(starting, output());
    assert.equal(starting['mode'], 'production');
    assert.equal(starting['node'], process.version);
    assert.match(String(starting['version']), /^\d+\.\d+\.\d+/);
    assert.deepEqual(starting['features'], {
      graph: true,
      teamViewer: false,
      configMgr: false,
      freeze: false,
    });
    const warnings = lines.filter(({ level }) => level === 'warn').map(({ msg }) => String(msg));
    assert.ok(
      warnings.some((words) => /TEAMVIEWER_TOKN.*did you mean TEAMVIEWER_TOKEN/.test(words)),
    );
    assert.ok(warnings.some((words) => words.includes('appendfsync everysec')));
    child.kill('SIGTERM');
    assert.equal(await ended, 0, output());
    for (const secret of ['hush', PRODUCTION.SECRETS_KEY]) assert.ok(!output().includes(secret));
  });
});

function parsed(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>;
}

function occupied(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });
}

async function listening(url: string, output: () => string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} never answers:\n${output()}`);
}
