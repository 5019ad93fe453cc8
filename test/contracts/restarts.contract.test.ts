import assert from 'node:assert/strict';
import { CAST, ROLE_GROUPS } from '../../simulator/index.js';
import { addFleet } from '../../simulator/fleet.js';
import { deviceId, parsePersonId } from '../../src/services/desk/ids.js';
import type { PcFinder, RemoteRestarts } from '../../src/services/desk/ports.js';
import { createPcFinder } from '../../src/services/graph/pc-finder.js';
import { createIntuneRestarts } from '../../src/services/graph/restarts.js';
import { failureDetails } from '../services/graph/graph-parts.js';
import { graphOf, startContract, type Contract } from './contract-parts.js';

describe('Restarts and simulated Intune', () => {
  let contract: Contract;
  let restarts: RemoteRestarts;
  let finder: PcFinder;

  before(async () => {
    contract = await startContract();
  });
  beforeEach(async () => {
    await contract.simulator.reset();
    const client = graphOf(contract.config);
    restarts = createIntuneRestarts(client, Date.now);
    finder = createPcFinder(client);
  });
  after(() => contract.simulator.close());

  const idOf = (name: string) =>
    deviceId(
      contract.simulator.company.devices.find(({ deviceName }) => deviceName === name)?.id ?? '',
    );
  const calls = (path: RegExp) => contract.simulator.journal.calls({ system: 'graph', path });

  it('agree that accepted isn’t restarted: pending, active, done, on the company’s clock', async () => {
    const pc = idOf('LT-ANNA-01');
    assert.deepEqual((await restarts.look([pc])).get(pc), { state: 'none' });
    await restarts.restart(pc);
    const seen: string[] = [];
    for (const step of [0, 5_000, 10_000]) {
      await contract.simulator.clock.advance(step);
      const sight = (await restarts.look([pc])).get(pc);
      seen.push(sight?.state ?? 'nothing');
      assert.ok(sight?.startedAt);
    }
    assert.deepEqual(seen, ['pending', 'active', 'done']);
  });

  it('agree on one that fails, one that is offline, and one that says nothing', async () => {
    const { reboots } = contract.simulator.graph;
    const [anna, luc, tom] = [idOf('LT-ANNA-01'), idOf('PC-LUC-02'), idOf('PC-TOM-DEM')] as const;
    reboots.behave(anna, 'failed');
    reboots.behave(tom, 'silent');
    for (const pc of [anna, luc, tom]) await restarts.restart(pc);
    await contract.simulator.clock.advance(60_000);
    const sights = await restarts.look([anna, luc, tom]);
    assert.deepEqual(
      [anna, luc, tom].map((pc) => sights.get(pc)?.state),
      ['failed', 'pending', 'none'],
    );
    reboots.comeBack(luc);
    await contract.simulator.clock.advance(60_000);
    assert.equal((await restarts.look([luc])).get(luc)?.state, 'done');
  });

  it('agree on refusals: goggles, a PC that isn’t there, a permission that is missing', async () => {
    const details = async (pc: ReturnType<typeof idOf>) => {
      const { status, retryable, applied } = await failureDetails(() => restarts.restart(pc));
      return { status, retryable, applied };
    };
    const never = { retryable: false, applied: 'no' };
    assert.deepEqual(await details(idOf('HOLO-01')), { status: 400, ...never });
    const nobody = deviceId('12345678-0000-4000-8000-000000000000');
    assert.deepEqual(await details(nobody), { status: 404, ...never });
    assert.equal((await restarts.look([nobody])).has(nobody), false);
    contract.simulator.entra.graphRoles = ['DeviceManagementManagedDevices.Read.All'];
    restarts = createIntuneRestarts(graphOf(contract.config), Date.now);
    assert.deepEqual(await details(idOf('LT-ANNA-01')), { status: 403, ...never });
  });

  it('agree on doubt: a 429 was surely not applied, a cut answer perhaps', async () => {
    const pc = idOf('LT-ANNA-01');
    const { faults, graph } = contract.simulator;
    for (const retryAfter of [7, null]) {
      faults.add({ system: 'graph', path: 'rebootNow', status: 429, retryAfter, times: 1 });
      const details = await failureDetails(() => restarts.restart(pc));
      assert.equal(details.applied, 'no');
      assert.equal(details.retryable, true);
      assert.equal(details.retryAfter, retryAfter === null ? undefined : 7_000);
    }
    assert.equal(graph.reboots.told.get(pc) ?? 0, 0);
    faults.add({ system: 'graph', path: 'rebootNow', drop: 'after', times: 1 });
    assert.equal((await failureDetails(() => restarts.restart(pc))).applied, 'maybe');
    assert.equal(graph.reboots.told.get(pc), 1);
    faults.add({ system: 'graph', path: 'rebootNow', status: 503, times: 1 });
    assert.equal((await failureDetails(() => restarts.restart(pc))).applied, 'maybe');
  });

  it('agree on reads in batches of twenty, in any order, and on a part that is throttled', async () => {
    const ids = addFleet(contract.simulator.graph, { count: 45, group: ROLE_GROUPS.warehouse });
    const sights = await restarts.look(ids.map(deviceId));
    assert.equal(sights.size, 45);
    assert.equal(calls(/\$batch/).length, 3);
    contract.simulator.faults.add({ system: 'graph', path: 'batch', status: 429, retryAfter: 3 });
    const details = await failureDetails(() => restarts.look(ids.map(deviceId)));
    assert.deepEqual([details.retryable, details.applied, details.retryAfter], [true, 'no', 3_000]);
  });

  it('keeps below what Intune lets one app write', async () => {
    const ids = addFleet(contract.simulator.graph, { count: 100, group: ROLE_GROUPS.warehouse });
    const twice = [...ids, ...ids].map(deviceId);
    const results = await Promise.allSettled(twice.map((id) => restarts.restart(id)));
    const held = results.filter(({ status }) => status === 'rejected');
    assert.equal(held.length, 20);
    const [first] = held;
    const why: unknown = first?.status === 'rejected' ? first.reason : undefined;
    assert.match(String(why), /own-budget/);
    assert.equal(calls(/rebootNow/).filter(({ status }) => status === 429).length, 0);
  });

  it('agree on a name whatever its case, on two PCs of one name, and on a quote in it', async () => {
    assert.equal((await finder.named('lt-anna-01')).length, 1);
    const two = await finder.named('LT-0042');
    assert.deepEqual(two.map(({ model }) => model).sort(), ['Latitude 5440', 'ThinkPad T14']);
    assert.deepEqual(await finder.named("o'clock"), []);
  });

  it('agree on whose PC it is, and in which language they are', async () => {
    const anna = parsePersonId(CAST.anna);
    assert.ok(anna);
    const [pc, phone] = await finder.ofPerson(anna);
    assert.deepEqual([pc?.name, pc?.managed, pc?.owner], ['LT-ANNA-01', true, anna]);
    assert.equal(phone?.operatingSystem, 'iOS');
    const [person] = await finder.people([anna]);
    assert.deepEqual(person, { id: anna, name: 'Anna de Vries', language: 'nl-NL' });
  });

  it('agree on a group of more than a page, on an empty one, and on one that nobody knows', async () => {
    addFleet(contract.simulator.graph, { count: 1_200, group: ROLE_GROUPS.warehouse });
    const found = await finder.ofGroup('warehouse');
    assert.equal(found?.pcs.length, 1_200);
    assert.ok(calls(/managedDevices/).length > 10, 'page after page');
    assert.deepEqual(await finder.ofGroup('Board'), { pcs: [], unmanaged: [] });
    assert.equal(await finder.ofGroup('No such group'), undefined);
    assert.equal(await finder.ofGroup('Reception'), undefined, 'there are two');
  });
});
