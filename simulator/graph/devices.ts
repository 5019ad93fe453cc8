import { reply } from '../http.js';
import type { Reply } from '../http.js';
import { FilterSyntaxError, parseFilter, passes } from './filter.js';
import { DEVICE_FILTERS, unsupportedIn } from './filter-rules.js';
import { READ_DEVICES, RESTART_DEVICES } from './graph-call.js';
import type { GraphCall, GraphRoute } from './graph-call.js';
import { intuneBadRequest, intuneNotFound, intuneThrottled } from './graph-error.js';
import { page, select } from './odata.js';
import type { Entity } from './odata.js';
import { userOf } from './users.js';

const SELECT = { type: 'managedDevice' };
/** Filled only in a GET by id that names them in `$select`; empty anywhere else. */
const BY_ID_ONLY: Readonly<Record<string, unknown>> = {
  remoteAssistanceSessionUrl: '',
  deviceActionResults: [],
};

function withoutHidden(device: Entity): Entity {
  return { ...device, ...BY_ID_ONLY };
}

function passing(graphCall: GraphCall, devices: readonly Entity[]): Entity[] {
  const source = graphCall.call.query.get('$filter');
  if (source === null) return [...devices];
  try {
    const filter = parseFilter(source);
    const problem = unsupportedIn(filter, DEVICE_FILTERS, false);
    if (problem !== null) throw new FilterSyntaxError(problem);
    return devices.filter((device) => passes(filter, device));
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    throw intuneBadRequest(`Invalid filter: ${error.message}`, graphCall.ids);
  }
}

function pageOf(graphCall: GraphCall, devices: readonly Entity[]): Reply {
  const { call, pageSize } = graphCall;
  const chosen = passing(graphCall, devices).map((device) =>
    select(withoutHidden(device), call, SELECT),
  );
  const context = 'deviceManagement/managedDevices';
  return reply(200, page(chosen, call, { pageSize, context, count: true }));
}

function list(graphCall: GraphCall): Reply {
  return pageOf(graphCall, graphCall.directory.devices());
}

function ofUser(graphCall: GraphCall): Reply {
  const owner = userOf(graphCall)['id'];
  const devices = graphCall.directory.devices().filter(({ userId }) => userId === owner);
  return pageOf(graphCall, devices);
}

function get(graphCall: GraphCall): Reply {
  const { call, directory, param, ids, reboots } = graphCall;
  const found = directory.devices().find(({ id }) => id === param('id'));
  if (!found) throw intuneNotFound(ids);
  const results = reboots.resultsOf(String(found['id']));
  const whole = results.length === 0 ? found : { ...found, deviceActionResults: results };
  const device = call.query.has('$select') ? whole : withoutHidden(found);
  const context = `${call.origin}/graph/v1.0/$metadata#deviceManagement/managedDevices/$entity`;
  return reply(200, { '@odata.context': context, ...select(device, call, SELECT) });
}

/** Accepted, which is all that 204 says. */
function rebootNow({ directory, reboots, param, ids }: GraphCall): Reply {
  if (!reboots.mayWrite()) throw intuneThrottled(ids);
  const found = directory.devices().find(({ id }) => id === param('id'));
  if (!found) throw intuneNotFound(ids);
  if (found['operatingSystem'] !== 'Windows') throw intuneBadRequest('An error has occurred', ids);
  reboots.ask(param('id'), Date.parse(String(found['lastSyncDateTime'])));
  return reply(204);
}

const common = { method: 'GET', needs: [READ_DEVICES], area: 'intune' } as const;

/** Intune's managed devices: all, one person's, one. */
export const deviceRoutes: readonly GraphRoute[] = [
  { ...common, pattern: '/deviceManagement/managedDevices', handle: list },
  { ...common, pattern: '/deviceManagement/managedDevices/:id', handle: get },
  { ...common, pattern: '/users/:id/managedDevices', handle: ofUser },
  {
    method: 'POST',
    pattern: '/deviceManagement/managedDevices/:id/rebootNow',
    needs: [RESTART_DEVICES],
    area: 'intune',
    handle: rebootNow,
  },
];
