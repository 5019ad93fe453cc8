import type { PersonId } from '../ids.js';
import type { Policy } from '../policy.js';
import { rightsOf, rightsOfRole, roleNamesOf, type RightsFacts } from './rights.js';
import { parseRightName, type Right } from './right-names.js';

/** Every role that gives a right, whoever has it: built-in ones first. */
export function rolesWith(policy: Policy, right: Right): readonly string[] {
  const builtIn = (['operator', 'auditor', 'admin'] as const).filter((role) =>
    gives(rightsOfRole(role, policy), right),
  );
  const custom = policy.roles.custom.filter(({ rights }) => gives(rights, right));
  return [...builtIn, ...custom.map(({ name }) => name)];
}

/** Roles of somebody that give them a right, by the last snapshot. An admin isn't called an operator too. */
export function rolesGiving(facts: RightsFacts, person: PersonId, right: Right): readonly string[] {
  const held = new Set(roleNamesOf(facts, person));
  if (held.has('admin')) held.delete('operator');
  return rolesWith(facts.policy, right).filter((name) => held.has(name));
}

/** Everybody who has a right by the last snapshot. */
export function holders(facts: RightsFacts, right: Right): readonly PersonId[] {
  const { roles } = facts;
  if (!roles) return [];
  const { operators, admins, auditors, custom } = roles;
  const known = new Set(
    [operators, admins, auditors, ...custom.values()].flatMap((who) => [...who]),
  );
  return [...known].filter((person) => rightsOf(facts, person).has(right));
}

function gives(names: ReturnType<typeof rightsOfRole>, right: Right): boolean {
  return names.some((name) => parseRightName(name)[0] === right);
}
