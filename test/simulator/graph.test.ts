import assert from 'node:assert/strict';
import { CAST, ROLE_GROUPS, startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { call, codeOf, graphBearer, graphOf, valueOf } from './callers.js';
import type { Answer, Body, Connector } from './callers.js';

/** Advanced queries of the directory need this header, on every page. */
const EVENTUAL = { consistencylevel: 'eventual' };

describe('simulated Graph', () => {
  let simulator: Simulator;
  let graph: Connector;
  beforeEach(async () => {
    simulator = await startSimulator();
    graph = await graphOf(simulator);
  });
  afterEach(() => simulator.close());

  const url = (path: string): string => `${simulator.environment()['GRAPH_URL'] ?? ''}${path}`;
  const messageOf = (answer: Answer): string =>
    String((answer.body['error'] as Body | undefined)?.['message']);
  const names = (answer: Answer): unknown[] => valueOf(answer).map(({ deviceName }) => deviceName);
  const devices = (filter: string): Promise<Answer> =>
    graph(`/v1.0/deviceManagement/managedDevices?$filter=${encodeURIComponent(filter)}`);

  async function follow(first: string, headers?: Record<string, string>): Promise<Answer[]> {
    const pages: Answer[] = [];
    let next: string | undefined = url(first);
    const bearer = await graphBearer(simulator);
    while (next !== undefined) {
      const answer: Answer = await call(next, { bearer, ...(headers ? { headers } : {}) });
      pages.push(answer);
      const link = answer.body['@odata.nextLink'];
      next = typeof link === 'string' ? link : undefined;
    }
    return pages;
  }

  it('finds a user by id and by sign-in name, a guest’s # included', async () => {
    const gus = simulator.company.people.find(({ id }) => id === CAST.gus);
    const byId = await graph(`/v1.0/users/${CAST.gus}?$select=id,userType,accountEnabled`);
    const byName = await graph(`/v1.0/users/${encodeURIComponent(gus?.upn ?? '')}`);
    assert.equal(byId.body['userType'], 'Guest');
    assert.equal(byName.body['id'], CAST.gus);
    assert.equal(byName.body['userType'], undefined, 'userType comes only when selected');
  });

  it('answers 404 and 400 in Graph’s shape, with the ids of the request', async () => {
    const headers = { 'client-request-id': '11111111-2222-4333-8444-555555555555' };
    const missing = await graph('/v1.0/users/nobody@noordzee.example', { headers });
    assert.deepEqual([missing.status, codeOf(missing)], [404, 'Request_ResourceNotFound']);
    const inner = (missing.body['error'] as Body)['innerError'] as Body;
    assert.equal(inner['client-request-id'], headers['client-request-id']);
    assert.equal(inner['request-id'], missing.headers.get('request-id'));
    const segment = await graph('/v1.0/users/x/mobileAppIntentAndStates');
    assert.deepEqual([segment.status, codeOf(segment)], [400, 'BadRequest']);
    assert.match(messageOf(segment), /segment 'mobileAppIntentAndStates'/);
    const property = await graph(`/v1.0/users/${CAST.anna}?$select=shoeSize`);
    assert.equal(property.status, 400);
  });

  it('filters users by name, start of name and type; refuses other properties', async () => {
    const search = (filter: string): Promise<Answer> =>
      graph(`/v1.0/users?$select=id,displayName&$filter=${encodeURIComponent(filter)}`);
    const start = await search(
      "startswith(displayName,'Lu') or startswith(userPrincipalName,'anna')",
    );
    assert.deepEqual(
      valueOf(start).map(({ id }) => id),
      [CAST.anna, CAST.luc],
    );
    assert.deepEqual(
      valueOf(await search("userType eq 'Guest'")).map(({ id }) => id),
      [CAST.gus],
    );
    const refused = await search("jobTitle eq 'Planner'");
    assert.deepEqual([refused.status, codeOf(refused)], [400, 'Request_UnsupportedQuery']);
  });

  it('lists everyone in a group through nested groups, guests too, page by page', async () => {
    simulator.graph.pageSize = 1;
    const path = `/v1.0/groups/${ROLE_GROUPS.operators}/transitiveMembers/microsoft.graph.user`;
    assert.equal((await graph(path)).status, 400, 'a cast is an advanced query');
    const pages = await follow(`${path}?$select=id&$count=true`, EVENTUAL);
    assert.deepEqual(
      pages.flatMap(valueOf).map(({ id }) => id),
      [CAST.sam, CAST.gus, CAST.priya],
    );
    assert.equal(pages.length, 3);
    simulator.graph.pageSize = 100;
    const mixed = await graph(`/v1.0/groups/${ROLE_GROUPS.operators}/transitiveMembers`);
    assert.deepEqual(
      valueOf(mixed).map((member) => member['@odata.type']),
      ['user', 'user', 'group', 'user'].map((type) => `#microsoft.graph.${type}`),
    );
  });

  it('has links to the next page on the host that was asked, with a token nobody can build', async () => {
    simulator.graph.pageSize = 2;
    const first = await graph('/v1.0/users?$count=true', {
      headers: EVENTUAL,
    });
    const next = new URL(String(first.body['@odata.nextLink']));
    assert.equal(next.origin, simulator.url);
    assert.equal(first.body['@odata.count'], simulator.company.people.length);
    const bearer = await graphBearer(simulator);
    const bare = await call(next.href, { bearer });
    assert.equal(bare.status, 400, 'headers have to be sent again');
    const again = await call(next.href, { bearer, headers: { consistencylevel: 'eventual' } });
    assert.equal(valueOf(again).length, 2);
    assert.equal(again.body['@odata.count'], undefined);
    assert.equal((await graph('/v1.0/users?$skiptoken=2')).status, 400);
  });

  it('checks memberships through nested groups, at most 20 at once', async () => {
    const check = (id: string, groupIds: string[]): Promise<Answer> =>
      graph(`/v1.0/users/${id}/checkMemberGroups`, { method: 'POST', body: { groupIds } });
    const { operators, admins } = ROLE_GROUPS;
    assert.deepEqual((await check(CAST.priya, [operators, admins, 'unknown'])).body['value'], [
      operators,
    ]);
    assert.equal(
      (
        await check(
          CAST.priya,
          Array.from({ length: 21 }, () => operators),
        )
      ).status,
      400,
    );
  });

  it('sees a changed membership at once', async () => {
    simulator.graph.setMembers(ROLE_GROUPS.admins, [CAST.tom]);
    const path = `/v1.0/groups/${ROLE_GROUPS.admins}/transitiveMembers/microsoft.graph.user?$count=true`;
    assert.deepEqual(
      valueOf(await graph(path, { headers: EVENTUAL })).map(({ id }) => id),
      [CAST.tom],
    );
    await simulator.reset();
    assert.deepEqual(
      valueOf(await graph(path, { headers: EVENTUAL })).map(({ id }) => id),
      [CAST.eva],
    );
  });

  it('lists a person’s devices, and none for a person without', async () => {
    assert.deepEqual(names(await graph(`/v1.0/users/${CAST.luc}/managedDevices`)), [
      'PC-LUC-01',
      'PC-LUC-02',
    ]);
    assert.deepEqual(names(await graph(`/v1.0/users/${CAST.marie}/managedDevices`)), []);
  });

  it('tells how long ago a PC was seen, by the simulator’s clock', async () => {
    await simulator.clock.advance(3_600_000);
    const answer = await devices("deviceName eq 'PC-LUC-02'");
    const [pc] = valueOf(answer);
    const days =
      (simulator.clock.now() - Date.parse(String(pc?.['lastSyncDateTime']))) / 86_400_000;
    assert.ok(days > 8.99 && days < 9.01);
    assert.equal(answer.body['@odata.count'], 1);
  });

  it('filters devices by the documented operators only, with Intune’s wrapped 400 for others', async () => {
    assert.equal(names(await devices("deviceName eq 'LT-0042'")).length, 2);
    assert.deepEqual(names(await devices("contains(deviceName,'HOLO')")), ['HOLO-01']);
    for (const filter of [
      "userId eq 'x'",
      "startswith(deviceName,'LT')",
      "model eq 'a' or imei eq 'b'",
    ]) {
      const refused = await devices(filter);
      assert.deepEqual([refused.status, codeOf(refused)], [400, 'BadRequest'], filter);
      const inner = JSON.parse(messageOf(refused)) as Body;
      assert.match(String(inner['Message']), /Operation ID \(for customer support\)/);
    }
  });

  it('shows the assistance link only by id and only when selected', async () => {
    const { id } = simulator.company.devices[0] ?? { id: '' };
    simulator.graph.setDevice(id, { remoteAssistanceSessionUrl: 'https://link' });
    const path = `/v1.0/deviceManagement/managedDevices/${id}`;
    const field = 'remoteAssistanceSessionUrl';
    const list = await graph(`/v1.0/deviceManagement/managedDevices?$select=id,${field}`);
    const [plain, chosen] = [await graph(path), await graph(`${path}?$select=id,${field}`)];
    assert.deepEqual(
      [valueOf(list)[0]?.[field], plain.body[field], chosen.body[field]],
      ['', '', 'https://link'],
    );
    const unknown = await graph('/v1.0/deviceManagement/managedDevices/none');
    assert.deepEqual([unknown.status, codeOf(unknown)], [404, 'ResourceNotFound']);
  });

  it('refuses a token that is missing, expired or for somebody else with 401', async () => {
    const path = url('/v1.0/users');
    simulator.entra.tokenLifetimeSeconds = -60;
    const expired = await call(path, { bearer: await graphBearer(simulator) });
    const missing = await call(path);
    const foreign = await call(path, { bearer: await simulator.teams.token() });
    for (const answer of [expired, missing, foreign]) {
      assert.deepEqual([answer.status, codeOf(answer)], [401, 'InvalidAuthenticationToken']);
    }
    assert.match(messageOf(expired), /expired/);
  });

  it('refuses a missing permission with 403: plain for the directory, wrapped for Intune', async () => {
    simulator.entra.graphRoles = [];
    const bearer = await graphBearer(simulator);
    const directory = await call(url('/v1.0/users'), { bearer });
    const intune = await call(url('/v1.0/deviceManagement/managedDevices'), { bearer });
    assert.deepEqual([directory.status, codeOf(directory)], [403, 'Authorization_RequestDenied']);
    assert.deepEqual([intune.status, codeOf(intune)], [403, 'Forbidden']);
    const inner = JSON.parse(messageOf(intune)) as Body;
    assert.match(String(inner['Message']), /DeviceManagementManagedDevices\.Read\.All/);
  });

  it('runs a batch: each part on its own, in any order, dependants of a failure 424', async () => {
    const requests = [
      { id: '1', method: 'GET', url: `/users/${CAST.anna}?$select=id` },
      { id: '2', method: 'GET', url: '/users/nobody' },
      { id: '3', method: 'GET', url: '/users', dependsOn: ['2'] },
      {
        id: '4',
        method: 'POST',
        url: `/users/${CAST.sam}/checkMemberGroups`,
        body: { groupIds: [] },
      },
    ];
    const { status, body } = await graph('/v1.0/$batch', { method: 'POST', body: { requests } });
    assert.equal(status, 200);
    const answers = body['responses'] as Body[];
    assert.deepEqual(
      Object.fromEntries(answers.map((answer) => [answer['id'], answer['status']])),
      { 1: 200, 2: 404, 3: 424, 4: 200 },
    );
    const one = answers.find(({ id }) => id === '1')?.['body'] as Body;
    assert.equal(one['id'], CAST.anna);
  });

  it('refuses a batch of more than 20, or with an id twice', async () => {
    const batch = (requests: unknown[]): Promise<Answer> =>
      graph('/v1.0/$batch', { method: 'POST', body: { requests } });
    const part = (id: string): Body => ({ id, method: 'GET', url: '/users' });
    assert.equal(
      (await batch(Array.from({ length: 21 }, (_, id) => part(String(id))))).status,
      400,
    );
    assert.equal((await batch([part('a'), part('A')])).status, 400);
  });
});
