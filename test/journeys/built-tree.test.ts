import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'mocha';
import { Human } from '../../simulator/human.js';
import { CAST, startSimulator, type Simulator } from '../../simulator/index.js';
import { ensureBuilt } from '../support/build.js';
import { freePort } from '../support/ports.js';
import { startRedis, type TestRedis } from '../support/redis.js';

describe('the built tree', () => {
  let redis: TestRedis;
  let simulator: Simulator;
  let bot: ChildProcess | undefined;

  before(async function () {
    this.timeout(120_000);
    ensureBuilt();
    [redis, simulator] = await Promise.all([startRedis(), startSimulator()]);
  });
  after(async () => {
    bot?.kill('SIGKILL');
    await simulator.close();
    await redis.stop();
  });

  function start(env: Record<string, string>): { child: ChildProcess; output: () => string } {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['dist/index.js'], { env: { PATH, ...env } });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    return { child, output: () => said };
  }

  it('answers a person with cards, scripts and languages from dist, and drains on SIGTERM', async function () {
    this.timeout(30_000);
    const port = String(await freePort());
    const env = {
      ...simulator.environment(),
      REDIS_URL: redis.url,
      SECRETS_KEY: randomBytes(32).toString('base64'),
      PORT: port,
    };
    const { child, output } = start(env);
    bot = child;
    await waitFor(`http://127.0.0.1:${port}/ready`, output);
    simulator.connectBot(`http://127.0.0.1:${port}/api/messages`);
    const anna = new Human(simulator, CAST.anna);
    await anna.say('Mijn scherm blijft zwart na de update');
    const form = await anna.sees(/LT-ANNA-01/, 'intake-send');
    assert.match(anna.reading(form), /Hulp op afstand aanvragen/);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });

  it('refuses to start production with nothing set, and says all that is missing at once', async () => {
    const { child, output } = start({});
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    assert.equal(code, 78);
    for (const name of ['MicrosoftAppId', 'MicrosoftAppTenantId', 'SECRETS_KEY', 'REDIS_URL']) {
      assert.match(output(), new RegExp(name));
    }
  });
});

async function waitFor(url: string, output: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} is never ready:\n${output()}`);
}
