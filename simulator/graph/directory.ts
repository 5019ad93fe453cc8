import type { Clock } from '../clock.js';
import type { Company, Device, Group, Person } from '../company-types.js';
import type { Entity } from './odata.js';

const HOUR_MS = 3_600_000;
const ENROLLED = '2026-02-11T09:12:44Z';
/** Storage of an ordinary laptop, in bytes. */
const DISK_BYTES = 510_770_802_688;

/** Changes that a test makes to a user or device; merged over what the company says. */
type Patches = Map<string, Entity>;

/** People, groups and devices as Graph entities, with what a test has changed. */
export class Directory {
  private readonly patches: Patches = new Map();
  private readonly members = new Map<string, readonly string[]>();
  private readonly added: Device[] = [];
  private readonly roles = new Map<string, readonly string[]>();
  private readonly owners = new Map<string, readonly string[]>();

  constructor(
    private readonly company: Company,
    private readonly clock: Clock,
  ) {}

  reset(): void {
    this.patches.clear();
    this.members.clear();
    this.added.length = 0;
    this.roles.clear();
    this.owners.clear();
  }

  /** Overrides properties of a user or a managed device, by object id. */
  patch(id: string, properties: Entity): void {
    this.patches.set(id, { ...this.patches.get(id), ...properties });
  }

  setMembers(groupId: string, members: readonly string[]): void {
    this.members.set(groupId, members);
  }

  /** Template ids of the Entra roles that a group is assigned. */
  setRoles(groupId: string, roles: readonly string[]): void {
    this.roles.set(groupId, roles);
  }

  rolesOf(groupId: string): readonly string[] {
    return this.roles.get(groupId) ?? [];
  }

  setOwners(groupId: string, owners: readonly string[]): void {
    this.owners.set(groupId, owners);
  }

  ownersOf(group: Group): Entity[] {
    return (this.owners.get(group.id) ?? []).flatMap((id) => {
      const user = this.findUser(id);
      return user ? [user] : [];
    });
  }

  membersOf(group: Group): readonly string[] {
    return this.members.get(group.id) ?? group.members;
  }

  addDevice(device: Device): void {
    this.added.push(device);
  }

  users(): Entity[] {
    return this.company.people.map((person) => this.user(person));
  }

  /** By object id or sign-in name. */
  findUser(idOrName: string): Entity | undefined {
    const wanted = idOrName.toLowerCase();
    return this.users().find((user) =>
      [user['id'], user['userPrincipalName']].some((key) => String(key).toLowerCase() === wanted),
    );
  }

  groups(): readonly Group[] {
    return this.company.groups;
  }

  findGroup(id: string): Group | undefined {
    return this.company.groups.find((group) => group.id === id.toLowerCase());
  }

  devices(): Entity[] {
    return [...this.company.devices, ...this.added].map((device) => this.device(device));
  }

  /** Everyone and every group inside a group, at any depth, each once. */
  transitiveMembers(
    group: Group,
    seen = new Set([group.id]),
    entra = new Map(this.entraDevices().map((device) => [device['id'], device])),
  ): Entity[] {
    return this.membersOf(group).flatMap((id) => {
      if (seen.has(id)) return [];
      seen.add(id);
      const user = this.findUser(id);
      if (user) return [{ '@odata.type': '#microsoft.graph.user', ...user }];
      const device = entra.get(id);
      if (device) return [{ '@odata.type': '#microsoft.graph.device', ...device }];
      const nested = this.findGroup(id);
      if (!nested) return [];
      const entity = { '@odata.type': '#microsoft.graph.group', ...groupEntity(nested) };
      return [entity, ...this.transitiveMembers(nested, seen, entra)];
    });
  }

  /** Entra's side of the managed devices: another object, with an id of its own. */
  entraDevices(): Entity[] {
    return this.devices().map((device) => ({
      id: entraObjectId(String(device['id'])),
      deviceId: device['azureADDeviceId'],
      displayName: device['deviceName'],
    }));
  }

  /** Ids of the groups that a user is in, directly or through other groups. */
  groupsOf(userId: string): string[] {
    return this.company.groups
      .filter((group) => this.transitiveMembers(group).some((member) => member['id'] === userId))
      .map(({ id }) => id);
  }

  private user(person: Person): Entity {
    return {
      id: person.id,
      businessPhones: [],
      displayName: person.name,
      givenName: person.givenName,
      jobTitle: person.title,
      mail: person.mail,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: person.locale,
      surname: person.surname,
      userPrincipalName: person.upn,
      accountEnabled: person.accountEnabled,
      userType: person.userType,
      companyName: this.company.name,
      country: person.country,
      department: null,
      usageLocation: person.country,
      ...this.patches.get(person.id),
    };
  }

  private device(device: Device): Entity {
    const { userId, lastSyncHoursAgo, ...own } = device;
    const owner = this.company.people.find(({ id }) => id === userId);
    const synced = new Date(this.clock.now() - lastSyncHoursAgo * HOUR_MS);
    return {
      ...own,
      userId: userId ?? '',
      userPrincipalName: owner?.upn ?? '',
      userDisplayName: owner?.name ?? '',
      emailAddress: owner?.mail ?? '',
      managedDeviceName: `${owner?.upn ?? 'userless'}_${own.operatingSystem}_2/11/2026_9:12 AM`,
      managedDeviceOwnerType: 'company',
      enrolledDateTime: ENROLLED,
      lastSyncDateTime: `${synced.toISOString().slice(0, 19)}Z`,
      jailBroken: 'Unknown',
      easActivated: false,
      azureADRegistered: true,
      deviceRegistrationState: 'registered',
      deviceCategoryDisplayName: '',
      isSupervised: false,
      isEncrypted: true,
      imei: '',
      phoneNumber: '',
      managementState: 'managed',
      partnerReportedThreatState: 'unknown',
      remoteAssistanceSessionUrl: '',
      remoteAssistanceSessionErrorDetails: '',
      totalStorageSpaceInBytes: DISK_BYTES,
      freeStorageSpaceInBytes: Math.round(DISK_BYTES / 4),
      managementCertificateExpirationDate: '2027-02-10T09:12:44Z',
      notes: null,
      ethernetMacAddress: null,
      physicalMemoryInBytes: 0,
      deviceActionResults: [],
      ...this.patches.get(device.id),
    };
  }
}

/** Object id of the Entra device that belongs to a managed device. */
export function entraObjectId(managedDeviceId: string): string {
  return `ed${managedDeviceId.slice(2)}`;
}

export function groupEntity({ id, displayName, description }: Group): Entity {
  return {
    id,
    displayName,
    description: description ?? null,
    mail: null,
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
  };
}
