import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CAST, startSimulator, type Simulator } from '../../simulator/index.js';
import { Human } from '../../simulator/human.js';
import { createApp, type App } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { parseTaskId, type TaskId } from '../../src/services/desk/ids.js';
import type { TaskEvent } from '../../src/services/desk/tasks/event.js';
import { evolveTask } from '../../src/services/desk/tasks/evolve.js';
import { isOver } from '../../src/services/desk/tasks/item.js';
import type { Task } from '../../src/services/desk/tasks/task.js';
import { createLog } from '../../src/services/telemetry/log.js';
import { addDevices } from '../journeys/many-pcs.js';
import { ensureBuilt } from '../support/build.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { Bots } from './bots.js';

const PCS = 50;
const SEED = Number(process.env.RESTART_SEED ?? Math.floor(Math.random() * 1e9));
/** A bot is killed each time so many more calls have arrived: in the middle of one, or between two. */
const CALLS_A_KILL = 6;
const POLICY = {
  restart: {
    approvals: [{ upTo: 100, approvers: 0 }],
    hold: '1s',
    watchEvery: '1s',
    waves: { size: 10, stopAbove: 100, wait: '1m' },
    unproven: '1m',
  },
};

describe(`a restart of ${PCS} PCs while bots are killed and Graph fails (seed ${SEED})`, () => {
  let redis: TestRedis;
  let simulator: Simulator;
  let bots: Bots;
  let reader: App;
  let ids: readonly string[];

  before(async function () {
    this.timeout(120_000);
    ensureBuilt();
    redis = await startRedis({ appendfsync: 'always' });
    simulator = await startSimulator({ seed: SEED });
    simulator.teams.enforceRateLimit = false;
    ids = addDevices(simulator, PCS);
    const env = {
      ...simulator.environment(),
      REDIS_URL: redis.url,
      SECRETS_KEY: randomBytes(32).toString('base64'),
    };
    const log = join(redis.dir, 'bots.log');
    bots = new Bots({ env, policy: POLICY, log }, (url) => simulator.connectBot(url));
    const config = loadConfig({ ...env, POLICY_FILE: 'p.json', PORT: '0' }, () =>
      JSON.stringify(POLICY),
    );
    reader = createApp(config, { log: createLog({ level: 'silent' }) });
    simulator.clock.onChange(({ offsetMs }) => reader.setClockOffset(offsetMs));
    await bots.start();
    await bots.start();
  });

  after(async () => {
    await bots.stop();
    await reader.stop();
    await simulator.close();
    await redis.stop();
  });

  const told = (): number[] => ids.map((id) => simulator.graph.reboots.told.get(id) ?? 0);

  it('restarts each PC at most once (I3), adds up, and tells nobody a lie', async function () {
    this.timeout(240_000);
    const id = await confirmed();
    const { faults } = simulator;
    const path = 'rebootNow$';
    faults.add({ system: 'graph', path, drop: 'after', probability: 0.12 });
    faults.add({ system: 'graph', path, drop: 'before', probability: 0.08 });
    faults.add({ system: 'graph', path, status: 503, drop: 'after', probability: 0.08 });
    faults.add({ system: 'graph', path, status: 429, retryAfter: null, probability: 0.1 });
    faults.add({ system: 'graph', path: 'batch', status: 503, probability: 0.1 });
    await storm(id);
    faults.clear();
    const task = await finished(id);
    const counts = told();
    assert.ok(bots.kills >= 3, `${bots.kills} kills`);
    assert.deepEqual(
      counts.filter((count) => count > 1),
      [],
      'told to restart more than once',
    );
    assert.equal(task.items.length, PCS);
    assert.ok(task.items.every(isOver));
    const lies = task.items.flatMap((item) => {
      const count = counts[ids.indexOf(String(item.device))] ?? 0;
      const isLie =
        (item.state === 'done' && count === 0) ||
        ((item.state === 'skipped' || item.state === 'failed') && count > 0);
      return isLie ? [`${item.name} is ${item.state} and was told ${count} times`] : [];
    });
    assert.deepEqual(lies, []);
    const done = task.items.filter(({ state }) => state === 'done').length;
    const unknown = task.items.filter(({ state }) => state === 'unknown').length;
    console.log(`      ${bots.kills} bots killed; ${done} restarted, ${unknown} unknown`);
    assert.ok(done >= PCS / 2, `${done} restarted`);
  });

  it('has versions without a gap, and a record that is the fold of its events (I2)', async () => {
    const id = taskId();
    const { tasks } = reader.inside.store;
    const task = await tasks.get(id);
    assert.ok(task);
    let folded: Task | undefined;
    for (let version = 1; version <= task.version; version += 1) {
      const event: TaskEvent | undefined = await tasks.event(id, version);
      assert.ok(event, `no event ${version}`);
      assert.equal(event.v, version);
      folded = evolveTask(folded, event);
    }
    assert.deepEqual(folded, task);
  });

  function taskId(): TaskId {
    const id = parseTaskId('TASK-1');
    assert.ok(id);
    return id;
  }

  async function confirmed(): Promise<TaskId> {
    const sam = new Human(simulator, CAST.sam);
    await sam.say('/restart group:"Antwerp People" --reason "update"');
    const card = await sam.sees(/TASK-1 · Restart 50 PCs/, 'confirm-restart');
    await sam.pressOn(card, 'confirm-restart');
    return taskId();
  }

  /** Until all but a few are over: a bot dies each time some more calls came in, and another takes its place. */
  async function storm(id: TaskId): Promise<void> {
    let next = CALLS_A_KILL;
    for (let steps = 0; steps < 600; steps += 1) {
      const calls = simulator.journal.calls({
        system: 'graph',
        method: 'POST',
        path: /rebootNow$/,
      });
      if (calls.length >= next) {
        next = calls.length + CALLS_A_KILL;
        await bots.killOldest();
        await bots.start();
      }
      const task = await reader.inside.store.tasks.get(id);
      if (task?.state === 'finished') return;
      if (steps % 8 === 7) await simulator.clock.advance(4_000);
      await sleep(100);
    }
  }

  async function finished(id: TaskId): Promise<Task> {
    for (let steps = 0; steps < 400; steps += 1) {
      const task = await reader.inside.store.tasks.get(id);
      if (task?.state === 'finished') return task;
      await simulator.clock.advance(5_000);
      await sleep(150);
    }
    const task = await reader.inside.store.tasks.get(id);
    throw new Error(`never finished: ${task?.items.map(({ state }) => state).join(' ')}`);
  }
});
