import assert from 'node:assert/strict';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { codeOf, connectorOf, graphOf, teamviewerOf } from './callers.js';
import type { Answer, Connector } from './callers.js';

describe('simulated faults', () => {
  let simulator: Simulator;
  let tv: Connector;
  beforeEach(async () => {
    simulator = await startSimulator({ seed: 1 });
    tv = teamviewerOf(simulator);
  });
  afterEach(() => simulator.close());

  const create = (): Promise<Answer> =>
    tv('/sessions', { method: 'POST', body: { custom_api: 'op-1' } });

  it('answer a status instead of doing the work', async () => {
    simulator.faults.add({ system: 'teamviewer', method: 'POST', status: 503 });
    const refused = await create();
    assert.equal(refused.status, 503);
    assert.equal(simulator.teamviewer.sessions().length, 0);
    assert.equal((await tv('/account')).status, 200, 'other methods work on');
  });

  it('cut the line before the work is done', async () => {
    simulator.faults.add({ system: 'teamviewer', drop: 'before', times: 1 });
    await assert.rejects(create(), /fetch failed/);
    assert.equal(simulator.teamviewer.sessions().length, 0);
    assert.equal((await create()).status, 200, 'once only');
  });

  it('cut the line after the work is done: the answer is lost, the effect is not', async () => {
    simulator.faults.add({ system: 'teamviewer', method: 'POST', drop: 'after', times: 1 });
    await assert.rejects(create(), /fetch failed/);
    assert.equal(simulator.teamviewer.sessions().length, 1);
    const [entry] = simulator.journal.calls({ system: 'teamviewer', method: 'POST' });
    assert.equal(entry?.status, 0);
    assert.ok(entry.fault);
  });

  it('answer an error after the work is done', async () => {
    simulator.faults.add({ system: 'teamviewer', method: 'POST', drop: 'after', status: 502 });
    assert.equal((await create()).status, 502);
    assert.equal(simulator.teamviewer.sessions().length, 1);
  });

  it('throttle with and without Retry-After', async () => {
    const graph = await graphOf(simulator);
    simulator.faults.add({ system: 'graph', status: 429, retryAfter: 10, times: 1 });
    simulator.faults.add({ system: 'graph', status: 429, retryAfter: null, times: 1 });
    simulator.faults.add({ system: 'graph', status: 429, times: 1 });
    const answers = [
      await graph('/v1.0/users'),
      await graph('/v1.0/users'),
      await graph('/v1.0/users'),
    ];
    assert.deepEqual(
      answers.map(({ headers }) => headers.get('retry-after')),
      ['10', null, '1'],
    );
    assert.deepEqual(
      answers.map(codeOf),
      Array.from({ length: 3 }, () => 'TooManyRequests'),
    );
  });

  it('hit only the path, and send the code and body they are given', async () => {
    const connect = await connectorOf(simulator);
    simulator.faults.add({
      system: 'teams',
      path: '/members$',
      status: 412,
      code: 'PreconditionFailed',
    });
    simulator.faults.add({
      system: 'teams',
      path: 'pagedmembers',
      status: 400,
      body: { own: true },
    });
    const base = `/conversations/${encodeURIComponent(simulator.teams.channelId)}`;
    const members = await connect(`${base}/members`);
    assert.deepEqual([members.status, codeOf(members)], [412, 'PreconditionFailed']);
    assert.deepEqual((await connect(`${base}/pagedmembers`)).body, { own: true });
  });

  it('delay, and add up', async () => {
    simulator.faults.add({ system: 'teamviewer', delayMs: 60 });
    simulator.faults.add({ system: 'teamviewer', delayMs: 60 });
    const start = performance.now();
    assert.equal((await tv('/account')).status, 200);
    assert.ok(performance.now() - start >= 115);
  });

  it('hang without an answer until the caller gives up', async () => {
    simulator.faults.add({ system: 'teamviewer', hang: true });
    const url = `${simulator.environment()['TEAMVIEWER_URL'] ?? ''}/api/v1/ping`;
    await assert.rejects(fetch(url, { signal: AbortSignal.timeout(80) }), /timeout/i);
    assert.equal(simulator.journal.calls({ system: 'teamviewer' })[0]?.status, 0);
  });

  it('happen with the given probability, the same way for the same seed', async () => {
    simulator.faults.add({ system: 'teamviewer', status: 500, probability: 0.5 });
    const run = async (one: Connector): Promise<number[]> => {
      const statuses: number[] = [];
      for (let tries = 0; tries < 20; tries += 1) statuses.push((await one('/account')).status);
      return statuses;
    };
    const first = await run(tv);
    const failures = first.filter((status) => status === 500).length;
    assert.ok(failures > 3 && failures < 17, String(failures));
    const twin = await startSimulator({ seed: 1 });
    twin.faults.add({ system: 'teamviewer', status: 500, probability: 0.5 });
    const second = await run(teamviewerOf(twin));
    await twin.close();
    assert.deepEqual(second, first);
  });

  it('make Entra fail too', async () => {
    simulator.faults.add({ system: 'entra', path: '/token', status: 503 });
    const graph = await graphOf(simulator);
    assert.equal((await graph('/v1.0/users')).status, 401, 'no token was to be had');
  });

  it('are listed, named by preset once, and removed by id, name or all at once', () => {
    const id = simulator.faults.add({ system: 'graph', status: 500 });
    const preset = simulator.faults.preset('graph-down');
    assert.equal(simulator.faults.preset('graph-down'), preset);
    assert.deepEqual(
      simulator.faults.list().map(({ name }) => name),
      [undefined, 'graph-down'],
    );
    assert.equal(simulator.faults.remove(id), true);
    assert.equal(simulator.faults.remove('graph-down'), true);
    assert.equal(simulator.faults.remove('graph-down'), false);
    simulator.faults.preset('teams-throttled');
    simulator.faults.clear();
    assert.deepEqual(simulator.faults.list(), []);
  });

  it('are refused when malformed', () => {
    assert.throws(() => simulator.faults.add({ system: 'graph', path: '(' }));
    assert.throws(() => simulator.faults.add({ system: 'graph', probability: 2 }));
  });
});
