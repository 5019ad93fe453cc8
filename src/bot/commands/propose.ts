import { beneficiaryOf, type Subject } from '../../services/desk/changes/subject.js';
import { rightFor } from '../../services/desk/changes/authorise-change.js';
import { holders } from '../../services/desk/people/giving.js';
import type { LexiconFlag } from '../../services/desk/input/lexicon.js';
import type { CommandContext } from './context.js';
import type { Reply } from './result.js';

/** By one person, where the policy allows it, with a justification. */
export const ALONE: LexiconFlag = { name: 'alone', words: ['alleen', 'seul'], value: false };
export const JUSTIFICATION: LexiconFlag = {
  name: 'justification',
  words: ['verantwoording', 'justificatif'],
  value: true,
};

export interface Wish {
  readonly reason?: string | undefined;
  readonly justification?: string | undefined;
  readonly alone?: boolean | undefined;
}

/** Asks others to agree; or, alone, does it at once where the policy allows that. */
export async function propose(
  context: CommandContext,
  subject: Subject,
  { reason, justification, alone }: Wish,
): Promise<Reply> {
  const words = reason ?? justification ?? '';
  const answer = await context.change(
    alone
      ? { type: 'force', subject, justification: justification ?? reason ?? '' }
      : { type: 'propose', subject, reason: words },
  );
  return { kind: 'change', answer };
}

/** How many besides the one who asks may agree to it, by the last snapshot. */
export function othersWhoMayAgree({ standing, who }: CommandContext, subject: Subject): number {
  const benefits = beneficiaryOf(subject);
  const may = holders(standing, rightFor(subject));
  return may.filter((person) => person !== who.id && person !== benefits).length;
}
