import type { PersonId } from '../ids.js';
import type { Change } from './change.js';
import { beneficiaryOf } from './subject.js';

/** Everybody whose name a card or notice of this change may show. */
export function peopleOf(change: Change): readonly PersonId[] {
  const { requester, agreements, breakGlass, subject, moved } = change;
  const ids: (PersonId | 'desk' | undefined)[] = [
    requester,
    beneficiaryOf(subject),
    moved.by,
    breakGlass?.reviewed?.by,
    ...agreements.map(({ by }) => by),
    change.state === 'rejected' ? change.rejectedBy : undefined,
  ];
  return [...new Set(ids)].filter((id): id is PersonId => id !== undefined && id !== 'desk');
}
