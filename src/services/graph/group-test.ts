import { ConnectorFailure } from '../desk/failures.js';
import { INTUNE_ADMINISTRATOR } from '../desk/people/too-powerful.js';
import { finding, type Finding } from '../desk/self-test.js';
import type { GraphClient } from './client.js';
import { directoryRolesOf } from './groups.js';
import { groupMember } from './wire.js';

export interface RoleGroups {
  readonly operators: readonly string[];
  readonly admins: readonly string[];
  readonly auditors: readonly string[];
}

type RoleCheck = keyof RoleGroups;

/** Variable that names the groups of a role. */
const VARIABLES: Readonly<Record<RoleCheck, string>> = {
  operators: 'OPERATOR_GROUPS',
  admins: 'ADMIN_GROUPS',
  auditors: 'AUDITOR_GROUPS',
};
/** The largest page of directory objects that Graph gives. */
const LARGEST_PAGE = 999;
/** One admin on holiday, and nobody can set anything up. */
const ENOUGH_ADMINS = 2;

/** Whether the groups are there, can be read, and have people in them who count. */
export async function testGroups(
  client: GraphClient,
  groups: RoleGroups,
): Promise<readonly Finding[]> {
  const checks = ['operators', 'admins', 'auditors'] as const;
  const found = await Promise.all(checks.map((check) => testRole(client, check, groups[check])));
  return found.flat();
}

async function testRole(
  client: GraphClient,
  check: RoleCheck,
  ids: readonly string[],
): Promise<readonly Finding[]> {
  const variable = VARIABLES[check];
  if (ids.length === 0)
    return [finding(check, check === 'auditors' ? 'group.optional' : 'group.none', { variable })];
  const read = await Promise.all(ids.map((id) => membersOf(client, check, id)));
  const powerful = await tooPowerful(client, ids);
  if (powerful.length > 0)
    return [finding(check, 'group.powerful', { variable, ids: powerful.join(', ') })];
  const wrong = read.filter((one) => 'status' in one);
  if (wrong.length > 0) return wrong;
  const members = new Map(read.flatMap((one) => ('status' in one ? [] : one.members)));
  const counting = [...members.values()].filter(Boolean).length;
  const params = { variable, count: counting, ids: ids.join(', ') };
  if (counting > 0) {
    const alone = check === 'admins' && counting < ENOUGH_ADMINS;
    return [finding(check, alone ? 'group.one' : 'group.fine', params)];
  }
  if (members.size > 0) return [finding(check, 'group.guests', params)];
  return [finding(check, check === 'auditors' ? 'group.optional' : 'group.empty', params)];
}

/** Groups that can administer Intune by themselves: they give no role. What may not be read isn't held against them. */
async function tooPowerful(
  client: GraphClient,
  ids: readonly string[],
): Promise<readonly string[]> {
  const found = await Promise.all(
    ids.map(async (id) => {
      try {
        return (await directoryRolesOf(client, id))?.includes(INTUNE_ADMINISTRATOR) ? [id] : [];
      } catch (error) {
        if (error instanceof ConnectorFailure) return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

/** Everyone in a group with whether they count: guests and disabled accounts have no role. */
async function membersOf(
  client: GraphClient,
  check: RoleCheck,
  id: string,
): Promise<Finding | { readonly members: readonly (readonly [string, boolean])[] }> {
  const base = `/v1.0/groups/${encodeURIComponent(id)}/transitiveMembers/microsoft.graph.user`;
  const path = `${base}?$select=id,userType,accountEnabled&$count=true&$top=${LARGEST_PAGE}`;
  const read = { operation: 'self-test members', path, schema: groupMember, eventual: true };
  const members: [string, boolean][] = [];
  try {
    for await (const row of client.items(read)) {
      members.push([row.id, row.userType !== 'Guest' && row.accountEnabled !== false]);
    }
    return { members };
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const { status, code } = error.details;
    const params = { variable: VARIABLES[check], id, code: code ?? String(status ?? '') };
    return finding(check, status === 404 ? 'group.unknown' : 'group.no-answer', params);
  }
}
