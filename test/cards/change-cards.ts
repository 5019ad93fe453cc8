import type { Cards } from '../../src/cards/cards.js';
import type { CardJson } from '../../src/cards/render.js';
import type { Change, ChangeCommon } from '../../src/services/desk/changes/change.js';
import type { Subject } from '../../src/services/desk/changes/subject.js';
import { changeId, DAY, HOUR } from '../../src/services/desk/ids.js';
import type { Locale } from '../../src/services/desk/people/person.js';
import { ANNA, LUC, NOW, SANNE } from './fixtures.js';

const SUBJECTS: readonly Subject[] = [
  { kind: 'grant-role', role: 'operator', to: { kind: 'person', id: SANNE.id } },
  { kind: 'revoke-role', role: '9', to: { kind: 'group', id: 'b0000005' } },
  { kind: 'unfreeze' },
  { kind: 'forget', person: SANNE.id },
];

function common(subject: Subject): ChangeCommon {
  return {
    ...{ schema: 1, id: changeId(3), number: 3, version: 2, subject, requester: ANNA.id },
    ...{ openedAt: NOW - HOUR, reason: 'v1', quorum: 2 },
    agreements: [{ by: LUC.id, at: NOW - HOUR }],
    moved: { type: 'agreed', by: LUC.id, at: NOW - HOUR },
  };
}

function states(subject: Subject): Change[] {
  const base = common(subject);
  const breakGlass = { reviewAt: NOW + DAY };
  return [
    { ...base, state: 'waiting', expiresAt: NOW + HOUR },
    { ...base, state: 'agreed', agreedAt: NOW },
    { ...base, state: 'applied', appliedAt: NOW },
    { ...base, state: 'applied', appliedAt: NOW, breakGlass },
    { ...base, state: 'rejected', rejectedAt: NOW, rejectedBy: LUC.id, rejectedWhy: 'v2' },
    { ...base, state: 'taken-back', takenBackAt: NOW },
    { ...base, state: 'lapsed', lapsedAt: NOW },
    { ...base, state: 'not-applied', failedAt: NOW, failure: 'too-powerful' },
  ];
}

/** What takes a second person, in every kind and state, for the channel and for one of those who may agree. */
export function changeCards<Shown>(
  cards: Cards,
  locale: Locale,
  of: (name: string, card: CardJson) => Shown,
): Shown[] {
  const people = new Map([ANNA, LUC, SANNE].map((person) => [person.id, person]));
  const words = new Map([
    ['v1', { by: ANNA.id, text: '7' }],
    ['v2', { by: LUC.id, text: '8' }],
  ]);
  return SUBJECTS.flatMap(states).flatMap((change) => {
    const view = { change, people, words, now: NOW };
    const name = `change ${change.subject.kind} ${change.state}`;
    return [
      of(`${name}, in the channel`, cards.change(view, { locale })),
      of(`${name}, to somebody`, cards.change(view, { locale, person: LUC.id })),
    ];
  });
}
