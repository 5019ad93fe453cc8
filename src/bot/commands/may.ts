import {
  authorise,
  believedRights,
  leastRoleWith,
  maySee,
  rolesTooOld,
  targetOf,
  type Asked,
} from '../../services/desk/authorise.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { ActingPlace } from '../../services/desk/people/actor.js';
import type { Role, RoleSnapshot } from '../../services/desk/people/person.js';
import { reaches, type Reach } from '../../services/desk/people/rights.js';
import { type Right } from '../../services/desk/people/right-names.js';
import { PERMISSIONS, type Relation } from '../../services/desk/permissions.js';
import type { Policy } from '../../services/desk/policy.js';
import type { Refusal } from '../../services/desk/refusal.js';
import type { Request } from '../../services/desk/requests/request.js';
import type { Declared, Right as Row } from './declared.js';
import { VIEW_PERMISSIONS, type ViewPermission, type ViewRight } from './view-permissions.js';

/** What decides which commands somebody is offered. */
export interface Standing {
  readonly person: PersonId;
  readonly place: ActingPlace['kind'];
  readonly roles: RoleSnapshot | undefined;
  readonly policy: Policy;
}

/** What a row of a permission table asks for, whatever the request. */
export interface Demand {
  /** One of these is enough. */
  readonly anyOf: readonly ('anyone' | Right)[];
  /** Needed besides, wherever it reaches. */
  readonly also?: Right;
  readonly where: readonly ActingPlace['kind'][];
  /** Who was in the last snapshot may, however old it is. */
  readonly ends: boolean;
}

export function isGuest({ roles, person }: Pick<Standing, 'roles' | 'person'>): boolean {
  return roles?.guests.has(person) ?? false;
}

/** Whether somebody has a right now, for whomever. */
export function mayDo(standing: Standing, right: Right): boolean {
  return isWorth(believedRights(standing, standing.person).get(right));
}

/** Whether help offers it: the person has the right and is in the right place. */
export function mayUse(command: Declared, standing: Standing): boolean {
  return command.rights.some((row) => refusalOf(row, standing) === undefined);
}

/**
 * Why this row isn't theirs here, whatever the request; undefined when it may be. For commands that the desk doesn't
 * decide about, and where something is looked up before it decides.
 */
export function refusalOf(row: Row, standing: Standing): Refusal | undefined {
  if (isGuest(standing)) return { code: 'HD-201', reason: 'guest' };
  const { anyOf, also, where, ends } = demandOf(row);
  const missing = missingOf(standing, { anyOf, also, ends });
  if (missing !== undefined) {
    return rolesTooOld(standing)
      ? { code: 'HD-201', reason: 'roles-too-old' }
      : { code: 'HD-201', reason: 'role-needed', role: leastRoleWith(missing, standing.policy) };
  }
  return where.includes(standing.place) ? undefined : { code: 'HD-203', reason: 'wrong-place' };
}

function missingOf(
  standing: Standing,
  { anyOf, also, ends }: Pick<Demand, 'anyOf' | 'ends'> & { readonly also: Right | undefined },
): Right | undefined {
  const rights = believedRights(standing, standing.person, ends);
  const has = (right: Right) => isWorth(rights.get(right));
  const [first] = anyOf;
  const enough = anyOf.some((wanted) => wanted === 'anyone' || has(wanted));
  if (!enough) return first === 'anyone' ? undefined : first;
  return also === undefined || has(also) ? undefined : also;
}

/** A right that is limited to no scope reaches nobody. */
function isWorth(reach: Reach | undefined): boolean {
  return reach !== undefined && reach.length > 0;
}

/** What the desk would say to this move, without making it: for questions that are put before it. */
export function deskRefusal(
  standing: Standing,
  asked: Asked,
  request: Request | undefined,
): Refusal | undefined {
  const { person, place } = standing;
  return authorise(
    asked,
    { kind: 'person', id: person, place: { kind: place } },
    request,
    standing,
  );
}

/**
 * Whether the desk's view of a request is theirs to see: they work at the desk, or read its queue, and it lies where
 * they may help.
 */
export function seesAtDesk(standing: Standing, request: Request): boolean {
  const { person, roles } = standing;
  const rights = believedRights(standing, person);
  if (rights.has('request.work')) return maySee(standing, person, request);
  if (!rights.has('queue.read')) return false;
  const reach = rights.get('session.start');
  return reach === undefined || reaches(reach, targetOf(request), roles);
}

export function isView(row: Row): row is ViewRight {
  return row in VIEW_PERMISSIONS;
}

/** Relations to a request count as the right they presume. */
export function demandOf(row: Row): Demand {
  if (isView(row)) {
    const view: ViewPermission = VIEW_PERMISSIONS[row];
    const { who, where } = view;
    return { anyOf: typeof who === 'string' ? [who] : who, where, ends: view.ends === true };
  }
  const { who, where, ends = false, reach } = PERMISSIONS[row];
  const demand = { anyOf: who.map(rightFor), where, ends };
  return reach === undefined ? demand : { ...demand, also: reach };
}

function rightFor(relation: Relation): 'anyone' | Right {
  if (relation === 'anyone' || relation === 'requester') return 'anyone';
  return relation === 'helper' ? 'request.work' : relation;
}

/** The least built-in role that this row is for. */
export function leastRoleFor(row: Row, policy: Policy): Role {
  const { anyOf } = demandOf(row);
  const [first] = anyOf;
  if (first === undefined || anyOf.includes('anyone') || first === 'anyone') return 'user';
  return leastRoleWith(first, policy);
}
