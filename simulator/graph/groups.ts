import type { Group } from '../company-types.js';
import { reply } from '../http.js';
import type { Reply } from '../http.js';
import { groupEntity } from './directory.js';
import { parseFilter, passes } from './filter.js';
import { unsupportedIn } from './filter-rules.js';
import { READ_DIRECTORY_ROLES, READ_GROUPS } from './graph-call.js';
import type { GraphCall, GraphRoute } from './graph-call.js';
import { GraphError, directoryNotFound, unsupportedFilter } from './graph-error.js';
import { page, select } from './odata.js';
import type { Entity } from './odata.js';
import { USER_SELECT } from './users.js';

function groupOf({ directory, param }: GraphCall): Group {
  const group = directory.findGroup(param('id'));
  if (!group) throw directoryNotFound(param('id'));
  return group;
}

function get(graphCall: GraphCall): Reply {
  const { call } = graphCall;
  const context = `${call.origin}/graph/v1.0/$metadata#groups/$entity`;
  const group = select(groupEntity(groupOf(graphCall)), call, { type: 'group' });
  return reply(200, { '@odata.context': context, ...group });
}

const TYPE = '@odata.type';

/** By name alone: nobody asks for more. */
function passing(source: string | null): (group: Group) => boolean {
  if (source === null) return () => true;
  const filter = parseFilter(source);
  const problem = unsupportedIn(filter, { displayName: ['eq', 'startswith', 'or'] }, true);
  if (problem !== null) throw unsupportedFilter(problem);
  return (group) => passes(filter, groupEntity(group));
}

function list({ call, directory, pageSize }: GraphCall): Reply {
  const groups = directory
    .groups()
    .filter(passing(call.query.get('$filter')))
    .map((group) => select(groupEntity(group), call, { type: 'group' }));
  return reply(200, page(groups, call, { pageSize, context: 'groups' }));
}

/** People and nested groups together: each says its type, whatever is selected. */
function mixedMembers(graphCall: GraphCall): Reply {
  const { call, directory, pageSize } = graphCall;
  const members = directory.transitiveMembers(groupOf(graphCall)).map((member): Entity => {
    const isUser = member[TYPE] === '#microsoft.graph.user';
    const chosen = select(member, call, isUser ? USER_SELECT : { type: 'group' });
    return { [TYPE]: member[TYPE], ...chosen };
  });
  return reply(200, page(members, call, { pageSize, context: 'directoryObjects' }));
}

function userMembers(graphCall: GraphCall): Reply {
  const { call, directory, pageSize } = graphCall;
  advanced(graphCall);
  const users = directory
    .transitiveMembers(groupOf(graphCall))
    .filter((member) => member[TYPE] === '#microsoft.graph.user')
    .map((user) => select(user, call, USER_SELECT));
  return reply(200, page(users, call, { pageSize, context: 'users' }));
}

function deviceMembers(graphCall: GraphCall): Reply {
  const { call, directory, pageSize } = graphCall;
  advanced(graphCall);
  const devices = directory
    .transitiveMembers(groupOf(graphCall))
    .filter((member) => member[TYPE] === '#microsoft.graph.device')
    .map((device) => select(device, call, { type: 'device' }));
  return reply(200, page(devices, call, { pageSize, context: 'devices' }));
}

function owners(graphCall: GraphCall): Reply {
  const { call, directory, pageSize } = graphCall;
  advanced(graphCall);
  const people = directory
    .ownersOf(groupOf(graphCall))
    .map((user) => select(user, call, USER_SELECT));
  return reply(200, page(people, call, { pageSize, context: 'users' }));
}

/** A cast is one of the "advanced" queries of the directory. */
function advanced({ call }: GraphCall): void {
  if (call.headers['consistencylevel'] === 'eventual' && call.query.has('$count')) return;
  throw new GraphError(400, 'Request_UnsupportedQuery', 'ConsistencyLevel or $count is missing.');
}

/** Roles of a principal; the filter is the only one that the product uses. */
function roleAssignments({ call, directory, pageSize }: GraphCall): Reply {
  const filter = /^principalId eq '([^']+)'$/.exec(call.query.get('$filter') ?? '');
  if (!filter?.[1])
    throw new GraphError(400, 'Request_BadRequest', 'A filter on principalId is needed.');
  const assigned = directory
    .rolesOf(filter[1])
    .map((roleDefinitionId, n) =>
      select(
        { id: `assignment-${n}`, principalId: filter[1], roleDefinitionId, directoryScopeId: '/' },
        call,
        { type: 'unifiedRoleAssignment' },
      ),
    );
  return reply(200, page(assigned, call, { pageSize, context: 'roleAssignments' }));
}

const common = { method: 'GET', needs: [READ_GROUPS], area: 'directory' } as const;

/** `/groups/{id}` and everyone in it, nested groups included. */
export const groupRoutes: readonly GraphRoute[] = [
  { ...common, pattern: '/groups', handle: list },
  { ...common, pattern: '/groups/:id', handle: get },
  { ...common, pattern: '/groups/:id/transitiveMembers', handle: mixedMembers },
  {
    ...common,
    pattern: '/groups/:id/transitiveMembers/microsoft.graph.user',
    handle: userMembers,
  },
  {
    ...common,
    pattern: '/groups/:id/transitiveMembers/microsoft.graph.device',
    handle: deviceMembers,
  },
  { ...common, pattern: '/groups/:id/owners/microsoft.graph.user', handle: owners },
  {
    ...common,
    needs: [READ_DIRECTORY_ROLES],
    pattern: '/roleManagement/directory/roleAssignments',
    handle: roleAssignments,
  },
];
