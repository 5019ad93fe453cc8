import type { RoleSnapshot } from '../../services/desk/people/person.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { RoleGrant } from '../../services/desk/ports.js';
import { granteeName, roleName } from '../../cards/change.js';
import type { CommandContext } from './context.js';
import type { Reply } from './result.js';
import { grantableRoles, isBuiltIn } from './role-words.js';

/** Names in one line; a role of three hundred has more than anybody reads. */
const MOST_NAMES = 12;

/** Who has which role by the last look at the groups, and what was given here. For the one who asks alone. */
export async function roleList(context: CommandContext): Promise<Reply> {
  const { services, standing } = context;
  const { say } = context.aside;
  const { roles } = standing;
  if (!roles) return { kind: 'said', text: say('role.notRead'), private: true };
  const grants = await services.roleGrants.list();
  const lines = await Promise.all(
    grantableRoles(services.policy).map((name) => roleLineFor(context, name, { roles, grants })),
  );
  const few = roles.admins.size < 2 ? [say('role.few')] : [];
  return {
    kind: 'said',
    text: say('role.list', { minutes: Math.round(roles.age / 60_000) }),
    detail: [...lines.flat(), ...few].join('\n'),
    private: true,
  };
}

interface Known {
  readonly roles: RoleSnapshot;
  readonly grants: readonly RoleGrant[];
}

async function roleLineFor(
  context: CommandContext,
  name: string,
  { roles, grants }: Known,
): Promise<readonly string[]> {
  const { services, aside } = context;
  const { say, locale } = aside;
  const words = (key: Parameters<typeof services.t>[1], params = {}) =>
    services.t(locale, key, params);
  const given = grants.filter(({ role }) => role === name);
  const holders = [...membersOf(roles, name)];
  const people = await services.people.many([
    ...holders.slice(0, MOST_NAMES),
    ...given.flatMap(({ to }) => (to.kind === 'person' ? [to.id] : [])),
  ]);
  const names = holders.slice(0, MOST_NAMES).map((id) => people.get(id)?.name ?? id);
  const more = holders.length - names.length;
  const all = more > 0 ? [...names, say('role.more', { count: more })] : names;
  const who = holders.length === 0 ? say('role.nobody') : listed(locale, all);
  const groups = groupsOf(context, name);
  return [
    say('role.line', { role: roleName(words, name), who }),
    ...(groups.length === 0 ? [] : [`  ${say('role.groups', { groups: groups.join(', ') })}`]),
    ...given.map(
      ({ to, change }) =>
        `  ${say('role.given', { whom: granteeName(words, to, people), change })}`,
    ),
  ];
}

function membersOf(roles: RoleSnapshot, name: string): ReadonlySet<PersonId> {
  switch (name) {
    case 'operator':
      return roles.operators;
    case 'admin':
      return roles.admins;
    case 'auditor':
      return roles.auditors;
    default:
      return roles.custom.get(name) ?? new Set();
  }
}

const SETTING = { operator: 'operators', admin: 'admins', auditor: 'auditors' } as const;

function groupsOf({ services }: CommandContext, name: string): readonly string[] {
  if (isBuiltIn(name)) return services.roleGroups[SETTING[name]];
  return services.policy.roles.custom.find((role) => role.name === name)?.groups ?? [];
}

function listed(locale: string, names: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
