import type { z } from 'zod';
import { ConnectorFailure } from '../desk/failures.js';
import { deviceId, parsePersonId, type DeviceId, type PersonId } from '../desk/ids.js';
import type { FoundPc, GroupOfPcs, PcFinder, PcUser } from '../desk/ports.js';
import { isWindowsPc } from '../desk/tasks/meant.js';
import { readBatch } from './batch.js';
import type { GraphClient } from './client.js';
import { groupsNamed, quoted } from './groups.js';
import { entraDevice, managedPc, onlyId, pcUser } from './wire.js';

/** Name of this source: what Intune manages. */
export const INTUNE = 'intune';

const FIELDS =
  'id,deviceName,model,operatingSystem,managementAgent,lastSyncDateTime,userId,azureADDeviceId';
/** The largest page of directory objects that Graph gives. */
const LARGEST_PAGE = 999;

/** Agents through which Intune can act on a PC; the others only report. */
const ACTING: ReadonlySet<string> = new Set([
  'mdm',
  'easmdm',
  'intuneclient',
  'easintuneclient',
  'configurationmanagerclientmdm',
  'configurationmanagerclientmdmeas',
  'microsoft365managedmdm',
]);

/** PCs from Intune's list, groups from Entra, with application permissions. */
export function createPcFinder(client: GraphClient): PcFinder {
  return {
    named(name) {
      const filter = encodeURIComponent(`deviceName eq ${quoted(name)}`);
      const path = `/v1.0/deviceManagement/managedDevices?$filter=${filter}&$select=${FIELDS}`;
      return all(client, 'find devices', path);
    },
    known: (devices) => known(client, devices),
    ofPerson(person) {
      const path = `/v1.0/users/${encodeURIComponent(person)}/managedDevices?$select=${FIELDS}`;
      return all(client, 'devices', path);
    },
    people: (ids) => people(client, ids),
    ofGroup: (name) => ofGroup(client, name),
  };
}

async function all(client: GraphClient, operation: string, path: string): Promise<FoundPc[]> {
  const pcs: FoundPc[] = [];
  for await (const row of client.items({ operation, path, schema: managedPc })) pcs.push(pcOf(row));
  return pcs;
}

/** Those that Intune doesn't know any more are left out. */
async function known(client: GraphClient, devices: readonly DeviceId[]): Promise<FoundPc[]> {
  const paths = devices.map(
    (id) => `/deviceManagement/managedDevices/${encodeURIComponent(id)}?$select=${FIELDS}`,
  );
  const rows = await readBatch(client, { operation: 'devices', paths, schema: managedPc });
  return rows.flatMap((row) => (row ? [pcOf(row)] : []));
}

async function people(client: GraphClient, ids: readonly PersonId[]): Promise<PcUser[]> {
  const paths = ids.map(
    (id) => `/users/${encodeURIComponent(id)}?$select=id,displayName,preferredLanguage`,
  );
  const rows = await readBatch(client, { operation: 'find', paths, schema: pcUser });
  return rows.flatMap((row) => {
    const id = parsePersonId(row?.id ?? '');
    if (!row || id === undefined || row.displayName === undefined) return [];
    const { displayName: name, preferredLanguage: language } = row;
    return [{ id, name, ...(language === undefined ? {} : { language }) }];
  });
}

function pcOf(row: z.output<typeof managedPc>): FoundPc {
  const lastSync = Date.parse(row.lastSyncDateTime ?? '');
  const owner = row.userId === undefined ? undefined : parsePersonId(row.userId);
  return {
    device: deviceId(row.id),
    source: INTUNE,
    name: row.deviceName ?? row.id,
    operatingSystem: row.operatingSystem ?? '',
    managed: ACTING.has((row.managementAgent ?? '').toLowerCase()),
    ...(row.model === undefined ? {} : { model: row.model }),
    ...(owner === undefined ? {} : { owner }),
    // Never synced is `0001-01-01T00:00:00Z`.
    ...(lastSync > 0 ? { lastSync } : {}),
  };
}

/** By display name or object id. People count with their PCs, devices as themselves, nested groups too. */
async function ofGroup(client: GraphClient, name: string): Promise<GroupOfPcs | undefined> {
  const id = await groupId(client, name);
  if (id === undefined) return undefined;
  const [people, devices] = await Promise.all([membersOf(client, id), devicesOf(client, id)]);
  const pcs: FoundPc[] = [];
  const managed = new Set<string>();
  if (people.size + devices.size > 0) {
    // Intune's filters take one id at a time: its list is read whole.
    const path = `/v1.0/deviceManagement/managedDevices?$select=${FIELDS}`;
    for await (const row of client.items({ operation: 'devices', path, schema: managedPc })) {
      const entra = row.azureADDeviceId?.toLowerCase() ?? '';
      const owner = parsePersonId(row.userId ?? '');
      const isMember = devices.has(entra);
      if (!isMember && !(owner !== undefined && people.has(owner))) continue;
      if (isMember) managed.add(entra);
      pcs.push(pcOf(row));
    }
  }
  const unmanaged = [...devices].flatMap(([entra, own]) => (managed.has(entra) ? [] : [own]));
  // Of people in the group only the PCs are meant; what else is a member was named as such.
  const wanted = pcs.filter((pc) => isWindowsPc(pc) || !(pc.owner && people.has(pc.owner)));
  return { pcs: wanted, unmanaged };
}

async function groupId(client: GraphClient, name: string): Promise<string | undefined> {
  const asId = parsePersonId(name.trim());
  if (asId !== undefined) return asId;
  const found = await groupsNamed(client, name);
  return found.length === 1 ? found[0]?.id : undefined;
}

async function membersOf(client: GraphClient, group: string): Promise<ReadonlySet<PersonId>> {
  const people = new Set<PersonId>();
  const base = `/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers/microsoft.graph.user`;
  const path = `${base}?$select=id&$count=true&$top=${LARGEST_PAGE}`;
  const read = { operation: 'members', path, schema: onlyId, eventual: true };
  try {
    for await (const { id } of client.items(read)) {
      const person = parsePersonId(id);
      if (person !== undefined) people.add(person);
    }
  } catch (error) {
    // No such group: it has nobody.
    if (!(error instanceof ConnectorFailure && error.details.status === 404)) throw error;
  }
  return people;
}

/** Entra's device id -> name. */
async function devicesOf(client: GraphClient, group: string): Promise<ReadonlyMap<string, string>> {
  const devices = new Map<string, string>();
  const base = `/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers/microsoft.graph.device`;
  const path = `${base}?$select=id,deviceId,displayName&$count=true&$top=${LARGEST_PAGE}`;
  const read = { operation: 'group devices', path, schema: entraDevice, eventual: true };
  try {
    for await (const { deviceId: id, displayName } of client.items(read))
      devices.set(id.toLowerCase(), displayName ?? id);
  } catch (error) {
    if (!(error instanceof ConnectorFailure && error.details.status === 404)) throw error;
  }
  return devices;
}
