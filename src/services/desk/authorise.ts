import type { PersonId } from './ids.js';
import type { Actor } from './people/actor.js';
import { rolesOf, type Role, type RoleSnapshot } from './people/person.js';
import { PERMISSIONS, type Permission, type Relation } from './permissions.js';
import type { Policy } from './policy.js';
import type { Refusal } from './refusal.js';
import type { PersonCommandType } from './requests/command.js';
import { helperOf, type Request } from './requests/request.js';

export interface AuthorisationFacts {
  readonly policy: Policy;
  readonly roles: RoleSnapshot | undefined;
}

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** Undefined when `actor` may do this to `request`; else why not. A request one may not see reads as not found. */
export function authorise(
  command: { readonly type: PersonCommandType; readonly id?: Request['id'] },
  actor: PersonActor,
  request: Request | undefined,
  facts: AuthorisationFacts,
): Refusal | undefined {
  if (facts.roles?.guests.has(actor.id)) return { code: 'HD-201', reason: 'guest' };
  const permission = PERMISSIONS[command.type];
  const place = placeAllows(permission, actor);
  if (place) return place;
  const privileged = privilegedRole(permission, facts.policy);
  const roles = believedRoles(permission, actor.id, facts);
  if (command.id === undefined)
    return privileged && !roles.has(privileged) ? roleRefusal(privileged, facts) : undefined;
  if (request === undefined) return notFoundOr(privileged, roles, command.id, facts);
  if (
    permission.who.some((relation) =>
      stands(relation, actor.id, request, { roles, policy: facts.policy }),
    )
  ) {
    return permission.own === 'never' && request.requester === actor.id
      ? { code: 'HD-202', reason: 'own-request' }
      : undefined;
  }
  return whyNot(permission, request, roles, facts);
}

/** The roles that count: none but `user` when the snapshot is too old, except for what ends something. */
function believedRoles(
  permission: Permission,
  person: PersonId,
  facts: AuthorisationFacts,
): ReadonlySet<Role> {
  const fresh = facts.roles !== undefined && facts.roles.age <= facts.policy.roles.maxAge;
  return rolesOf(fresh || permission.ends ? facts.roles : undefined, person);
}

/** Whether the person is an operator now, by a snapshot that is young enough. For effects and assignments. */
export function isOperator(person: PersonId, facts: AuthorisationFacts): boolean {
  const fresh = facts.roles !== undefined && facts.roles.age <= facts.policy.roles.maxAge;
  return fresh && rolesOf(facts.roles, person).has('operator');
}

export function rolesTooOld(facts: AuthorisationFacts): boolean {
  return facts.roles === undefined || facts.roles.age > facts.policy.roles.maxAge;
}

function placeAllows(permission: Permission, actor: PersonActor): Refusal | undefined {
  const place = actor.place.kind;
  const allowed = place !== 'elsewhere' && permission.where.includes(place);
  return allowed ? undefined : { code: 'HD-203', reason: 'wrong-place' };
}

function privilegedRole(permission: Permission, policy: Policy): Role | undefined {
  if (permission.who.includes('requester') || permission.who.includes('anyone')) return undefined;
  return permission.who.includes('approver') ? policy.approval.by : 'operator';
}

function stands(
  relation: Relation,
  person: PersonId,
  request: Request,
  facts: { readonly roles: ReadonlySet<Role>; readonly policy: Policy },
): boolean {
  switch (relation) {
    case 'anyone':
      return true;
    case 'requester':
      return request.requester === person;
    case 'operator':
      return facts.roles.has('operator');
    case 'approver':
      return facts.roles.has(facts.policy.approval.by);
    case 'helper':
      return facts.roles.has('operator') && helperOf(request) === person;
  }
}

function whyNot(
  permission: Permission,
  request: Request,
  roles: ReadonlySet<Role>,
  facts: AuthorisationFacts,
): Refusal {
  if (permission.who.includes('requester')) {
    return roles.has('operator')
      ? { code: 'HD-201', reason: 'requester-only' }
      : { code: 'HD-103', reason: 'not-found', id: request.id };
  }
  const privileged = privilegedRole(permission, facts.policy) ?? 'operator';
  if (!roles.has(privileged)) return roleRefusal(privileged, facts);
  return { code: 'HD-201', reason: 'helper-only' };
}

function notFoundOr(
  privileged: Role | undefined,
  roles: ReadonlySet<Role>,
  id: Request['id'],
  facts: AuthorisationFacts,
): Refusal {
  if (privileged && !roles.has(privileged)) return roleRefusal(privileged, facts);
  return { code: 'HD-103', reason: 'not-found', id };
}

function roleRefusal(role: Role, facts: AuthorisationFacts): Refusal {
  return rolesTooOld(facts)
    ? { code: 'HD-201', reason: 'roles-too-old' }
    : { code: 'HD-201', reason: 'role-needed', role };
}
