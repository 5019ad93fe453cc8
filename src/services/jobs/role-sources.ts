import { ConnectorFailure } from '../desk/failures.js';
import type { DeviceId, PersonId } from '../desk/ids.js';
import type { RoleSnapshot, Scope } from '../desk/people/person.js';
import { INTUNE_ADMINISTRATOR } from '../desk/people/too-powerful.js';
import type { RoleGrant } from '../desk/ports.js';
import type { Parts } from './parts.js';

type Snapshot = Omit<RoleSnapshot, 'age'>;
type ReadParts = Pick<
  Parts,
  'directory' | 'roleGroups' | 'roleGrants' | 'places' | 'policy' | 'log'
>;

const NOBODY: readonly PersonId[] = [];

/**
 * Who has which role: by the groups of the settings and of the policy file, by what was given in Teams, by the help
 * desk's team. A group that Graph knows no answer about is left out and said so; that narrows, it never widens: what is
 * protected stays as it was known last. Throws ConnectorFailure when Graph is away.
 */
export async function readRoles(parts: ReadParts, before: Snapshot | undefined): Promise<Snapshot> {
  const { directory, roleGroups, policy } = parts;
  const read = new Reading(parts);
  const [grants, guests, team] = await Promise.all([
    parts.roleGrants.list(),
    directory.guests(),
    teamRoles(parts, read),
  ]);
  const strangers = new Set(guests);
  const holders = async (role: string, groups: readonly string[]) => {
    const people = await read.roleHolders([...groups, ...grantedGroups(grants, role)]);
    const all = [...people, ...grantedPeople(grants, role), ...(team.get(role) ?? NOBODY)];
    return new Set(all.filter((person) => !strangers.has(person)));
  };
  const { custom, scopes } = policy.roles;
  return {
    operators: await holders('operator', roleGroups.operators),
    admins: await holders('admin', roleGroups.admins),
    auditors: await holders('auditor', roleGroups.auditors),
    guests: strangers,
    custom: new Map(
      await Promise.all(
        custom.map(async ({ name, groups }) => [name, await holders(name, groups)] as const),
      ),
    ),
    scopes: new Map(
      await Promise.all(
        Object.entries(scopes).map(
          async ([name, groups]) => [name, await scopeOf(read, groups)] as const,
        ),
      ),
    ),
    protectedDevices: await read.devices(policy.protected.groups, before?.protectedDevices),
    vips: await read.people(policy.vip.groups, before?.vips),
  };
}

async function scopeOf(
  read: Reading,
  { users, devices }: { readonly users: readonly string[]; readonly devices: readonly string[] },
): Promise<Scope> {
  return { people: await read.people(users), devices: await read.devices(devices) };
}

function grantedPeople(grants: readonly RoleGrant[], wanted: string): readonly PersonId[] {
  return grants.flatMap(({ role, to }) => (role === wanted && to.kind === 'person' ? [to.id] : []));
}

function grantedGroups(grants: readonly RoleGrant[], wanted: string): readonly string[] {
  return grants.flatMap(({ role, to }) => (role === wanted && to.kind === 'group' ? [to.id] : []));
}

/** Roles that the policy gives to the members and owners of the help desk's team. */
async function teamRoles(
  { policy, places }: ReadParts,
  read: Reading,
): Promise<ReadonlyMap<string, readonly PersonId[]>> {
  const { members, owners } = policy.roles.team;
  const given = new Map<string, readonly PersonId[]>();
  if (members === undefined && owners === undefined) return given;
  const group = (await places.helpDesk())?.teamGroup;
  const team = group === undefined ? undefined : await read.team(group);
  if (!team) return given;
  if (members !== undefined) given.set(members, team.members);
  if (owners !== undefined) given.set(owners, [...(given.get(owners) ?? []), ...team.owners]);
  return given;
}

/** One round of reading; a group that several roles name is read once. */
class Reading {
  private readonly known = new Map<string, Promise<readonly PersonId[] | undefined>>();

  constructor(private readonly parts: Pick<ReadParts, 'directory' | 'log'>) {}

  /** A group that can administer Intune by itself is no source of a role. */
  async roleHolders(groups: readonly string[]): Promise<readonly PersonId[]> {
    const all = await Promise.all(
      groups.map(async (group) => ((await this.isTooPowerful(group)) ? [] : this.members(group))),
    );
    return all.flatMap((people) => people ?? []);
  }

  /** `last`: what it held when it could be read, for what must not shrink by accident. */
  async people(
    groups: readonly string[],
    last: ReadonlySet<PersonId> = new Set(),
  ): Promise<ReadonlySet<PersonId>> {
    const all = await Promise.all(groups.map((group) => this.members(group)));
    const missing = all.some((people) => people === undefined);
    return new Set([...all.flatMap((people) => people ?? []), ...(missing ? last : [])]);
  }

  async devices(
    groups: readonly string[],
    last: ReadonlySet<DeviceId> = new Set(),
  ): Promise<ReadonlySet<DeviceId>> {
    if (groups.length === 0) return new Set();
    const all = await Promise.all(
      groups.map((group) =>
        this.unlessUnknown(group, () => this.parts.directory.devicesIn([group])),
      ),
    );
    const missing = all.some((found) => found === undefined);
    return new Set([...all.flatMap((found) => found ?? []), ...(missing ? last : [])]);
  }

  team(group: string) {
    return this.unlessUnknown(group, () => this.parts.directory.teamOf(group));
  }

  private members(group: string): Promise<readonly PersonId[] | undefined> {
    const known = this.known.get(group);
    if (known) return known;
    const asked = this.unlessUnknown(group, () => this.parts.directory.membersOf([group]));
    this.known.set(group, asked);
    return asked;
  }

  private async isTooPowerful(group: string): Promise<boolean> {
    const roles = await this.unlessUnknown(group, () =>
      this.parts.directory.directoryRolesOf(group),
    );
    if (!roles?.includes(INTUNE_ADMINISTRATOR)) return false;
    const facts = { group };
    this.parts.log.error(facts, 'roles: the group is Intune Service Administrator; not believed');
    return true;
  }

  /** What Graph refuses for good concerns this group alone; what passes is thrown, and the whole round with it. */
  private async unlessUnknown<T>(group: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ConnectorFailure) || isForAll(error)) throw error;
      const { status, code } = error.details;
      this.parts.log.error({ group, status, code }, 'roles: a group could not be read; left out');
      return undefined;
    }
  }
}

/** A wrong sign-in and a missing permission concern every group; so does a Graph that is away. */
function isForAll({ details }: ConnectorFailure): boolean {
  const { retryable, status } = details;
  return retryable || status === undefined || status === 401 || status === 403;
}
