import assert from 'node:assert/strict';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { call, teamviewerOf } from './callers.js';
import type { Answer, Body, Connector } from './callers.js';

const HOUR = 3_600_000;

describe('simulated TeamViewer', () => {
  let simulator: Simulator;
  let tv: Connector;
  beforeEach(async () => {
    simulator = await startSimulator();
    tv = teamviewerOf(simulator);
  });
  afterEach(() => simulator.close());

  const create = (body: Body = {}): Promise<Answer> =>
    tv('/sessions', { method: 'POST', body: { groupname: 'Desk', custom_api: 'op-1', ...body } });
  const codeOf = ({ body }: Answer): string => String(body['code']);
  const sessions = (answer: Answer): Body[] => answer.body['sessions'] as Body[];
  const report = async (query = ''): Promise<Body[]> =>
    (await tv(`/reports/connections${query}`)).body['records'] as Body[];

  it('says whether a token is good, and refuses everything else with a bad one', async () => {
    const base = `${simulator.environment()['TEAMVIEWER_URL'] ?? ''}/api/v1`;
    assert.deepEqual((await tv('/ping')).body, { token_valid: true });
    assert.deepEqual((await call(`${base}/ping`, { bearer: 'x' })).body, { token_valid: false });
    const refused = await call(`${base}/sessions`, { bearer: 'x' });
    assert.equal(refused.status, 401);
    assert.equal(refused.body['error'], 'invalid_token');
    assert.equal(typeof refused.body['error_code'], 'number');
    assert.equal((await tv('/account')).body['userid'], 'u120083597');
  });

  it('makes a session with a code, two links and a day to live', async () => {
    const { status, body } = await create({ end_customer: { name: 'Anna' } });
    assert.equal(status, 200);
    assert.match(String(body['code']), /^s\d\d-\d{3}-\d{3}$/);
    assert.equal(body['state'], 'Open');
    assert.equal(body['custom_api'], 'op-1');
    const link = String(body['end_customer_link']);
    assert.equal(link, `https://get.teamviewer.com/${String(body['code']).replaceAll('-', '')}`);
    assert.ok(String(body['supporter_link']).startsWith(`${link}-`));
    const life = Date.parse(String(body['valid_until'])) - Date.parse(String(body['created_at']));
    assert.equal(life, 24 * HOUR);
  });

  it('plays the integer state of the published schema on request', async () => {
    simulator.teamviewer.integerStates = true;
    const made = await create();
    assert.equal(made.body['state'], 0);
    assert.equal((await tv(`/sessions/${codeOf(made)}`)).body['state'], 'Open');
  });

  it('refuses bad lengths, patterns, groups and dates with its own error shape', async () => {
    const answers = [
      await create({ description: 'x'.repeat(4001) }),
      await create({ end_customer: { name: 'x'.repeat(101) } }),
      await create({ assigned_userid: 'anna' }),
      await create({ valid_until: '2020-01-01T00:00:00Z' }),
      await create({ groupid: 'g1' }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 400, 400, 404],
    );
    assert.equal(answers[0]?.body['error'], 'invalid_request');
  });

  it('lists open sessions in short rows, and closed or full ones when asked', async () => {
    const [first, second] = [await create(), await create({ groupname: 'Other' })];
    simulator.teamviewer.closeFromTeamViewer(codeOf(first));
    const open = sessions(await tv('/sessions'));
    assert.deepEqual(
      open.map(({ code }) => code),
      [codeOf(second)],
    );
    assert.equal(open[0]?.['custom_api'], undefined);
    const group = String(first.body['groupid']);
    const full = sessions(await tv(`/sessions?state=open,closed&groupid=${group}&full_list=true`));
    assert.deepEqual(
      full.map(({ code, custom_api, state }) => [code, custom_api, state]),
      [[codeOf(first), 'op-1', 'Closed']],
    );
  });

  it('pages a list by offset', async () => {
    simulator.teamviewer.pageSize = 2;
    const made = [await create(), await create(), await create()].map(codeOf);
    const first = await tv('/sessions');
    assert.equal(first.body['sessions_remaining'], 1);
    const second = await tv(`/sessions?offset=${String(first.body['next_offset'])}`);
    assert.equal(second.body['next_offset'], undefined);
    const listed = [...sessions(first), ...sessions(second)].map(({ code }) => code);
    assert.deepEqual(listed, [...made].reverse());
  });

  it('changes, assigns and closes with PUT 204, deletes with 204, and knows 404', async () => {
    const path = `/sessions/${codeOf(await create())}`;
    const put = (body: Body): Promise<Answer> => tv(path, { method: 'PUT', body });
    assert.equal((await put({ assigned_userid: 'u7', description: 'new' })).status, 204);
    const read = (await tv(path)).body;
    assert.deepEqual([read['assigned_userid'], read['description']], ['u7', 'new']);
    assert.equal((await put({ assigned_userid: 'u0' })).status, 204);
    assert.equal((await tv(path)).body['assigned_userid'], undefined);
    assert.equal((await put({ state: 'closed' })).status, 204);
    assert.equal((await tv(path)).body['state'], 'Closed');
    assert.equal((await tv(path, { method: 'DELETE' })).status, 204);
    assert.equal((await tv(path)).status, 404);
  });

  it('reports a connection that took place, with its times and our key, once it has ended', async () => {
    const code = codeOf(await create());
    simulator.teamviewer.customerJoins(code);
    assert.equal((await tv(`/sessions/${code}`)).body['online'], true);
    await simulator.clock.advance(60_000);
    simulator.teamviewer.helperConnects(code);
    assert.deepEqual(await report(), []);
    await simulator.clock.advance(12 * 60_000);
    await tv(`/sessions/${code}`, { method: 'PUT', body: { state: 'closed' } });
    const [record, ...others] = await report(`?session_code=${code}&has_code=true`);
    assert.deepEqual(others, []);
    assert.deepEqual([record?.['session_code'], record?.['custom_api']], [code, 'op-1']);
    const [start, end] = [record?.['start_date'], record?.['end_date']].map((date) =>
      Date.parse(String(date)),
    );
    const lasted = (end ?? 0) - (start ?? 0);
    assert.ok(lasted >= 12 * 60_000 && lasted < 12 * 60_000 + 5_000, String(lasted));
  });

  it('reports nothing when only one side ever came', async () => {
    const code = codeOf(await create());
    simulator.teamviewer.customerJoins(code);
    simulator.teamviewer.closeFromTeamViewer(code);
    assert.deepEqual(await report(), []);
  });

  it('reports each connection of a session, newest end first, filtered by date and paged', async () => {
    const code = codeOf(await create());
    const from = new Date(simulator.clock.now() + HOUR).toISOString();
    simulator.teamviewer.customerJoins(code);
    simulator.teamviewer.helperConnects(code);
    simulator.teamviewer.customerLeaves(code);
    await simulator.clock.advance(2 * HOUR);
    simulator.teamviewer.customerJoins(code);
    simulator.teamviewer.helperConnects(code);
    simulator.teamviewer.helperLeaves(code);
    assert.equal((await report()).length, 2);
    assert.equal((await report(`?from_date=${from}`)).length, 1);
    assert.equal((await report(`?to_date=${from}`)).length, 1);
    simulator.teamviewer.pageSize = 1;
    const first = (await tv('/reports/connections')).body;
    assert.equal(first['records_remaining'], 1);
    const rest = await report(`?offset_id=${String(first['next_offset'])}`);
    assert.ok(
      String(rest[0]?.['end_date']) < String((first['records'] as Body[])[0]?.['end_date']),
    );
    assert.equal((await tv('/reports/connections?from_date=soon')).status, 400);
  });

  it('closes a session by itself when its validity is over, and ends its connection then', async () => {
    const until = new Date(simulator.clock.now() + HOUR).toISOString();
    const code = codeOf(await create({ valid_until: until }));
    simulator.teamviewer.customerJoins(code);
    simulator.teamviewer.helperConnects(code);
    await simulator.clock.advance(2 * HOUR);
    const { body } = await tv(`/sessions/${code}`);
    assert.deepEqual([body['state'], body['online']], ['Closed', false]);
    assert.equal(body['closed_at'], body['valid_until']);
    assert.equal((await report())[0]?.['end_date'], body['valid_until']);
    assert.throws(() => simulator.teamviewer.customerJoins(code), /closed/);
    assert.throws(() => simulator.teamviewer.helperConnects('s00-000-000'), /no session/);
  });

  it('finds and makes groups', async () => {
    const made = await tv('/groups', { method: 'POST', body: { name: 'Helpdesk' } });
    assert.match(String(made.body['id']), /^g\d+$/);
    const found = await tv('/groups?name=Help');
    assert.deepEqual(found.body['groups'], [made.body]);
    const exact = await tv('/groups?name=Help&shouldMatchFullName=true');
    assert.deepEqual(exact.body['groups'], []);
    const session = await create({ groupname: 'Helpdesk' });
    assert.equal(session.body['groupid'], made.body['id']);
  });

  it('makes the same codes again for the same seed', async () => {
    const twin = await startSimulator({ seed: 7 });
    const other = await startSimulator({ seed: 7 });
    const body = { groupname: 'Desk' };
    const codes = await Promise.all(
      [twin, other].map(async (one) =>
        codeOf(await teamviewerOf(one)('/sessions', { method: 'POST', body })),
      ),
    );
    await Promise.all([twin.close(), other.close()]);
    assert.equal(codes[0], codes[1]);
  });
});
