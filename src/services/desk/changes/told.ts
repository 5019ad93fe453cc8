import type { PersonId } from '../ids.js';
import type { Change } from './change.js';
import type { ChangeEvent } from './event.js';
import { beneficiaryOf } from './subject.js';

/**
 * Who is told of an event in their own chat. The card in the channel shows the rest. `peers`: those who might have
 * agreed.
 */
export function toldOf(
  change: Change,
  { type, by }: ChangeEvent,
  peers: readonly PersonId[],
): readonly PersonId[] {
  const others = peers.filter((person) => person !== change.requester);
  switch (type) {
    case 'forced':
    case 'review-due':
      return others;
    case 'rejected':
    case 'lapsed':
    case 'not-applied':
      return change.requester === by ? [] : [change.requester];
    case 'applied':
      return [...new Set([change.requester, ...toBeneficiary(change)])];
    case 'proposed':
    case 'agreed':
    case 'taken-back':
    case 'reviewed':
      return [];
  }
}

/** Whoever was forgotten isn't written to. */
function toBeneficiary({ subject }: Change): readonly PersonId[] {
  const person = subject.kind === 'forget' ? undefined : beneficiaryOf(subject);
  return person === undefined ? [] : [person];
}
