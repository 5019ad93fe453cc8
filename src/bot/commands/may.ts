import { rolesTooOld } from '../../services/desk/authorise.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { ActingPlace } from '../../services/desk/people/actor.js';
import { rolesOf, type Role, type RoleSnapshot } from '../../services/desk/people/person.js';
import { PERMISSIONS, type Relation } from '../../services/desk/permissions.js';
import type { Policy } from '../../services/desk/policy.js';
import type { Refusal } from '../../services/desk/refusal.js';
import type { Declared, Right } from './declared.js';
import { VIEW_PERMISSIONS, type ViewRight } from './view-permissions.js';

/** What decides which commands somebody is offered. */
export interface Standing {
  readonly person: PersonId;
  readonly place: ActingPlace['kind'];
  readonly roles: RoleSnapshot | undefined;
  readonly policy: Policy;
}

interface Demand {
  readonly roles: readonly Role[];
  readonly where: readonly ActingPlace['kind'][];
}

/** Roles that count now: those of a snapshot that is too old don't. */
export function believedRoles(standing: Standing): ReadonlySet<Role> {
  const old = rolesTooOld(standing);
  const everyone = new Set<Role>(isGuest(standing) ? [] : ['user']);
  return old ? everyone : rolesOf(standing.roles, standing.person);
}

export function isGuest({ roles, person }: Standing): boolean {
  return roles?.guests.has(person) ?? false;
}

/** Whether help offers it: the person has the role and is in the right place. */
export function mayUse(command: Declared, standing: Standing): boolean {
  const roles = believedRoles(standing);
  return command.rights.some((right) => {
    const demand = demandOf(right, standing.policy);
    return demand.where.includes(standing.place) && demand.roles.some((role) => roles.has(role));
  });
}

/**
 * Why this right isn't theirs here, whatever the request; undefined when it may be. For commands that the desk
 * doesn't decide about, and where something is looked up before it decides.
 */
export function refusalOf(right: Right, standing: Standing): Refusal | undefined {
  if (isGuest(standing)) return { code: 'HD-201', reason: 'guest' };
  const { roles, where } = demandOf(right, standing.policy);
  const [role = 'user'] = roles;
  const believed = believedRoles(standing);
  if (!roles.some((enough) => believed.has(enough))) {
    return rolesTooOld(standing)
      ? { code: 'HD-201', reason: 'roles-too-old' }
      : { code: 'HD-201', reason: 'role-needed', role };
  }
  return where.includes(standing.place) ? undefined : { code: 'HD-203', reason: 'wrong-place' };
}

export function isView(right: Right): right is ViewRight {
  return right in VIEW_PERMISSIONS;
}

/** Roles of which one is enough, and the places. Relations to a request count as the role they presume. */
export function demandOf(right: Right, policy: Policy): Demand {
  if (isView(right)) {
    const { who, where } = demandOfView(right);
    return { roles: [who], where };
  }
  const { who, where } = PERMISSIONS[right];
  return { roles: who.map((relation) => roleFor(relation, policy)), where };
}

function demandOfView(right: ViewRight): { who: Role; where: readonly ActingPlace['kind'][] } {
  return VIEW_PERMISSIONS[right];
}

function roleFor(relation: Relation, policy: Policy): Role {
  switch (relation) {
    case 'anyone':
    case 'requester':
      return 'user';
    case 'operator':
    case 'helper':
      return 'operator';
    case 'approver':
      return policy.approval.by;
  }
}
