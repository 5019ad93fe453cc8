import assert from 'node:assert/strict';
import { parsePersonId } from '../../src/services/desk/ids.js';
import type { PersonId } from '../../src/services/desk/ids.js';
import type { Directory } from '../../src/services/desk/ports.js';
import { CAST, ROLE_GROUPS } from '../../simulator/index.js';
import { failureDetails } from '../services/graph/graph-parts.js';
import { directoryOf, startContract } from './contract-parts.js';
import type { Contract } from './contract-parts.js';

function person(name: keyof typeof CAST): PersonId {
  return parsePersonId(CAST[name]) ?? assert.fail();
}

describe('Graph client and simulated Graph', () => {
  let contract: Contract;
  let directory: Directory;

  before(async () => {
    contract = await startContract();
  });
  beforeEach(async () => {
    await contract.simulator.reset();
    contract.simulator.graph.pageSize = 100;
    directory = directoryOf(contract.config);
  });
  after(() => contract.simulator.close());

  const graphCalls = () => contract.simulator.journal.calls({ system: 'graph' });
  const signIns = () => contract.simulator.journal.calls({ system: 'entra' });

  it('agree on a person’s devices, PCs first', async () => {
    const devices = await directory.devicesOf(person('anna'));
    assert.deepEqual(
      devices.map(({ name, operatingSystem, compliant }) => [name, operatingSystem, compliant]),
      [
        ['LT-ANNA-01', 'Windows', true],
        ['Anna’s iPhone', 'iOS', true],
      ],
    );
    const [first] = devices;
    assert.equal(first?.model, 'Latitude 7440');
    assert.ok(Math.abs(Date.now() - 3_600_000 - (first?.lastSync ?? 0)) < 60_000);
  });

  it('agree on a person without any device', async () => {
    assert.deepEqual(await directory.devicesOf(person('marie')), []);
  });

  it('agree on pages: every device of two, one to a page', async () => {
    contract.simulator.graph.pageSize = 1;
    const devices = await directory.devicesOf(person('luc'));
    assert.deepEqual(devices.map(({ name }) => name).sort(), ['PC-LUC-01', 'PC-LUC-02']);
    assert.ok(graphCalls().length >= 2);
  });

  it('agree on finding people by id, principal name and start of name', async () => {
    const [byId] = await directory.find(CAST.anna, 5);
    assert.deepEqual(byId, {
      id: person('anna'),
      name: 'Anna de Vries',
      upn: 'anna.devries@noordzee.example',
      language: 'nl-NL',
      guest: false,
      enabled: true,
    });
    assert.deepEqual(await directory.find('anna.devries@noordzee.example', 5), [byId]);
    assert.deepEqual(await directory.find('anna', 5), [byId]);
    assert.deepEqual(await directory.find('nobody@noordzee.example', 5), []);
    assert.deepEqual(await directory.find("O'Nobody", 5), []);
  });

  it('agree on guests, whose names have a # in them, and on disabled accounts', async () => {
    const [gus] = await directory.find('gus_partner.example#EXT#@noordzee.example', 5);
    assert.deepEqual([gus?.id, gus?.guest], [person('gus'), true]);
    const [olga] = await directory.find('Olga', 5);
    assert.deepEqual([olga?.id, olga?.enabled], [person('olga'), false]);
    assert.deepEqual(await directory.guests(), [person('gus')]);
  });

  it('agree on the members of role groups, nested groups included', async () => {
    const operators = await directory.membersOf([ROLE_GROUPS.operators]);
    assert.deepEqual([...operators].sort(), [person('sam'), person('priya'), person('gus')].sort());
    const both = await directory.membersOf([
      ROLE_GROUPS.operators,
      ROLE_GROUPS.admins,
      ROLE_GROUPS.auditors,
    ]);
    assert.ok(both.includes(person('eva')));
    assert.equal(both.length, 4);
  });

  it('fail for a role group that is not there', async () => {
    const { status, retryable } = await failureDetails(() =>
      directory.membersOf(['b9999999-0000-4000-8000-000000000009']),
    );
    assert.deepEqual([status, retryable], [404, false]);
  });

  it('sign in once for many calls at a time', async () => {
    await Promise.all([
      directory.guests(),
      directory.devicesOf(person('anna')),
      directory.find('luc', 1),
    ]);
    assert.equal(signIns().length, 1);
  });

  it('get over a token that has run out before its time', async () => {
    contract.simulator.entra.tokenLifetimeSeconds = 1;
    // Set back after the first call, this clock keeps the short token.
    const clock = { now: Date.now() };
    const misled = directoryOf(contract.config, () => clock.now);
    await misled.guests();
    clock.now -= 3_600_000;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    contract.simulator.entra.tokenLifetimeSeconds = 3_599;
    assert.deepEqual(await misled.guests(), [person('gus')]);
    assert.deepEqual(
      graphCalls().map(({ status }) => status),
      [200, 401, 200],
    );
    assert.equal(signIns().length, 2);
  });

  it('tell a lack of rights in Intune from a stale token', async () => {
    contract.simulator.entra.graphRoles = ['User.Read.All'];
    const details = await failureDetails(() => directory.devicesOf(person('anna')));
    assert.deepEqual([details.status, details.code, details.retryable], [403, 'Forbidden', false]);
    assert.equal(signIns().length, 1);
  });

  it('fail for good with a wrong secret', async () => {
    const { graph } = contract.config;
    assert.ok(graph?.credential.kind === 'secret');
    const wrong = { ...graph, credential: { ...graph.credential, secret: 'wrong' } };
    const details = await failureDetails(() =>
      directoryOf({ ...contract.config, graph: wrong }).guests(),
    );
    assert.deepEqual(
      [details.system, details.code, details.retryable],
      ['entra', 'AADSTS7000215', false],
    );
  });

  it('pass on throttling with and without Retry-After, and recover', async () => {
    const { faults } = contract.simulator;
    faults.add({ system: 'graph', status: 429, retryAfter: 7, times: 1 });
    faults.add({ system: 'graph', status: 429, retryAfter: null, times: 1 });
    const first = await failureDetails(() => directory.guests());
    assert.deepEqual([first.status, first.retryable, first.retryAfter], [429, true, 7_000]);
    const second = await failureDetails(() => directory.guests());
    assert.deepEqual([second.retryable, second.retryAfter], [true, undefined]);
    assert.deepEqual(await directory.guests(), [person('gus')]);
  });

  it('pass on a Graph that is down or breaks off, as worth another try', async () => {
    const { faults } = contract.simulator;
    faults.add({ system: 'graph', status: 503, times: 1 });
    faults.add({ system: 'graph', drop: 'before', times: 1 });
    for (const status of [503, undefined]) {
      const details = await failureDetails(() => directory.guests());
      assert.deepEqual([details.status, details.retryable, details.applied], [status, true, 'no']);
    }
  });
});
