import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { Human, textOf } from '../../simulator/human.js';
import { startSimulator, type Simulator } from '../../simulator/index.js';
import { createApp, type App } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { parseRequestId } from '../../src/services/desk/ids.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { ensureBuilt } from '../support/build.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { Balancer } from './balancer.js';
import { crowded } from './crowd.js';
import { Replica, type Ended } from './replica.js';

const PEOPLE = 24;
const ROUNDS = 2;
const POLICY = { limits: { openPerPerson: 100 } };
/** Hosting kills after 30 s. */
const MOST = 25_000;

/** What people read when something wasn't, or may not have been, recorded; or broke. */
const MISHAPS = ['en', 'nl', 'fr'].flatMap((locale) => {
  const path = `src/services/i18n/locales/edge/${locale}.json`;
  const words = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  return ['notRecorded', 'unsure', 'bug'].map((name) => words[name] ?? '');
});

describe('A deployment', () => {
  let redis: TestRedis;
  let simulator: Simulator;
  let reader: App;
  let env: Record<string, string>;

  before(async function () {
    this.timeout(120_000);
    ensureBuilt();
    redis = await startRedis({ appendfsync: 'always' });
    simulator = await startSimulator({ company: crowded(PEOPLE), seed: 1 });
    simulator.teams.enforceRateLimit = false;
    const policyFile = join(redis.dir, 'policy.json');
    await writeFile(policyFile, JSON.stringify(POLICY));
    env = {
      ...simulator.environment(),
      REDIS_URL: redis.url,
      SECRETS_KEY: randomBytes(32).toString('base64'),
      POLICY_FILE: policyFile,
      DRAIN_DELAY: '1s',
    };
    reader = createApp(loadConfig(env), { log: createLog({ level: 'silent' }) });
  });
  after(async () => {
    await reader.stop();
    await simulator.close();
    await redis.stop();
  });

  describe('that restarts two replicas in turn while people work', () => {
    const balancer = new Balancer();
    const replicas: Replica[] = [];
    const ends: Ended[] = [];
    const accepted: { id: string; text: string }[] = [];
    const answers: { readonly status: number; readonly said: string }[] = [];

    after(async () => {
      balancer.close();
      await Promise.all(replicas.map((replica) => replica.kill()));
    });

    async function join(): Promise<Replica> {
      const replica = await Replica.start(env);
      replicas.push(replica);
      balancer.add(replica.port);
      for (let tries = 0; !balancer.isReady(replica.port); tries += 1) {
        if (tries > 200) throw new Error('never ready');
        await sleep(50);
      }
      return replica;
    }

    it('fails no invoke and loses no request', async function () {
      this.timeout(200_000);
      simulator.connectBot(`http://127.0.0.1:${await balancer.listen()}/api/messages`);
      const live = [await join(), await join()];
      const work = { goesOn: true };
      const crowd = simulator.company.people
        .filter(({ name }) => name.startsWith('User '))
        .map((person, index) => busy(new Human(simulator, person.id), index, work));
      await sleep(1_500);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [index, replica] of live.entries()) {
          ends.push(await replica.stop());
          balancer.remove(replica.port);
          live[index] = await join();
          await sleep(500);
        }
      }
      work.goesOn = false;
      await Promise.all(crowd);
      console.log(
        `      ${answers.length} activities, ${accepted.length} requests; ended after ${ends.map(({ ms }) => ms).join(', ')} ms`,
      );
      assert.deepEqual(balancer.broken, []);
      assert.deepEqual([...balancer.statuses.keys()], [200]);
      assert.deepEqual(
        answers.filter(
          ({ status, said }) => status !== 200 || MISHAPS.some((m) => said.includes(m)),
        ),
        [],
      );
      assert.ok(accepted.length > 100, `only ${accepted.length} requests`);
    });

    it('ends each within 25 s, by itself and well', () => {
      assert.equal(ends.length, 2 * ROUNDS);
      assert.deepEqual([...new Set(ends.map(({ code }) => code))], [0]);
      for (const { ms } of ends) assert.ok(ms < MOST, `${ms} ms`);
    });

    it('has every accepted request, with its words', async () => {
      const { requests } = reader.inside.store;
      const lost: string[] = [];
      for (const { id, text } of accepted) {
        const known = parseRequestId(id);
        const record = known && (await requests.get(known));
        const words = record && (await requests.words(record.id)).get(record.text)?.text;
        if (words !== text) lost.push(id);
      }
      assert.deepEqual(lost, []);
      assert.equal(new Set(accepted.map(({ id }) => id)).size, accepted.length);
    });

    it('told nobody to try again', () => {
      const told = simulator.company.people
        .flatMap(({ id }) => simulator.teams.messages(id))
        .map((message) => textOf(message.card) + (message.text ?? ''))
        .filter((said) => MISHAPS.some((mishap) => said.includes(mishap)));
      assert.deepEqual(told, []);
    });

    it('says on /ready that a replica is on its way out, while it still answers', async function () {
      this.timeout(60_000);
      const replica = await join();
      const over = replica.stop();
      await sleep(300);
      const response = await fetch(`http://127.0.0.1:${replica.port}/ready`);
      assert.equal(response.status, 503);
      assert.deepEqual(await response.json(), { ready: false, problems: ['draining'] });
      assert.equal(response.headers.get('connection'), 'close');
      assert.equal((await fetch(`http://127.0.0.1:${replica.port}/live`)).status, 200);
      balancer.remove(replica.port);
      assert.equal((await over).code, 0);
    });

    /** Asks again and again, and takes some of it back. */
    async function busy(human: Human, index: number, work: { goesOn: boolean }): Promise<void> {
      await sleep(index * 40);
      for (let time = 1; work.goesOn; time += 1) {
        const text = `Trouble ${time} of ${human.name}`;
        const { status } = await simulator.teams.say({ person: human.id, text: `/new "${text}"` });
        answers.push({ status, said: '' });
        const form = await human.sees(text, 'intake-send');
        const inputs = { text, device: 'unlisted', category: 'other', urgency: 'normal' };
        const sent = await human.pressOn(form, 'intake-send', inputs);
        const said = textOf(sent.body);
        answers.push({ status: sent.status, said });
        const id = /REQ-\d+/.exec(said)?.[0];
        if (id === undefined) continue;
        accepted.push({ id, text });
        const card = await human.sees(new RegExp(`^${id}\\b`), 'withdraw');
        const back = await human.pressOn(card, 'withdraw');
        answers.push({ status: back.status, said: textOf(back.body) });
        await sleep(200 + (index % 5) * 60);
      }
    }
  });

  describe('that ends a replica', () => {
    it('while Redis is only just coming back takes less than 25 s', async function () {
      this.timeout(90_000);
      const replica = await Replica.start(env);
      await redis.kill();
      await sleep(3_000);
      await redis.restart();
      const { code, ms } = await replica.stop();
      console.log(`      ended after ${ms} ms`);
      assert.equal(code, 0);
      assert.ok(ms < MOST, `${ms} ms`);
    });

    it('while Redis is away takes less than 25 s', async function () {
      this.timeout(90_000);
      const replica = await Replica.start(env);
      await redis.kill();
      await sleep(500);
      const { code, ms } = await replica.stop();
      await redis.restart();
      console.log(`      ended after ${ms} ms`);
      assert.equal(code, 0);
      assert.ok(ms < MOST, `${ms} ms`);
    });

    it('ends at once when it is told a second time', async function () {
      this.timeout(60_000);
      const replica = await Replica.start({ ...env, DRAIN_DELAY: '10s' });
      replica.signal('SIGTERM');
      await sleep(800);
      const began = performance.now();
      replica.signal('SIGINT');
      assert.equal(await replica.ended(), 1);
      assert.ok(performance.now() - began < 2_000);
    });

    it('takes the Ctrl-C that npm passes on for the one it heard already', async function () {
      this.timeout(60_000);
      const replica = await Replica.start(env);
      replica.signal('SIGINT');
      await sleep(20);
      replica.signal('SIGINT');
      assert.equal(await replica.ended(), 0);
    });
  });
});
