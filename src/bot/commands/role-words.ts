import { fold } from '../../services/desk/input/fold.js';
import { LOCALES } from '../../services/desk/people/person.js';
import type { Policy } from '../../services/desk/policy.js';
import type { Translate } from '../../services/i18n/translator.js';

const ACTIONS = {
  list: ['list', 'lijst', 'liste'],
  grant: ['grant', 'give', 'geven', 'donner', 'accorder'],
  revoke: ['revoke', 'take', 'afnemen', 'intrekken', 'retirer'],
} as const;
export type RoleAction = keyof typeof ACTIONS;

/** Roles that can be given; everybody is a user. */
export const GRANTABLE = ['operator', 'admin', 'auditor'] as const;
type BuiltIn = (typeof GRANTABLE)[number];

export interface RoleLine {
  readonly action: RoleAction;
  /** As it was written: a role, and to whom. */
  readonly rest: string;
}

/** `grant operator @Sam`: undefined when the first word is none of ours. */
export function roleLine(text: string): RoleLine | undefined {
  const [word = ''] = text.trim().split(/\s/u, 1);
  const rest = text.trim().slice(word.length).trim();
  if (word === '') return { action: 'list', rest: '' };
  const wanted = fold(word);
  const action = (['list', 'grant', 'revoke'] as const).find((name) =>
    ACTIONS[name].some((own) => own === wanted),
  );
  return action && { action, rest };
}

export function grantableRoles(policy: Policy): readonly string[] {
  return [...GRANTABLE, ...policy.roles.custom.map(({ name }) => name)];
}

export interface RoleAndWhom {
  readonly role: string;
  readonly whom: string;
}

/** The role that a text begins with, by its name or a word for it in any language, and what stands behind it. */
export function roleAndWhom(t: Translate, policy: Policy, text: string): RoleAndWhom | undefined {
  const said = fold(text.trim());
  for (const role of grantableRoles(policy)) {
    for (const word of wordsFor(t, role)) {
      if (said !== word && !said.startsWith(`${word} `)) continue;
      const whom = text.trim().split(/\s+/u).slice(word.split(' ').length).join(' ');
      return { role, whom };
    }
  }
  return undefined;
}

/** The longest first, so that "help desk operator" isn't taken for something shorter. */
function wordsFor(t: Translate, role: string): readonly string[] {
  const labels = isBuiltIn(role) ? LOCALES.map((locale) => t(locale, `common:role.${role}`)) : [];
  return [role, ...labels].map(fold).sort((left, right) => right.length - left.length);
}

export function isBuiltIn(role: string): role is BuiltIn {
  return GRANTABLE.some((name) => name === role);
}
