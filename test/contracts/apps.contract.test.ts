import assert from 'node:assert/strict';
import { ConnectorFailure } from '../../src/services/desk/failures.js';
import { parsePersonId } from '../../src/services/desk/ids.js';
import type { PersonId } from '../../src/services/desk/ids.js';
import type { AppCatalogue, AppInstaller } from '../../src/services/desk/ports.js';
import { createAppCatalogue } from '../../src/services/graph/app-catalogue.js';
import { createAppInstaller } from '../../src/services/graph/app-installer.js';
import { createGraphClient } from '../../src/services/graph/client.js';
import { createTokens } from '../../src/services/graph/token.js';
import { createHttp } from '../../src/services/http/http.js';
import { CAST, CATALOGUE_APP } from '../../simulator/index.js';
import { failureDetails } from '../services/graph/graph-parts.js';
import { startContract } from './contract-parts.js';
import type { Contract } from './contract-parts.js';

const INSTALL = 'TeamsAppInstallation.ReadWriteSelfForUser.All';
const READ = 'AppCatalog.Read.All';
const HOUR = 3_600_000;

function person(name: keyof typeof CAST): PersonId {
  return parsePersonId(CAST[name]) ?? assert.fail();
}

describe('Apps in Graph and in the simulated Graph', () => {
  let contract: Contract;
  let catalogue: AppCatalogue;
  let installer: AppInstaller;
  let now: number;

  before(async () => {
    contract = await startContract();
  });
  beforeEach(async () => {
    await contract.simulator.reset();
    contract.simulator.entra.graphRoles.push(INSTALL, READ);
    now = Date.now();
    const { graph } = contract.config;
    assert.ok(graph);
    const http = createHttp();
    const tokens = createTokens(http, { ...graph, resource: graph.baseUrl }, Date.now);
    const client = createGraphClient({ baseUrl: graph.baseUrl, http, tokens });
    const manifestId = CATALOGUE_APP.externalId;
    catalogue = createAppCatalogue({ client, manifestId, now: () => now });
    installer = createAppInstaller({ client, catalogue, baseUrl: graph.baseUrl });
  });
  after(() => contract.simulator.close());

  const calls = (path: string) => contract.simulator.journal.calls({ system: 'graph', path });

  it('agree on the app in the catalogue, by the id in its manifest, with its newest published version', async () => {
    const { apps } = contract.simulator.graph;
    apps.upload('0.10.0');
    apps.upload('0.9.0');
    apps.upload('0.11.0', 'submitted');
    assert.deepEqual(await catalogue.find(), { teamsAppId: CATALOGUE_APP.id, version: '0.10.0' });
  });

  it('agree that there is none, and look again each time until there is', async () => {
    const { apps } = contract.simulator.graph;
    apps.remove();
    assert.equal(await catalogue.find(), undefined);
    assert.deepEqual(await installer.install(person('gus')), {
      kind: 'refused',
      why: 'not-in-catalogue',
    });
    apps.upload('1.0.0');
    assert.equal((await catalogue.find())?.version, '1.0.0');
  });

  it('are asked for the catalogue once an hour', async () => {
    await catalogue.find();
    await catalogue.find();
    assert.equal(calls('appCatalogs').length, 1);
    now += HOUR;
    await catalogue.find();
    assert.equal(calls('appCatalogs').length, 2);
  });

  it('agree on installing it for a person, who then has it', async () => {
    const { teams } = contract.simulator;
    teams.setPresence(CAST.marie, { installed: false });
    const app = CATALOGUE_APP.id;
    assert.deepEqual(await installer.install(person('marie')), { kind: 'installed', app });
    assert.ok(teams.has(CAST.marie));
    assert.deepEqual(await installer.install(person('marie')), { kind: 'already', app });
  });

  it('agree that nobody may without the permission, for the catalogue and for the person', async () => {
    const { entra } = contract.simulator;
    entra.graphRoles = entra.graphRoles.filter((role) => role !== INSTALL);
    assert.deepEqual(await installer.install(person('gus')), {
      kind: 'refused',
      why: 'not-permitted',
      app: CATALOGUE_APP.id,
    });
  });

  it('agree that the catalogue is closed without its own permission', async () => {
    const { entra } = contract.simulator;
    entra.graphRoles = entra.graphRoles.filter((role) => role !== READ);
    const why = { kind: 'refused', why: 'not-permitted' };
    assert.deepEqual(await installer.install(person('gus')), why);
    assert.equal(calls('installedApps').length, 0);
    assert.equal((await failureDetails(() => catalogue.find())).status, 403);
  });

  it('agree on somebody who isn’t in the directory', async () => {
    const stranger = parsePersonId('ffffffff-0000-4000-8000-000000000000') ?? assert.fail();
    const came = await installer.install(stranger);
    assert.equal(came.kind === 'refused' && came.why, 'no-such-person');
  });

  it('throw what may pass, and say when it may have been done all the same', async () => {
    const { faults } = contract.simulator;
    for (const [fault, applied] of [
      [{ status: 429, retryAfter: 7 }, 'no'],
      [{ status: 503 }, 'maybe'],
      [{ drop: 'after' }, 'maybe'],
    ] as const) {
      faults.clear();
      faults.add({ system: 'graph', path: 'installedApps', ...fault });
      const details = await failureDetails(() => installer.install(person('gus')));
      assert.deepEqual([details.retryable, details.applied], [true, applied]);
      if ('retryAfter' in fault) assert.equal(details.retryAfter, 7_000);
    }
    faults.clear();
  });

  it('throw when Entra gives no token: nothing was refused for good', async () => {
    contract.simulator.faults.add({ system: 'entra', status: 401 });
    await assert.rejects(installer.install(person('gus')), ConnectorFailure);
    contract.simulator.faults.clear();
  });
});
