import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { startSimulator, type Simulator } from '../../simulator/index.js';
import { openRedis } from '../../src/services/store/redis.js';
import { startRedis, type TestRedis } from '../support/redis.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('npm run doctor', () => {
  let simulator: Simulator;
  let redis: TestRedis;

  before(async () => {
    [simulator, redis] = await Promise.all([startSimulator(), startRedis()]);
  });
  after(async () => {
    await Promise.all([simulator.close(), redis.stop()]);
  });

  /** The program itself, with this environment and no other settings. */
  function run(args: readonly string[], env: Record<string, string>): Promise<Ended> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/doctor.ts', ...args], {
      env: { PATH, HOME, ...env },
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  }

  const settings = () => ({ ...simulator.environment(), REDIS_URL: redis.url });

  it('prints what it found, with marks in words, and ends with 0 when nothing is broken', async () => {
    const { code, out, err } = await run([], settings());
    assert.equal(err, '');
    assert.match(out, /^How this installation is doing\n\n/);
    assert.match(
      out,
      /^WARN {2}Administrators: There is only one administrator\.\n {6}What to do:/m,
    );
    assert.match(out, /^OK {4}TeamViewer: TeamViewer takes the token/m);
    assert.match(out, /Broken: 0 · To look at: \d+ · Fine: \d+\n$/);
    assert.equal(code, 0);
    const client = openRedis('web', { mode: 'single', urls: [redis.url] });
    assert.equal(await client.dbsize(), 0, 'nothing was written');
    client.disconnect();
  }).timeout(30_000);

  it('ends with 1 when something is broken, and speaks the language it is told', async () => {
    simulator.teamviewer.tokenRevoked = true;
    try {
      const { code, out } = await run(['--language', 'nl'], settings());
      assert.match(out, /^FOUT {4}TeamViewer zelf: .*\n {8}Wat je kunt doen: .*scripttoken/m);
      assert.match(out, /Kapot: 1/);
      assert.equal(code, 1);
    } finally {
      simulator.teamviewer.tokenRevoked = false;
    }
  }).timeout(30_000);

  it('prints the same for programs, in the language of the configuration', async () => {
    const { code, out } = await run(['--json'], { ...settings(), DEFAULT_LOCALE: 'fr' });
    const report = JSON.parse(out) as {
      fail: number;
      findings: { check: string; found: string }[];
    };
    assert.deepEqual([code, report.fail], [0, 0]);
    const redisFound = report.findings.find(({ check }) => check === 'redis');
    assert.match(redisFound?.found ?? '', /répond, et c'est le primaire/);
  }).timeout(30_000);

  it('names every setting that is wrong, at once, and shows no stack', async () => {
    const { code, out, err } = await run([], { GRAPH_CLIENT_ID: 'no guid' });
    assert.equal(out, '');
    for (const name of ['MicrosoftAppId', 'MicrosoftAppTenantId', 'REDIS_URL', 'GRAPH_CLIENT_ID'])
      assert.ok(err.includes(name), name);
    assert.doesNotMatch(err, /\.ts:\d|^\s+at /m);
    assert.equal(code, 1);
  }).timeout(30_000);

  it('explains itself when it isn’t understood', async () => {
    for (const args of [['--language', 'de'], ['--verbose']]) {
      const { code, err } = await run(args, settings());
      assert.match(err, /npm run doctor -- \[--language/);
      assert.equal(code, 2);
    }
  }).timeout(30_000);
});
