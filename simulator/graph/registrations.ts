import { reply } from '../http.js';
import type { Reply } from '../http.js';
import type { GraphCall, GraphRoute, Registration } from './graph-call.js';
import { directoryNotFound } from './graph-error.js';
import { page, select } from './odata.js';
import type { Entity } from './odata.js';
import { userOf } from './users.js';

const HINT = 3;

function get({ call, param, registrations }: GraphCall): Reply {
  const appId = param('appId');
  const found = registrations.find((one) => one.appId === appId);
  if (!found) throw directoryNotFound(appId);
  const entity = select(entityOf(found), call, { type: 'application' });
  const context = `${call.origin}/graph/v1.0/$metadata#applications/$entity`;
  return reply(200, { '@odata.context': context, ...entity });
}

/** A secret from before the last rotation is still there, as it often is. */
function entityOf({ appId, value, ends }: Registration): Entity {
  const old = new Date(Date.UTC(2026, 0, 31)).toISOString();
  return {
    id: appId.replace(/^d/, '9'),
    appId,
    displayName: 'Deskside',
    passwordCredentials: [
      { displayName: 'first', hint: 'old', endDateTime: old, secretText: null },
      {
        displayName: 'current',
        hint: value.slice(0, HINT),
        endDateTime: new Date(ends).toISOString(),
        secretText: null,
      },
    ],
    keyCredentials: [],
  };
}

function installedApps(graphCall: GraphCall): Reply {
  const { call, pageSize } = graphCall;
  const user = String(userOf(graphCall)['id']);
  const context = `users('${user}')/teamwork/installedApps`;
  return reply(200, page([], call, { pageSize, context }));
}

/** One app registration by its client id, and what a person has installed. */
export const registrationRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    pattern: '/users/:id/teamwork/installedApps',
    needs: [
      [
        'TeamsAppInstallation.ReadWriteSelfForUser.All',
        'TeamsAppInstallation.ReadWriteForUser.All',
        'TeamsAppInstallation.ReadForUser.All',
      ],
    ],
    area: 'teams',
    handle: installedApps,
  },
  {
    method: 'GET',
    pattern: "/applications(appId=':appId')",
    needs: [['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All']],
    area: 'directory',
    handle: get,
  },
];
