import type { z } from 'zod';
import { ConnectorFailure } from '../desk/failures.js';
import { deviceId, parsePersonId, type DeviceId, type PersonId } from '../desk/ids.js';
import type { DirectoryGroup } from '../desk/ports.js';
import type { GraphClient } from './client.js';
import { entraDevice, managedDeviceKeys, namedGroup, onlyId, roleAssignment } from './wire.js';

/** The largest page of directory objects that Graph gives. */
const LARGEST_PAGE = 999;

/**
 * Intune's ids of the devices in these groups. Groups know Entra's device ids; Intune's list is the only place that
 * has both, and it is read whole: its filters take one id at a time.
 */
export async function devicesIn(
  client: GraphClient,
  groups: readonly string[],
): Promise<readonly DeviceId[]> {
  const entra = new Set<string>();
  for (const group of groups) {
    const base = `/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers`;
    const path = `${base}/microsoft.graph.device?$select=id,deviceId&$count=true&$top=${LARGEST_PAGE}`;
    const read = { operation: 'group devices', path, schema: entraDevice, eventual: true };
    for await (const { deviceId: id } of client.items(read)) entra.add(id.toLowerCase());
  }
  if (entra.size === 0) return [];
  const found: DeviceId[] = [];
  const path = '/v1.0/deviceManagement/managedDevices?$select=id,azureADDeviceId';
  const read = { operation: 'managed devices', path, schema: managedDeviceKeys };
  for await (const { id, azureADDeviceId } of client.items(read)) {
    if (azureADDeviceId !== undefined && entra.has(azureADDeviceId.toLowerCase()))
      found.push(deviceId(id));
  }
  return found;
}

/** By object id or the whole display name; the only one there is of an id. */
export async function groupsNamed(
  client: GraphClient,
  text: string,
): Promise<readonly DirectoryGroup[]> {
  const id = parsePersonId(text.trim());
  if (id !== undefined) return groupOf(client, id);
  const filter = encodeURIComponent(`displayName eq ${quoted(text)}`);
  const path = `/v1.0/groups?$filter=${filter}&${GROUP_FIELDS}`;
  const groups: DirectoryGroup[] = [];
  for await (const row of client.items({ operation: 'find group', path, schema: namedGroup }))
    groups.push(named(row));
  return groups;
}

const GROUP_FIELDS = '$select=id,displayName,description';

async function groupOf(client: GraphClient, id: string): Promise<readonly DirectoryGroup[]> {
  const path = `/v1.0/groups/${encodeURIComponent(id)}?${GROUP_FIELDS}`;
  try {
    return [named(await client.get({ operation: 'find group', path, schema: namedGroup }))];
  } catch (error) {
    if (error instanceof ConnectorFailure && error.details.status === 404) return [];
    throw error;
  }
}

function named({ id, displayName, description }: z.output<typeof namedGroup>): DirectoryGroup {
  const name = displayName ?? id;
  return { id, name, ...(description === undefined ? {} : { description }) };
}

const MOST_SEARCHED = 100;

/** OData doubles a quote inside a string. */
export function quoted(text: string): string {
  return `'${text.trim().slice(0, MOST_SEARCHED).replaceAll("'", "''")}'`;
}

/** Undefined without RoleManagement.Read.Directory. Of a built-in role the definition's id is its template's. */
export async function directoryRolesOf(
  client: GraphClient,
  group: string,
): Promise<readonly string[] | undefined> {
  const filter = encodeURIComponent(`principalId eq '${group.replaceAll("'", "''")}'`);
  const path = `/v1.0/roleManagement/directory/roleAssignments?$filter=${filter}&$select=id,roleDefinitionId`;
  const roles: string[] = [];
  try {
    const read = { operation: 'directory roles', path, schema: roleAssignment };
    for await (const { roleDefinitionId } of client.items(read)) roles.push(roleDefinitionId);
    return roles;
  } catch (error) {
    if (error instanceof ConnectorFailure && error.details.status === 403) return undefined;
    throw error;
  }
}

export async function ownersOf(client: GraphClient, group: string): Promise<readonly PersonId[]> {
  const base = `/v1.0/groups/${encodeURIComponent(group)}/owners/microsoft.graph.user`;
  const path = `${base}?$select=id&$count=true&$top=${LARGEST_PAGE}`;
  const owners: PersonId[] = [];
  for await (const { id } of client.items({
    ...{ operation: 'owners', path, schema: onlyId, eventual: true },
  })) {
    const person = parsePersonId(id);
    if (person !== undefined) owners.push(person);
  }
  return owners;
}
