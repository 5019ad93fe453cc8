import { z } from 'zod';
import { parseJson, reply } from '../http.js';
import type { Reply } from '../http.js';
import { FilterSyntaxError, parseFilter, passes } from './filter.js';
import type { Filter } from './filter.js';
import { USER_FILTERS, unsupportedIn } from './filter-rules.js';
import { READ_GROUPS, READ_USERS } from './graph-call.js';
import type { GraphCall, GraphRoute } from './graph-call.js';
import { GraphError, directoryNotFound, unsupportedFilter } from './graph-error.js';
import { page, select } from './odata.js';
import type { Entity } from './odata.js';

/** What Graph returns of a user when nothing is selected. */
const DEFAULTS = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];
export const USER_SELECT = { type: 'user', defaults: DEFAULTS };
const CHECK_LIMIT = 20;

const checkSchema = z.object({ groupIds: z.array(z.string()).max(CHECK_LIMIT) });

export function userOf({ directory, param }: GraphCall): Entity {
  const user = directory.findUser(param('id'));
  if (!user) throw directoryNotFound(param('id'));
  return user;
}

function filterOf(source: string): Filter {
  try {
    return parseFilter(source);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    throw new GraphError(400, 'BadRequest', `Invalid filter clause: ${error.message}`);
  }
}

function list(graphCall: GraphCall): Reply {
  const { call, directory, pageSize } = graphCall;
  const source = call.query.get('$filter');
  const filter = source === null ? null : filterOf(source);
  const problem = filter ? unsupportedIn(filter, USER_FILTERS, true) : null;
  if (problem !== null) throw unsupportedFilter(problem);
  const users = directory
    .users()
    .filter((user) => filter === null || passes(filter, user))
    .map((user) => select(user, call, USER_SELECT));
  return reply(200, page(users, call, { pageSize, context: 'users' }));
}

function get(graphCall: GraphCall): Reply {
  const { call } = graphCall;
  const context = `${call.origin}/graph/v1.0/$metadata#users/$entity`;
  const user = select(userOf(graphCall), call, USER_SELECT);
  return reply(200, { '@odata.context': context, ...user });
}

function checkMemberGroups(graphCall: GraphCall): Reply {
  const { call, directory } = graphCall;
  const body = checkSchema.safeParse(parseJson(call.text));
  if (!body.success) {
    const text = 'One or more property values specified are invalid: groupIds.';
    throw new GraphError(400, 'Request_BadRequest', text);
  }
  const groups = directory.groupsOf(String(userOf(graphCall)['id']));
  const value = body.data.groupIds.filter((id) => groups.includes(id.toLowerCase()));
  const context = `${call.origin}/graph/v1.0/$metadata#Collection(Edm.String)`;
  return reply(200, { '@odata.context': context, value });
}

/** `/users` and what hangs under one, devices apart. */
export const userRoutes: readonly GraphRoute[] = [
  { method: 'GET', pattern: '/users', needs: [READ_USERS], area: 'directory', handle: list },
  { method: 'GET', pattern: '/users/:id', needs: [READ_USERS], area: 'directory', handle: get },
  {
    method: 'POST',
    pattern: '/users/:id/checkMemberGroups',
    needs: [READ_USERS, READ_GROUPS],
    area: 'directory',
    handle: checkMemberGroups,
  },
];
