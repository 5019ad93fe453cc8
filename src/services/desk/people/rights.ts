import type { DeviceId, PersonId } from '../ids.js';
import type { Policy } from '../policy.js';
import { parseRightName, RIGHTS, type Right, type RightName } from './right-names.js';
import type { Role, RoleSnapshot } from './person.js';
import { rolesOf } from './person.js';

/** How far a right reaches: everybody, or what lies in one of these scopes. */
export type Reach = 'any' | readonly string[];

/** Whom or what something is done to. */
export interface Target {
  readonly person?: PersonId;
  readonly device?: DeviceId;
}

const OPERATOR: readonly RightName[] = [
  'request.work',
  'session.start:any',
  'session.end',
  'restart:any',
  'queue.read',
];

/** Rights of the built-in roles. An admin has all; who approves requests is the policy's. */
export function rightsOfRole(role: Role, policy: Pick<Policy, 'approval'>): readonly RightName[] {
  switch (role) {
    case 'user':
      return [];
    case 'operator':
      return policy.approval.by === 'operator' ? [...OPERATOR, 'request.approve'] : OPERATOR;
    case 'admin':
      return RIGHTS.map(unlimited);
    case 'auditor':
      return ['audit.read', 'audit.export'];
  }
}

function unlimited(right: Right): RightName {
  return right === 'session.start' || right === 'restart' ? `${right}:any` : right;
}

export interface RightsFacts {
  readonly policy: Policy;
  readonly roles: RoleSnapshot | undefined;
}

/** Every right somebody has by a snapshot, of all their roles together, and how far each reaches. */
export function rightsOf(
  { policy, roles }: RightsFacts,
  person: PersonId,
): ReadonlyMap<Right, Reach> {
  const rights = new Map<Right, Reach>();
  if (roles === undefined || roles.guests.has(person)) return rights;
  for (const role of rolesOf(roles, person))
    for (const name of rightsOfRole(role, policy)) add(rights, name, undefined);
  for (const { name: role, rights: names, scope } of policy.roles.custom) {
    if (!roles.custom.get(role)?.has(person)) continue;
    for (const name of names) add(rights, name, scope);
  }
  return rights;
}

function add(rights: Map<Right, Reach>, name: RightName, scope: string | undefined): void {
  const [right, limited] = parseRightName(name);
  const before = rights.get(right);
  if (!limited || before === 'any') {
    rights.set(right, 'any');
    return;
  }
  // A limited right without a scope to hold in reaches nobody.
  rights.set(right, scope === undefined ? (before ?? []) : [...(before ?? []), scope]);
}

/** Whether a right reaches a target: the person or the device lies in one of its scopes. */
export function reaches(
  reach: Reach | undefined,
  target: Target,
  roles: RoleSnapshot | undefined,
): boolean {
  if (reach === undefined) return false;
  if (reach === 'any') return true;
  return reach.some((name) => {
    const scope = roles?.scopes.get(name);
    if (!scope) return false;
    return (
      (target.person !== undefined && scope.people.has(target.person)) ||
      (target.device !== undefined && scope.devices.has(target.device))
    );
  });
}

/** Names of somebody's roles: built-in ones first, then those of the policy file. */
export function roleNamesOf({ policy, roles }: RightsFacts, person: PersonId): readonly string[] {
  const custom = policy.roles.custom.filter(({ name }) => roles?.custom.get(name)?.has(person));
  return [...rolesOf(roles, person), ...custom.map(({ name }) => name)];
}
