import { parsePersonId, type PersonId } from '../../src/services/desk/ids.js';
import type { Actor, ActingPlace } from '../../src/services/desk/people/actor.js';
import type { RoleSnapshot } from '../../src/services/desk/people/person.js';

function person(digit: string): PersonId {
  const id = parsePersonId(`${digit.repeat(8)}-0000-4000-8000-000000000000`);
  if (!id) throw new Error(`no person for ${digit}`);
  return id;
}

/** People of the core's tests: two users, two operators, an admin, a guest. */
export const ANNA = person('1');
export const LUC = person('2');
export const SAM = person('3');
export const PRIYA = person('4');
export const EVA = person('5');
export const GUS = person('6');

/** A snapshot in which nobody has a role. */
export const NO_ROLES: Omit<RoleSnapshot, 'age'> = {
  operators: new Set(),
  admins: new Set(),
  auditors: new Set(),
  guests: new Set(),
  custom: new Map(),
  scopes: new Map(),
  protectedDevices: new Set(),
  vips: new Set(),
};

export const SNAPSHOT: RoleSnapshot = {
  ...NO_ROLES,
  age: 0,
  operators: new Set([SAM, PRIYA]),
  admins: new Set([EVA]),
  auditors: new Set(),
  guests: new Set([GUS]),
};

export function as(id: PersonId, place: ActingPlace['kind'] = 'personal'): Actor {
  return { kind: 'person', id, place: { kind: place } };
}

export const TIMER: Actor = { kind: 'desk', cause: 'timer' };
export const EFFECT: Actor = { kind: 'desk', cause: 'effect' };
