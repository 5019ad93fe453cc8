import { z } from 'zod';
import { RIGHTS, type RightName } from '../services/desk/people/right-names.js';
import { rightsOfRole } from '../services/desk/people/rights.js';
import type { CustomRole, Policy, ScopeGroups } from '../services/desk/policy.js';
import { DEFAULT_POLICY } from '../services/desk/policy.js';
import { duration } from './durations.js';
import { MINUTE } from '../services/desk/ids.js';

export const groups = z.array(z.guid('must be an Entra object id')).default([]);

const BUILT_IN = ['operator', 'admin', 'auditor'] as const;
const RESERVED: ReadonlySet<string> = new Set(['user', ...BUILT_IN]);

const rightName = z.enum(
  RIGHTS.flatMap((right): readonly RightName[] =>
    right === 'session.start' || right === 'restart' ? [`${right}:any`, `${right}:scope`] : [right],
  ),
  'is no right; docs/permissions.md lists them',
);

const roleName = z.string().regex(/^[a-z][\w-]{0,39}$/, 'must be a word such as branch-helper');

/** As it is written. `inherits`: what other roles may, this one may too. */
const writtenRole = z.strictObject({
  name: roleName,
  rights: z.array(rightName).default([]),
  inherits: z.array(z.string()).default([]),
  groups,
  scope: z.string().optional(),
});
type WrittenRole = z.output<typeof writtenRole>;

const scopeGroups = z
  .strictObject({ users: groups, devices: groups })
  .refine(
    ({ users, devices }) => users.length + devices.length > 0,
    'must name a group of users or of devices',
  ) satisfies z.ZodType<ScopeGroups>;

const written = z.strictObject({
  maxAge: duration(MINUTE)
    .default(DEFAULT_POLICY.roles.maxAge)
    .describe('Roles read longer ago than this are not believed.'),
  custom: z
    .array(writtenRole)
    .default([])
    .describe(
      'Roles of your own: `name`, `rights`, `inherits` (other roles), `groups` and, for limited rights, `scope`.',
    ),
  scopes: z
    .record(z.string(), scopeGroups)
    .default({})
    .describe('What limited rights reach, by name: groups of `users` and of `devices`.'),
  team: z
    .strictObject({ members: z.string().optional(), owners: z.string().optional() })
    .default({})
    .describe('Roles that the help desk’s team gives its `members` and `owners`.'),
});
type Written = z.output<typeof written>;

/** The part of the policy about roles: each name stands for something, and inheritance comes to an end. */
export const rolesSchema = written.transform((roles, context): Policy['roles'] => {
  const problems = problemsIn(roles);
  for (const { path, message } of problems)
    context.addIssue({ code: 'custom', path: [...path], message });
  if (problems.length > 0) return z.NEVER;
  const { maxAge, scopes, team } = roles;
  return {
    maxAge,
    scopes,
    team: {
      ...(team.members === undefined ? {} : { members: team.members }),
      ...(team.owners === undefined ? {} : { owners: team.owners }),
    },
    custom: roles.custom.map((role) => flattened(role, roles.custom)),
  };
});

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function problemsIn(roles: Written): Problem[] {
  const names = roles.custom.map(({ name }) => name);
  const known = new Set<string>([...BUILT_IN, ...names]);
  return [
    ...roles.custom.flatMap((role, n) => problemsOf(role, ['custom', n], { names, known, roles })),
    ...(['members', 'owners'] as const).flatMap((who) => {
      const name = roles.team[who];
      return name === undefined || known.has(name)
        ? []
        : [{ path: ['team', who], message: unknownRole(name, known) }];
    }),
  ];
}

interface Known {
  readonly names: readonly string[];
  readonly known: ReadonlySet<string>;
  readonly roles: Written;
}

function problemsOf(
  role: WrittenRole,
  path: readonly (string | number)[],
  { names, known, roles }: Known,
): Problem[] {
  const at = (field: string, message: string): Problem => ({ path: [...path, field], message });
  const { name, inherits, rights, scope } = role;
  const strangers = inherits.filter((other) => !known.has(other));
  if (strangers.length > 0)
    return strangers.map((other) => at('inherits', unknownRole(other, known)));
  const circle = circleFrom(name, roles.custom);
  if (circle) return [at('inherits', `goes in a circle: ${circle.join(' > ')}`)];
  const limited = flattened(role, roles.custom).rights.some((right) => right.endsWith(':scope'));
  return [
    ...(RESERVED.has(name) ? [at('name', `must not be ${name}: that role is built in`)] : []),
    ...(names.indexOf(name) !== path[1] ? [at('name', `must not come twice: ${name}`)] : []),
    ...(rights.length + inherits.length === 0 ? [at('rights', 'must have a right')] : []),
    ...(scope !== undefined && !(scope in roles.scopes)
      ? [at('scope', `names no scope: ${scope}. Scopes: ${listed(Object.keys(roles.scopes))}`)]
      : []),
    ...(scope !== undefined && !limited
      ? [
          at(
            'scope',
            'limits nothing: no right of the role is session.start:scope or restart:scope',
          ),
        ]
      : []),
    ...(scope === undefined && limited
      ? [at('scope', 'is missing: session.start:scope reaches nobody without it')]
      : []),
  ];
}

function unknownRole(name: string, known: ReadonlySet<string>): string {
  return `names no role: ${name}. Roles: ${listed([...known])}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** The way back to a role by inheritance, if there is one. */
function circleFrom(
  start: string,
  all: readonly WrittenRole[],
  way: readonly string[] = [start],
): readonly string[] | undefined {
  const last = way.at(-1) ?? start;
  for (const next of all.find(({ name }) => name === last)?.inherits ?? []) {
    if (next === start) return [...way, next];
    if (way.includes(next)) continue;
    const found = circleFrom(start, all, [...way, next]);
    if (found) return found;
  }
  return undefined;
}

/** With the rights of all that it inherits from. An operator's are limited when the role itself has a scope. */
function flattened(
  { name, groups: own, scope, ...role }: WrittenRole,
  all: readonly WrittenRole[],
): CustomRole {
  const rights = [...new Set([...role.rights, ...role.inherits.flatMap((other) => from(other))])];
  return { name, rights, groups: own, ...(scope === undefined ? {} : { scope }) };

  function from(other: string, seen: readonly string[] = []): readonly RightName[] {
    const builtIn = BUILT_IN.find((known) => known === other);
    if (builtIn) return rightsOfRole(builtIn, DEFAULT_POLICY);
    const found = all.find((known) => known.name === other);
    if (!found || seen.includes(other)) return [];
    return [
      ...found.rights,
      ...found.inherits.flatMap((further) => from(further, [...seen, other])),
    ];
  }
}
