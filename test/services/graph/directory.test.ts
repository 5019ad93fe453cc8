import assert from 'node:assert/strict';
import { parsePersonId } from '../../../src/services/desk/ids.js';
import type { PersonId } from '../../../src/services/desk/ids.js';
import { createDirectory } from '../../../src/services/graph/directory.js';
import { json } from '../http/tiny-server.js';
import type { Answering } from '../http/tiny-server.js';
import { failureDetails, intuneError, tinyGraph } from './graph-parts.js';
import type { TinyGraph } from './graph-parts.js';

function person(n: number): PersonId {
  return parsePersonId(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`) ?? assert.fail();
}

const ANNA = {
  id: person(1).toUpperCase(),
  displayName: 'Anna de Vries',
  userPrincipalName: 'anna@noordzee.example',
  userType: 'Member',
  accountEnabled: true,
};

describe('directory', () => {
  const graphs: TinyGraph[] = [];
  afterEach(async () => {
    await Promise.all(graphs.splice(0).map((graph) => graph.close()));
  });

  async function serve(answer: Answering) {
    const graph = await tinyGraph(answer);
    graphs.push(graph);
    return { graph, directory: createDirectory(graph.client) };
  }

  /** Path and decoded query of the nth read. */
  function asked(graph: TinyGraph, n = 0) {
    const url = new URL(graph.reads()[n]?.path ?? '', graph.url);
    return { path: url.pathname, query: Object.fromEntries(url.searchParams) };
  }

  describe('devices of a person', () => {
    it('are read with the fields that are needed, over all pages, Windows PCs first', async () => {
      const { graph, directory } = await serve((call, response, url) =>
        call.path.includes('skip')
          ? json(response, 200, {
              value: [{ id: 'd3', deviceName: 'LT-3', operatingSystem: 'Windows' }],
            })
          : json(response, 200, {
              value: [
                {
                  id: 'd1',
                  deviceName: 'iPhone',
                  operatingSystem: 'iOS',
                  complianceState: 'unknown',
                },
                {
                  id: 'd2',
                  deviceName: 'LT-2',
                  model: 'Latitude 7440',
                  operatingSystem: 'Windows',
                  complianceState: 'noncompliant',
                  lastSyncDateTime: '2026-11-20T07:41:03Z',
                },
                { id: 'd0', deviceName: 'Lens', operatingSystem: 'Windows Holographic' },
              ],
              '@odata.nextLink': `${url}/v1.0/users/x/managedDevices?$skip=3`,
            }),
      );
      const devices = await directory.devicesOf(person(1));
      assert.deepEqual(
        devices.map(({ id }) => String(id)),
        ['d2', 'd3', 'd1', 'd0'],
      );
      assert.deepEqual(devices[0], {
        id: 'd2',
        name: 'LT-2',
        model: 'Latitude 7440',
        operatingSystem: 'Windows',
        compliant: false,
        lastSync: Date.UTC(2026, 10, 20, 7, 41, 3),
      });
      assert.deepEqual(asked(graph), {
        path: `/v1.0/users/${person(1)}/managedDevices`,
        query: { $select: 'id,deviceName,model,operatingSystem,complianceState,lastSyncDateTime' },
      });
    });

    it('may lack a name, a model and a sync', async () => {
      const { directory } = await serve((_call, response) =>
        json(response, 200, {
          value: [
            { id: 'd1', deviceName: '', model: null, lastSyncDateTime: '0001-01-01T00:00:00Z' },
          ],
        }),
      );
      assert.deepEqual(await directory.devicesOf(person(1)), [
        { id: 'd1', name: 'd1', operatingSystem: '' },
      ]);
    });

    it('count as compliant in their grace period, and as neither when nobody knows', async () => {
      const states = [
        'compliant',
        'inGracePeriod',
        'conflict',
        'error',
        'unknown',
        'configManager',
      ];
      const { directory } = await serve((_call, response) =>
        json(response, 200, {
          value: states.map((complianceState, n) => ({ id: `d${n}`, complianceState })),
        }),
      );
      const devices = await directory.devicesOf(person(1));
      const expected = [true, true, false, false, undefined, undefined];
      assert.deepEqual(
        devices.map(({ compliant }) => compliant),
        expected,
      );
    });

    it('may be none', async () => {
      const { directory } = await serve((_call, response) => json(response, 200, { value: [] }));
      assert.deepEqual(await directory.devicesOf(person(1)), []);
    });
  });

  describe('a search', () => {
    it('by object id or user principal name reads that one person, encoded', async () => {
      const { graph, directory } = await serve((_call, response) => json(response, 200, ANNA));
      const upn = 'gus_partner.example#EXT#@noordzee.example';
      assert.deepEqual(await directory.find(` ${upn} `, 5), [
        {
          id: person(1),
          name: 'Anna de Vries',
          upn: 'anna@noordzee.example',
          guest: false,
          enabled: true,
        },
      ]);
      await directory.find(person(2), 5);
      assert.equal(graph.reads()[0]?.path.split('?')[0], `/v1.0/users/${encodeURIComponent(upn)}`);
      assert.equal(asked(graph, 1).path, `/v1.0/users/${person(2)}`);
    });

    it('for somebody who is not there finds nobody', async () => {
      const { directory } = await serve((_call, response) =>
        json(response, 404, intuneError('Request_ResourceNotFound', 'no such')),
      );
      assert.deepEqual(await directory.find('nobody@noordzee.example', 5), []);
    });

    it('that Graph refuses is a failure, not an empty answer', async () => {
      const { directory } = await serve((_call, response) =>
        json(response, 403, intuneError('Forbidden', '')),
      );
      const details = await failureDetails(() => directory.find('anna@noordzee.example', 5));
      assert.deepEqual([details.status, details.retryable], [403, false]);
    });

    it('by the start of a name quotes what was typed', async () => {
      const { graph, directory } = await serve((_call, response) =>
        json(response, 200, { value: [ANNA] }),
      );
      await directory.find("O'Brien & Zn') or ('a", 3);
      assert.deepEqual(asked(graph), {
        path: '/v1.0/users',
        query: {
          $filter: "startswith(displayName,'O''Brien & Zn'') or (''a')",
          $select: 'id,displayName,userPrincipalName,preferredLanguage,userType,accountEnabled',
          $top: '3',
        },
      });
    });

    it('gives at most so many, over pages', async () => {
      const { graph, directory } = await serve((_call, response, url) =>
        json(response, 200, {
          value: [ANNA, ANNA],
          '@odata.nextLink': `${url}/v1.0/users?$skiptoken=${graph.calls.length}`,
        }),
      );
      assert.equal((await directory.find('an', 3)).length, 3);
      assert.equal(graph.reads().length, 2);
    });

    it('for nothing asks nothing', async () => {
      const { graph, directory } = await serve((_call, response) =>
        json(response, 200, { value: [] }),
      );
      assert.deepEqual([await directory.find('  ', 5), await directory.find('anna', 0)], [[], []]);
      assert.equal(graph.calls.length, 0);
    });

    it('shows guests and disabled accounts as such', async () => {
      const guest = { ...ANNA, userType: 'Guest', accountEnabled: false, displayName: null };
      const { directory } = await serve((_call, response) =>
        json(response, 200, { value: [guest] }),
      );
      const [found] = await directory.find('gus', 5);
      assert.deepEqual(
        [found?.guest, found?.enabled, found?.name],
        [true, false, 'anna@noordzee.example'],
      );
    });
  });

  it('reads the members of groups, nested ones included, each person once', async () => {
    const { graph, directory } = await serve((call, response, url) => {
      if (call.path.includes('skiptoken'))
        return json(response, 200, { value: [{ id: person(3) }] });
      const value = [
        { '@odata.type': '#microsoft.graph.user', id: person(call.path.includes('g1') ? 1 : 3) },
      ];
      const more = call.path.includes('g1')
        ? { '@odata.nextLink': `${url}/v1.0/groups/g1/x?$skiptoken=a` }
        : {};
      return json(response, 200, { value, ...more });
    });
    assert.deepEqual(await directory.membersOf(['g1', 'g2']), [person(1), person(3)]);
    assert.deepEqual(asked(graph), {
      path: '/v1.0/groups/g1/transitiveMembers/microsoft.graph.user',
      query: { $select: 'id', $count: 'true', $top: '999' },
    });
    for (const call of graph.reads()) assert.equal(call.headers.consistencylevel, 'eventual');
  });

  it('fails for a group that is gone, rather than finding it empty', async () => {
    const { directory } = await serve((_call, response) =>
      json(response, 404, intuneError('Request_ResourceNotFound', '')),
    );
    assert.equal((await failureDetails(() => directory.membersOf(['g1']))).status, 404);
  });

  it('reads nobody for no groups', async () => {
    const { graph, directory } = await serve((_call, response) =>
      json(response, 200, { value: [] }),
    );
    assert.deepEqual(await directory.membersOf([]), []);
    assert.equal(graph.calls.length, 0);
  });

  it('reads the guests of the tenant', async () => {
    const { graph, directory } = await serve((_call, response) =>
      json(response, 200, { value: [{ id: person(9) }] }),
    );
    assert.deepEqual(await directory.guests(), [person(9)]);
    assert.deepEqual(asked(graph).query, {
      $filter: "userType eq 'Guest'",
      $select: 'id',
      $top: '999',
    });
  });
});
