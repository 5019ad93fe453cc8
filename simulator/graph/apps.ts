import { z } from 'zod';
import { parseJson, reply } from '../http.js';
import type { Reply } from '../http.js';
import { FilterSyntaxError, parseFilter, passes } from './filter.js';
import type { GraphCall, GraphRoute } from './graph-call.js';
import { GraphError } from './graph-error.js';
import { page } from './odata.js';
import type { Entity } from './odata.js';
import { userOf } from './users.js';

function catalogue({ call, apps, pageSize }: GraphCall): Reply {
  const source = call.query.get('$filter');
  const expanded = call.query.get('$expand')?.split(',').includes('appDefinitions') === true;
  const found = apps.entities(expanded).filter((app) => source === null || fits(source, app));
  return reply(200, page(found, call, { pageSize, context: 'appCatalogs/teamsApps' }));
}

function fits(source: string, app: Entity): boolean {
  try {
    return passes(parseFilter(source), app);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    throw new GraphError(400, 'BadRequest', `Invalid filter clause: ${error.message}`);
  }
}

const bindSchema = z.object({ 'teamsApp@odata.bind': z.url() });

function install(graphCall: GraphCall): Reply {
  const body = bindSchema.safeParse(parseJson(graphCall.call.text));
  const address = body.data?.['teamsApp@odata.bind'] ?? '';
  const app = /\/v1\.0\/appCatalogs\/teamsApps\/([^/]+)$/.exec(address)?.[1];
  if (app === undefined)
    throw new GraphError(400, 'BadRequest', "Bad Request: 'teamsApp@odata.bind' is missing.");
  graphCall.apps.install(String(userOf(graphCall)['id']), app);
  return reply(201);
}

/** The app catalogue, and adding an app for a person. */
export const appRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    pattern: '/appCatalogs/teamsApps',
    needs: [['AppCatalog.Read.All', 'AppCatalog.ReadWrite.All']],
    area: 'teams',
    handle: catalogue,
  },
  {
    method: 'POST',
    pattern: '/users/:id/teamwork/installedApps',
    needs: [
      [
        'TeamsAppInstallation.ReadWriteSelfForUser.All',
        'TeamsAppInstallation.ReadWriteForUser.All',
      ],
    ],
    area: 'teams',
    handle: install,
  },
];
