import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { startSimulator, type Simulator } from '../../simulator/index.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { createApp, type App } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import {
  parseCardPlace,
  placeName,
  placesOf,
} from '../../src/services/desk/places/card-address.js';
import type { CardAddress } from '../../src/services/desk/ports.js';
import type { Request } from '../../src/services/desk/requests/request.js';
import { parseRequestId } from '../../src/services/desk/ids.js';
import { ensureBuilt } from '../support/build.js';
import { dumpOf } from '../support/redis-dump.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { Bots } from './bots.js';
import { problemsOf, type Aftermath } from './checker.js';
import { crowded } from './crowd.js';
import { lane } from './lane.js';

const PEOPLE = Number(process.env.STORM_PEOPLE ?? 100);
const TIMES = Number(process.env.STORM_TIMES ?? 2);
/** Crashes come for so long; then what is under way is finished in peace. */
const STORM_MS = 60_000;
const SEED = Number(process.env.STORM_SEED ?? Math.floor(Math.random() * 1e9));
const POLICY = { session: { watchEvery: '1s' }, limits: { openPerPerson: 50 } };

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe(`a storm of crashes and faults (seed ${SEED})`, () => {
  let redis: TestRedis;
  let simulator: Simulator;
  let bots: Bots;
  let reader: App;
  let logFile: string;
  const random = seeded(SEED);
  const roots = new Map<string, string>();
  const accepted: { id: string; text: string }[] = [];
  let redisKills = 0;

  before(async function () {
    this.timeout(120_000);
    ensureBuilt();
    redis = await startRedis({ appendfsync: 'always' });
    simulator = await startSimulator({ company: crowded(PEOPLE), seed: SEED });
    simulator.teams.enforceRateLimit = false;
    simulator.watch((change) => {
      if (change.type !== 'message' || change.message.root !== null) return;
      if (change.message.conversation !== simulator.teams.channelId) return;
      const [, id] = /"(REQ-\d+)/.exec(JSON.stringify(change.message.card ?? {})) ?? [];
      if (id !== undefined && !roots.has(id)) roots.set(id, change.message.id);
    });
    logFile = process.env.STORM_LOG ?? join(redis.dir, 'bots.log');
    const env = {
      ...simulator.environment(),
      REDIS_URL: redis.url,
      SECRETS_KEY: randomBytes(32).toString('base64'),
    };
    bots = new Bots({ env, policy: POLICY, log: logFile }, (url) => simulator.connectBot(url));
    const config = loadConfig({ ...env, POLICY_FILE: 'p.json', PORT: '0' }, () =>
      JSON.stringify(POLICY),
    );
    reader = createApp(config, { log: createLog({ level: 'silent' }) });
    await bots.start();
  });

  after(async () => {
    await bots.stop();
    await reader.stop();
    await simulator.close();
    await redis.stop();
  });

  it('loses no accepted request (I5), has no double winner (I1), no double session (I3) and no stale card (I6)', async function () {
    this.timeout(280_000);
    const began = Date.now();
    addFaults(simulator);
    const working = { on: true };
    const chaos = crashes(working);
    const lanes = simulator.company.people
      .filter(({ name }) => name.startsWith('User '))
      .map(({ id }) =>
        lane(
          { simulator, requests: reader.inside.store.requests, roots, accepted, random },
          id,
          TIMES,
        ),
      );
    try {
      await Promise.all(lanes);
    } finally {
      working.on = false;
      await chaos;
      simulator.faults.clear();
    }
    await calm();
    console.log(
      `      ${accepted.length} requests; ${bots.kills} bots and ${redisKills} Redis servers killed; calm after ${Math.round((Date.now() - began) / 1_000)} s`,
    );
    const aftermath = await whatIsLeft();
    assert.deepEqual(problemsOf(aftermath), []);
    assert.equal(accepted.length, PEOPLE * TIMES);
    assert.ok(
      bots.kills >= 5 && redisKills >= 2,
      `${bots.kills} bots and ${redisKills} Redis were killed`,
    );
    const sessions = aftermath.sessions.length;
    assert.ok(sessions > PEOPLE, `only ${sessions} sessions`);
  });

  it('keeps session links out of logs, records, jobs and the channel (I12)', async () => {
    const links = simulator.teamviewer
      .made()
      .flatMap(({ customerLink, supporterLink }) => [customerLink, supporterLink])
      .map((link) => link.replace('https://', ''));
    assert.ok(links.length > 20, `${links.length} links`);
    const log = await readFile(logFile, 'utf8');
    const channel = JSON.stringify(simulator.teams.messages('channel'));
    const dump = await dumpOf(redis.url);
    for (const link of links) {
      for (const [where, text] of Object.entries({ log, channel, dump }))
        assert.ok(!text.includes(link), `${link} is in the ${where}`);
    }
  });

  /** Bots and Redis are killed at random while people work. */
  async function crashes(working: { on: boolean }): Promise<void> {
    await sleep(2_000);
    for (const stop = Date.now() + STORM_MS; working.on && Date.now() < stop;) {
      await bots.start();
      await bots.killOldest();
      await sleep(1_500 + random() * 2_000);
      if (random() < 0.35) {
        redisKills += 1;
        await redis.kill();
        await sleep(100 + random() * 500);
        await redis.restart();
      }
    }
  }

  /** After the storm: everything that is due gets done. */
  async function calm(): Promise<void> {
    const { agenda, requests } = reader.inside.store;
    for (const stop = Date.now() + 100_000; Date.now() < stop; await sleep(200)) {
      const all = await requests.many(accepted.flatMap(({ id }) => parseRequestId(id) ?? []));
      const left = (await agenda.work()).filter((member) =>
        /^(?:card|notice|effect):/.test(member),
      );
      if (left.length === 0 && all.every(({ effects }) => effects.length === 0)) return;
    }
  }

  async function whatIsLeft(): Promise<Aftermath> {
    const { requests } = reader.inside.store;
    const ids = [...new Set([...accepted.map(({ id }) => id), ...roots.keys()])].flatMap(
      (id) => parseRequestId(id) ?? [],
    );
    const all = await requests.many(ids);
    const events: Aftermath['events'] = new Map(
      await Promise.all(all.map(async ({ id }) => [id, await requests.events(id, 1_000)] as const)),
    );
    const words = new Map(
      await Promise.all(
        all.map(
          async ({ id, text }) => [id, (await requests.words(id)).get(text)?.text ?? ''] as const,
        ),
      ),
    );
    const sessions = madeSessions(simulator);
    const cards = (await Promise.all(all.map(cardsOf))).flat();
    return {
      accepted,
      records: new Map(all.map((record) => [record.id, record])),
      events,
      words,
      sessions,
      cards,
    };
  }

  async function cardsOf(request: Request): Promise<Aftermath['cards']> {
    const { outbound, places } = reader.inside;
    const found = await Promise.all(
      placesOf(request).map(async (place) => {
        const address: CardAddress = { of: 'request', id: request.id, place: placeName(place) };
        const [placed, who] = await Promise.all([places.card(address), outbound.readerAt(address)]);
        if (!who || !parseCardPlace(address.place)) return [];
        const name = `${request.id} ${address.place}`;
        if (!placed || placed.activities.length === 0)
          return [
            {
              name: `${name} (${request.state}) was never sent`,
              shown: 'nothing',
              wanted: 'a card',
            },
          ];
        const wanted = await outbound.current(address, who);
        return placed.activities.map((id) => ({
          name: `${name} ${id}`,
          shown: simulator.teams.message(id)?.card,
          wanted,
        }));
      }),
    );
    return found.flat();
  }
});

/** Far ends that fail before and after they did what was asked. */
function addFaults({ faults }: Simulator): void {
  faults.add({ system: 'teams', status: 503, probability: 0.04 });
  faults.add({ system: 'teams', drop: 'after', probability: 0.04 });
  faults.add({ system: 'teams', status: 429, retryAfter: 1, probability: 0.02 });
  faults.add({ system: 'teamviewer', drop: 'after', probability: 0.15 });
  faults.add({ system: 'teamviewer', status: 503, probability: 0.1 });
  faults.add({ system: 'teamviewer', method: 'POST', drop: 'before', probability: 0.1 });
}

function madeSessions(simulator: Simulator): Aftermath['sessions'] {
  return simulator.teamviewer.made().map(({ code, customApi, open }) => ({
    code,
    op: /"op":"([^"]+)"/.exec(customApi)?.[1] ?? customApi,
    open,
  }));
}
