import type { z } from 'zod';
import { ConnectorFailure } from '../desk/failures.js';
import { deviceId, parsePersonId } from '../desk/ids.js';
import type { PersonId } from '../desk/ids.js';
import type { Device, Directory, DirectoryPerson } from '../desk/ports.js';
import type { GraphClient, GraphRead } from './client.js';
import { devicesIn, directoryRolesOf, groupsNamed, ownersOf } from './groups.js';
import { directoryUser, managedDevice, onlyId } from './wire.js';

const DEVICE_FIELDS = 'id,deviceName,model,operatingSystem,complianceState,lastSyncDateTime';
const USER_FIELDS = 'id,displayName,userPrincipalName,preferredLanguage,userType,accountEnabled';
/** The largest page of directory objects that Graph gives. */
const LARGEST_PAGE = 999;
const MOST_FOUND = 50;
const MOST_SEARCHED = 100;

/**
 * People, groups and devices from Graph with application permissions User.Read.All, GroupMember.Read.All
 * and DeviceManagementManagedDevices.Read.All; RoleManagement.Read.Directory tells which groups hold Entra roles.
 */
export function createDirectory(client: GraphClient): Directory {
  return {
    devicesOf: (person) => devicesOf(client, person),
    find: (text, most) => find(client, text, most),
    groups: (text) => groupsNamed(client, text),
    membersOf: (groups) => membersOf(client, groups),
    devicesIn: (groups) => devicesIn(client, groups),
    directoryRolesOf: (group) => directoryRolesOf(client, group),
    teamOf: (group) => teamOf(client, group),
    guests: () => guests(client),
  };
}

/** Windows PCs first: those are what the desk can help with. Otherwise in Intune's order. */
async function devicesOf(client: GraphClient, person: PersonId): Promise<readonly Device[]> {
  const devices: Device[] = [];
  const read = {
    operation: 'devices',
    path: `/v1.0/users/${encodeURIComponent(person)}/managedDevices?$select=${DEVICE_FIELDS}`,
    schema: managedDevice,
  };
  for await (const row of client.items(read)) devices.push(deviceOf(row));
  return [...devices.filter(isWindowsPc), ...devices.filter((device) => !isWindowsPc(device))];
}

/** HoloLens says `Windows Holographic`. */
function isWindowsPc(device: Device): boolean {
  return device.operatingSystem.toLowerCase() === 'windows';
}

function deviceOf(row: z.output<typeof managedDevice>): Device {
  const lastSync = Date.parse(row.lastSyncDateTime ?? '');
  const compliant = complianceOf(row.complianceState);
  return {
    id: deviceId(row.id),
    name: row.deviceName ?? row.id,
    operatingSystem: row.operatingSystem ?? '',
    ...(row.model === undefined ? {} : { model: row.model }),
    ...(compliant === undefined ? {} : { compliant }),
    // Never synced is `0001-01-01T00:00:00Z`.
    ...(lastSync > 0 ? { lastSync } : {}),
  };
}

/** A device in its grace period still counts as compliant in Entra. */
const COMPLIANT: ReadonlySet<string> = new Set(['compliant', 'ingraceperiod']);
const NOT_COMPLIANT: ReadonlySet<string> = new Set(['noncompliant', 'conflict', 'error']);

function complianceOf(state = ''): boolean | undefined {
  const word = state.toLowerCase();
  if (COMPLIANT.has(word)) return true;
  return NOT_COMPLIANT.has(word) ? false : undefined;
}

async function find(
  client: GraphClient,
  text: string,
  most: number,
): Promise<readonly DirectoryPerson[]> {
  const searched = text.trim().slice(0, MOST_SEARCHED);
  const wanted = Math.min(most, MOST_FOUND);
  if (searched === '' || wanted < 1) return [];
  const isName = parsePersonId(searched) === undefined && !searched.includes('@');
  return isName ? findByName(client, searched, wanted) : findOne(client, searched);
}

/** By object id or user principal name; the `#` of a guest's name must be encoded. */
async function findOne(client: GraphClient, key: string): Promise<readonly DirectoryPerson[]> {
  const path = `/v1.0/users/${encodeURIComponent(key)}?$select=${USER_FIELDS}`;
  try {
    return [personOf(await client.get({ operation: 'find', path, schema: directoryUser }))];
  } catch (error) {
    if (error instanceof ConnectorFailure && error.details.status === 404) return [];
    throw error;
  }
}

async function findByName(
  client: GraphClient,
  start: string,
  most: number,
): Promise<readonly DirectoryPerson[]> {
  // OData doubles a quote inside a string.
  const filter = encodeURIComponent(`startswith(displayName,'${start.replaceAll("'", "''")}')`);
  const path = `/v1.0/users?$filter=${filter}&$select=${USER_FIELDS}&$top=${most}`;
  const found: DirectoryPerson[] = [];
  for await (const row of client.items({ operation: 'find', path, schema: directoryUser })) {
    found.push(personOf(row));
    if (found.length === most) break;
  }
  return found;
}

function personOf(row: z.output<typeof directoryUser>): DirectoryPerson {
  return {
    id: idOf(row, 'find'),
    name: row.displayName ?? row.userPrincipalName,
    upn: row.userPrincipalName,
    ...(row.preferredLanguage === undefined ? {} : { language: row.preferredLanguage }),
    guest: row.userType === 'Guest',
    enabled: row.accountEnabled === true,
  };
}

async function membersOf(
  client: GraphClient,
  groups: readonly string[],
): Promise<readonly PersonId[]> {
  const members = new Set<PersonId>();
  for (const group of groups) {
    const base = `/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers/microsoft.graph.user`;
    // A cast is an advanced query: it needs $count and ConsistencyLevel.
    const path = `${base}?$select=id&$count=true&$top=${LARGEST_PAGE}`;
    for (const id of await ids(client, {
      operation: 'members',
      path,
      schema: onlyId,
      eventual: true,
    })) {
      members.add(id);
    }
  }
  return [...members];
}

async function teamOf(client: GraphClient, group: string) {
  const [members, owners] = await Promise.all([
    membersOf(client, [group]),
    ownersOf(client, group),
  ]);
  return { members, owners };
}

async function guests(client: GraphClient): Promise<readonly PersonId[]> {
  const filter = encodeURIComponent("userType eq 'Guest'");
  const path = `/v1.0/users?$filter=${filter}&$select=id&$top=${LARGEST_PAGE}`;
  return ids(client, { operation: 'guests', path, schema: onlyId });
}

async function ids(client: GraphClient, read: GraphRead<{ id: string }>): Promise<PersonId[]> {
  const found: PersonId[] = [];
  for await (const row of client.items(read)) found.push(idOf(row, read.operation));
  return found;
}

function idOf(row: { readonly id: string }, operation: string): PersonId {
  const id = parsePersonId(row.id);
  if (id !== undefined) return id;
  const code = 'unexpected-answer';
  throw new ConnectorFailure({ system: 'graph', operation, retryable: true, applied: 'no', code });
}
