import assert from 'node:assert/strict';
import { ROLE_GROUPS } from '../../simulator/index.js';
import { DAY } from '../../src/services/desk/ids.js';
import type { Finding, SelfTest } from '../../src/services/desk/self-test.js';
import { createSecretTest, endIn } from '../../src/services/graph/secret-test.js';
import { createGraphTests } from '../../src/services/graph/self-test.js';
import type { SignIn } from '../../src/services/graph/sign-in-test.js';
import { createHttp } from '../../src/services/http/http.js';
import { createTeamViewerTests } from '../../src/services/teamviewer/self-test.js';
import { startContract, type Contract } from './contract-parts.js';

describe('Self-tests and the simulated Microsoft', () => {
  let contract: Contract;

  before(async () => {
    contract = await startContract();
  });
  beforeEach(() => contract.simulator.reset());
  after(() => contract.simulator.close());

  async function run(tests: readonly SelfTest[]): Promise<readonly Finding[]> {
    const { signal } = new AbortController();
    return (await Promise.all(tests.map((test) => test.run(signal)))).flat();
  }

  function signIn(): SignIn & { readonly baseUrl: string } {
    const { graph } = contract.config;
    if (!graph) throw new Error('the simulator gives no Graph');
    const settings = { ...graph, resource: graph.baseUrl };
    const variable = 'GRAPH_CLIENT_SECRET';
    const { baseUrl } = graph;
    return { check: 'graph', http: createHttp(), settings, now: Date.now, variable, baseUrl };
  }

  const botId = () => contract.simulator.company.bot.appId;

  function graphTests(operators: readonly string[] = [ROLE_GROUPS.operators]) {
    const roleGroups = { operators, admins: [ROLE_GROUPS.admins], auditors: [] };
    return createGraphTests({ ...signIn(), roleGroups, appId: botId() });
  }

  const permissions = (findings: readonly Finding[]) =>
    findings
      .filter(({ check }) => check === 'permission')
      .map(({ code, params }) => [params.permission, code]);

  it('agree on what is granted and what isn’t, one by one', async () => {
    assert.deepEqual(permissions(await run(graphTests())), [
      ['User.Read.All', 'permission.granted'],
      ['GroupMember.Read.All', 'permission.granted'],
      ['DeviceManagementManagedDevices.Read.All', 'permission.granted'],
      ['Application.Read.All', 'permission.optional'],
      ['DeviceManagementManagedDevices.PrivilegedOperations.All', 'permission.granted'],
      ['RoleManagement.Read.Directory', 'permission.granted'],
      ['AppCatalog.Read.All', 'permission.optional'],
      ['TeamsAppInstallation.ReadWriteSelfForUser.All', 'permission.optional'],
    ]);
    contract.simulator.entra.graphRoles = [
      'User.Read.All',
      'Application.Read.All',
      'AppCatalog.Read.All',
      'TeamsAppInstallation.ReadWriteSelfForUser.All',
    ];
    const found = permissions(await run(graphTests()));
    const missing = found.filter(([, code]) => code === 'permission.missing');
    assert.deepEqual(
      missing.map(([name]) => name),
      ['GroupMember.Read.All', 'DeviceManagementManagedDevices.Read.All'],
    );
    assert.equal(found.filter(([, code]) => code === 'permission.granted').length, 4);
  });

  it('only read: nothing is installed, made or changed', async () => {
    const { graphRoles } = contract.simulator.entra;
    graphRoles.push('TeamsAppInstallation.ReadWriteSelfForUser.All', 'AppCatalog.Read.All');
    await run(graphTests());
    const { graph, teamViewer } = contract.config;
    if (!graph || !teamViewer) throw new Error('not configured');
    await run(createTeamViewerTests({ http: createHttp(), settings: teamViewer, now: Date.now }));
    const calls = contract.simulator.journal.calls({});
    const changing = calls.filter(({ system, method }) => system !== 'entra' && method !== 'GET');
    assert.deepEqual(changing, []);
  });

  it('agree on groups, nested ones included, and on one that isn’t there', async () => {
    const found = await run(graphTests());
    const operators = found.find(({ check }) => check === 'operators');
    assert.deepEqual([operators?.code, operators?.params.count], ['group.fine', 2]);
    const unknown = '12345678-0000-4000-8000-000000000000';
    const wrong = await run(graphTests([ROLE_GROUPS.operators, unknown]));
    const codes = wrong.filter(({ check }) => check === 'operators');
    assert.deepEqual(
      codes.map(({ code, params }) => [code, params.id]),
      [['group.unknown', unknown]],
    );
  });

  it('say that Graph didn’t answer a test, rather than that a permission is missing', async () => {
    contract.simulator.faults.add({ system: 'graph', status: 503, retryAfter: null });
    // One isn't tried out, for that would be a restart: the token says it.
    const tried = permissions(await run(graphTests())).filter(
      ([name]) => !name?.toString().includes('PrivilegedOperations'),
    );
    const codes = new Set(tried.map(([, code]) => code));
    assert.deepEqual([...codes], ['permission.no-answer', 'permission.unclear']);
  });

  function bot(end?: number): SelfTest {
    const { password } = contract.simulator.company.bot;
    const credential = { kind: 'secret', clientId: botId(), secret: password } as const;
    const secret = {
      check: 'bot-secret',
      ...{ appId: botId(), credential, end },
      ...{ variable: 'MicrosoftAppPassword', setting: 'APP_SECRET_EXPIRES' },
    } as const;
    return createSecretTest({ secret, graph: signIn(), now: Date.now });
  }

  it('agree on when a secret ends: Graph knows best, the configuration is second', async () => {
    const configured = Date.now() + 100 * DAY;
    const [told] = await run([bot(configured)]);
    assert.deepEqual([told?.code, told?.params.date], ['expiry.far', configured]);
    const ends = Math.floor(Date.now() / 1_000) * 1_000 + 20 * DAY;
    contract.simulator.entra.graphRoles.push('Application.Read.All');
    contract.simulator.entra.secrets.bot.ends = ends;
    const [read] = await run([bot(configured)]);
    assert.deepEqual([read?.code, read?.params.date], ['expiry.soon', ends]);
    contract.simulator.entra.graphRoles = [];
    assert.equal((await run([bot()]))[0]?.code, 'expiry.unknown');
  });

  it('know a certificate by its thumbprint, and no secret of somebody else', () => {
    const thumbprint = 'A'.repeat(40);
    const certificate = { thumbprint, privateKey: '' };
    const credential = { kind: 'certificate', clientId: 'x', certificate } as const;
    const customKeyIdentifier = Buffer.from(thumbprint, 'hex').toString('base64');
    const endDateTime = '2027-05-31T00:00:00Z';
    const keys = {
      passwordCredentials: [{ hint: 'abc', endDateTime: '2030-01-01T00:00:00Z' }],
      keyCredentials: [{ customKeyIdentifier, endDateTime }],
    };
    assert.equal(endIn(keys, credential), Date.parse(endDateTime));
    assert.equal(endIn(keys, { kind: 'secret', clientId: 'x', secret: 'xyz-1' }), undefined);
  });

  it('agree on a TeamViewer token, good, revoked, refused and without an answer', async () => {
    const { simulator } = contract;
    const settings = contract.config.teamViewer;
    if (!settings) throw new Error('not configured');
    const code = async () => {
      const http = createHttp();
      const [token] = createTeamViewerTests({ http, settings, now: Date.now });
      return token && (await run([token]))[0]?.code;
    };
    assert.equal(await code(), 'teamviewer.fine');
    simulator.teamviewer.tokenRevoked = true;
    assert.equal(await code(), 'teamviewer.refused');
    // Whether the real one says 200 or 401 to a bad token isn't documented.
    simulator.faults.add({ system: 'teamviewer', status: 401, times: 1 });
    assert.equal(await code(), 'teamviewer.refused');
    simulator.faults.add({ system: 'teamviewer', status: 503, times: 1 });
    assert.equal(await code(), 'teamviewer.no-answer');
  });
});
