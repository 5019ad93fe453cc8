import assert from 'node:assert/strict';
import { request } from 'node:http';
import { CAST, startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { call, graphOf, teamviewerOf } from './callers.js';
import type { Answer, Body } from './callers.js';
import { startStubBot } from './stub-bot.js';
import type { StubBot } from './stub-bot.js';

describe('simulator admin', () => {
  let simulator: Simulator;
  let bot: StubBot;
  beforeEach(async () => {
    simulator = await startSimulator();
    bot = await startStubBot();
    simulator.connectBot(bot.url);
  });
  afterEach(async () => {
    await simulator.close();
    await bot.close();
  });

  const get = (path: string): Promise<Answer> => call(`${simulator.url}/_sim${path}`);
  const post = (path: string, body: unknown = {}): Promise<Answer> =>
    call(`${simulator.url}/_sim${path}`, { method: 'POST', body });

  /** fetch doesn't let a caller choose the Host header. */
  function statusWith(
    method: string,
    path: string,
    headers: Record<string, string>,
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = request(`${simulator.url}${path}`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  async function makeSession(): Promise<Body> {
    const tv = teamviewerOf(simulator);
    return (await tv('/sessions', { method: 'POST', body: { groupname: 'Desk' } })).body;
  }

  it('refuses a Host that is not loopback, against DNS rebinding', async () => {
    assert.equal(await statusWith('GET', '/_sim/state', { host: 'evil.example' }), 403);
    assert.equal(await statusWith('GET', '/_sim/state', { host: '127.0.0.1.evil.example' }), 403);
    assert.equal(await statusWith('GET', '/_sim/state', { host: 'localhost:80' }), 200);
  });

  it('refuses changes from another origin and takes them from its own', async () => {
    const foreign = { origin: 'https://evil.example' };
    assert.equal(await statusWith('POST', '/_sim/reset', foreign), 403);
    assert.equal(await statusWith('DELETE', '/_sim/faults', foreign), 403);
    assert.equal(await statusWith('POST', '/_sim/reset', { origin: 'null' }), 403);
    assert.equal(await statusWith('POST', '/_sim/reset', { origin: simulator.url }), 204);
  });

  it('shows the state: company, cast without the one who left, chats and channel', async () => {
    const { body } = await get('/state');
    assert.deepEqual(body['company'], {
      name: 'Noordzee Logistics',
      tenantId: simulator.company.tenantId,
    });
    const people = body['people'] as Body[];
    assert.equal(people.length, 8);
    assert.deepEqual(people[0], {
      id: CAST.anna,
      name: 'Anna de Vries',
      initials: 'AV',
      title: 'Planner',
      locale: 'nl-NL',
      timeZone: 'Europe/Amsterdam',
      role: 'user',
      installed: true,
      blocked: false,
    });
    const kinds = (body['conversations'] as Body[]).map(({ kind }) => kind);
    assert.deepEqual(kinds.filter((kind) => kind === 'channel').length, 1);
    assert.equal(kinds.length, 8, 'a chat for each of the seven with the app, and the channel');
  });

  it('lets people speak and click', async () => {
    const said = await post('/say', { person: CAST.anna, text: 'hulp' });
    assert.deepEqual(said.body, { status: 200 });
    const clicked = await post('/click', {
      person: CAST.anna,
      messageId: '1',
      verb: 'go',
      data: {},
    });
    assert.equal(clicked.status, 200);
    assert.deepEqual(
      bot.received.map(({ activity }) => activity['type']),
      ['message', 'invoke'],
    );
  });

  it('refuses what it does not understand', async () => {
    const answers = [
      await post('/say', { person: CAST.anna }),
      await post('/clock', { addMs: -1 }),
      await post('/faults', { system: 'sun' }),
      await post('/people/nobody', { installed: true }),
      await post('/teamviewer/s00-000-000', { action: 'close' }),
      await post('/actions/dance'),
      await get('/nothing'),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 400, 409, 409, 404, 404],
    );
  });

  it('moves the clock, and waits until everyone has followed', async () => {
    let offset = 0;
    simulator.clock.onChange(async (reading) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      offset = reading.offsetMs;
    });
    const { body } = await post('/clock', { addMs: 600_000 });
    assert.equal(body['offsetMs'], 600_000);
    assert.equal(offset, 600_000);
    assert.ok(Math.abs(simulator.clock.now() - Date.now() - 600_000) < 1_000);
  });

  it('adds faults and presets and takes them away', async () => {
    const id = String((await post('/faults', { system: 'graph', status: 500 })).body['id']);
    await post('/faults', { preset: 'teamviewer-down' });
    assert.equal(((await get('/faults')).body['faults'] as Body[]).length, 2);
    const remove = (path: string): Promise<Answer> =>
      call(`${simulator.url}/_sim${path}`, { method: 'DELETE' });
    assert.equal((await remove(`/faults/${id}`)).status, 204);
    assert.equal((await remove('/faults/teamviewer-down')).status, 204);
    assert.equal((await remove(`/faults/${id}`)).status, 404);
    assert.deepEqual(simulator.faults.list(), []);
  });

  it('moves sessions as people would in TeamViewer, and never shows a link', async () => {
    const session = await makeSession();
    const code = String(session['code']);
    await post(`/teamviewer/${code}`, { action: 'customer-joins' });
    await post(`/teamviewer/${code}`, { action: 'helper-connects' });
    const { body } = await get('/state');
    assert.deepEqual(body['sessions'], [
      { code, state: 'Open', online: true, helperConnected: true },
    ]);
    assert.ok(!JSON.stringify(body).includes('get.teamviewer.com'));
    await post(`/teamviewer/${code}`, { action: 'close' });
    assert.equal(simulator.teamviewer.sessions()[0]?.state, 'Closed');
  });

  it('installs, removes and blocks the app for a person', async () => {
    assert.equal((await post(`/people/${CAST.anna}`, { installed: false })).status, 204);
    await post(`/people/${CAST.luc}`, { blocked: true });
    const people = simulator.state().people;
    assert.equal(people.find(({ id }) => id === CAST.anna)?.installed, false);
    assert.equal(people.find(({ id }) => id === CAST.luc)?.blocked, true);
    assert.equal(bot.received[0]?.activity['type'], 'installationUpdate');
  });

  it('resets everything, or has it done by whoever registered for that', async () => {
    await simulator.clock.advance(1_000);
    simulator.faults.preset('graph-slow');
    await simulator.teams.say({ person: CAST.anna, text: 'x' });
    await makeSession();
    const seen: number[] = [];
    const look = () => seen.push(simulator.teams.messages(CAST.anna).length);
    simulator.onReset(async () => {
      look();
      await simulator.reset();
      look();
    });
    assert.equal((await post('/reset')).status, 204);
    assert.deepEqual(seen, [1, 0]);
    const { clock, faults, sessions, behind } = simulator.state();
    assert.deepEqual([clock.offsetMs, faults, sessions, behind], [0, [], [], []]);
  });

  it('runs the actions that the demo registers', async () => {
    const inputs: unknown[] = [];
    simulator.action('play-story', (input) => {
      inputs.push(input);
      return { played: true };
    });
    assert.deepEqual((await post('/actions/play-story', { fast: true })).body, {
      result: { played: true },
    });
    assert.deepEqual(inputs, [{ fast: true }]);
  });

  it('serves the journal, filtered', async () => {
    const graph = await graphOf(simulator);
    await graph('/v1.0/users?$top=1');
    await makeSession();
    const { body } = await get('/journal?system=graph&method=GET&path=/users');
    const calls = body['calls'] as Body[];
    assert.deepEqual(
      calls.map(({ system, path, status }) => [system, path, status]),
      [['graph', '/v1.0/users?%24top=1', 200]],
    );
  });

  it('streams changes and calls as events', async () => {
    const abort = new AbortController();
    const stream = await fetch(`${simulator.url}/_sim/events`, { signal: abort.signal });
    assert.match(stream.headers.get('content-type') ?? '', /^text\/event-stream/);
    await simulator.teams.say({ person: CAST.anna, text: 'hulp' });
    await makeSession();
    simulator.behind({ kind: 'commit', title: 'REQ-1', detail: { version: 1 } });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('"kind":"commit"')) text += String((await reader?.read())?.value);
    abort.abort();
    const changes = [...text.matchAll(/^event: change\ndata: (.*)$/gm)].map(
      ([, data]) => JSON.parse(data ?? '') as Body,
    );
    assert.deepEqual(
      changes.map(({ type }) => type),
      ['message', 'session', 'behind', 'behind'],
    );
    const titles = changes.slice(2).map(({ event }) => (event as Body)['title']);
    assert.deepEqual(titles, ['TeamViewer POST /sessions 200', 'REQ-1']);
    assert.ok(!text.includes('get.teamviewer.com'), 'links stay out of the timeline');
  });

  it('serves the libraries of the page and nothing outside its folder', async () => {
    const fetched = async (path: string): Promise<[number, string | null]> => {
      const response = await fetch(`${simulator.url}${path}`);
      await response.arrayBuffer();
      return [response.status, response.headers.get('content-type')];
    };
    const script = 'text/javascript; charset=utf-8';
    assert.deepEqual(await fetched('/vendor/adaptivecards.min.js'), [200, script]);
    assert.deepEqual(await fetched('/vendor/markdown-it.min.js'), [200, script]);
    for (const path of [
      '/..%2findex.ts',
      '/%2e%2e/main.ts',
      '/.env',
      '/vendor/x.js',
      '/index.ts',
    ]) {
      assert.equal((await fetched(path))[0], 404, path);
    }
  });
});
