import type { Agreement } from './agreement.js';
import type { PersonId } from './ids.js';
import type { Refusal } from './refusal.js';

/** What waits for others: who asked, and whom it is good for, when that is one person. */
export interface InNeedOfOthers {
  readonly requester: PersonId;
  readonly beneficiary: PersonId | undefined;
}

/** Why somebody's yes doesn't count whatever their rights: nobody agrees to their own, or to what is good for them. */
export function noSay(
  { requester, beneficiary }: InNeedOfOthers,
  actor: PersonId,
): Refusal | undefined {
  if (requester === actor) return { code: 'HD-202', reason: 'own-change' };
  if (beneficiary === actor) return { code: 'HD-202', reason: 'own-benefit' };
  return undefined;
}

/** Distinct people: the same one twice, from whatever client, is one yes. */
export function agreedAlready(agreements: readonly Agreement[], actor: PersonId): boolean {
  return agreements.some(({ by }) => by === actor);
}

/** With one more yes: is it enough? */
export function withAgreement(
  agreements: readonly Agreement[],
  agreement: Agreement,
  quorum: number,
): { readonly agreements: readonly Agreement[]; readonly enough: boolean } {
  const all = [...agreements, agreement];
  return { agreements: all, enough: all.length >= quorum };
}
