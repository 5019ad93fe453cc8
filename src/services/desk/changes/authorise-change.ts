import { holds, rolesTooOld, type AuthorisationFacts } from '../authorise.js';
import type { Actor } from '../people/actor.js';
import type { Right } from '../people/right-names.js';
import type { Refusal } from '../refusal.js';
import type { Change } from './change.js';
import type { Subject } from './subject.js';
import type { ChangeCommand } from './command.js';

interface Asked {
  readonly command: ChangeCommand;
  readonly subject: Subject | undefined;
  readonly change: Change | undefined;
}

/**
 * Whether somebody may ask for, agree to, reject or review a change: each of them needs the right at the time. A
 * change that isn't theirs to see reads as not found. Taking one's own proposal back is never held up.
 */
export function authoriseChange(
  { command, subject, change }: Asked,
  actor: Extract<Actor, { kind: 'person' }>,
  facts: AuthorisationFacts,
): Refusal | undefined {
  if (facts.roles?.guests.has(actor.id)) return { code: 'HD-201', reason: 'guest' };
  if (actor.place.kind === 'elsewhere') return { code: 'HD-203', reason: 'wrong-place' };
  if (command.type === 'take-back' && change?.requester === actor.id) return undefined;
  const rights = subject ? [rightFor(subject)] : CHANGE_RIGHTS;
  if (!rights.some((right) => holds(facts, actor.id, right))) {
    return rolesTooOld(facts)
      ? { code: 'HD-201', reason: 'roles-too-old' }
      : { code: 'HD-201', reason: 'role-needed', role: 'admin' };
  }
  if (command.type === 'take-back') return { code: 'HD-201', reason: 'requester-only' };
  if ('change' in command && !change)
    return { code: 'HD-103', reason: 'change-not-found', change: command.change };
  return undefined;
}

/** One of these is enough to be shown what waits for a second person. */
export const CHANGE_RIGHTS: readonly Right[] = ['roles.change', 'freeze', 'data.forget'];

/** The right that everybody who has a say in such a change needs. */
export function rightFor({ kind }: Subject): Right {
  switch (kind) {
    case 'grant-role':
    case 'revoke-role':
      return 'roles.change';
    case 'unfreeze':
      return 'freeze';
    case 'forget':
      return 'data.forget';
  }
}
