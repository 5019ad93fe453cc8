import type { PersonId } from '../services/desk/ids.js';
import type { Change } from '../services/desk/changes/change.js';
import type { Grantee, Subject } from '../services/desk/changes/subject.js';
import { ROLES } from '../services/desk/people/person.js';
import type { ChangeView } from '../services/desk/views.js';
import type { Params } from '../services/i18n/translator.js';
import {
  frame,
  maybe,
  momentsOf,
  nameOf,
  wordsOf,
  type Drawing,
  type Frame,
  type Maybe,
  type Say,
  type Text,
} from './drawing.js';
import { button, form, textInput, type Button, type Form, type Hint } from './moves.js';
import { quote, type Color, type Line, type Quote } from './sheet.js';
import { line } from './untrusted.js';

export interface ChangeCard extends Frame {
  readonly title: string;
  /** Sentences that may hold names. */
  readonly leads: readonly Text[];
  readonly quotes: readonly Quote[];
  /** Our own words; may hold times, never names. */
  readonly lines: readonly Line[];
  readonly moves: Moves;
}

interface Moves {
  readonly agree: Maybe<Form>;
  readonly reject: Maybe<Form>;
  readonly takeBack: Maybe<Form>;
  readonly review: Maybe<Button>;
}

/** What one person asks for and others have to agree to: who, what, why, until when, and who agreed. */
export function changeCard(drawing: Drawing, view: ChangeView): ChangeCard {
  const { say } = drawing;
  const { change } = view;
  const title = say('changes:title', {
    id: change.id,
    kind: say(`changes:kind.${change.subject.kind}`),
  });
  return {
    ...frame(
      drawing,
      `${title}: ${say(`common:changeState.${change.state}`)}`,
      `${title}. ${say(`common:changeState.${change.state}`)}`,
    ),
    title,
    leads: [{ text: subjectSentence(say, view) }, ...deeds(say, view)],
    quotes: quotes(say, view),
    lines: lines(drawing, view),
    moves: moves(drawing, view),
  };
}

/** "Priya wants to give Sam the role operator." */
export function subjectSentence(say: Say, { change, people }: ChangeView): string {
  const { subject, breakGlass } = change;
  const words = {
    ...subjectParams(say, subject, people),
    who: nameOf(people, change.requester, say),
  };
  return say(`changes:${breakGlass ? 'alone' : 'what'}.${subject.kind}`, words);
}

export function subjectParams(say: Say, subject: Subject, people: ChangeView['people']): Params {
  switch (subject.kind) {
    case 'grant-role':
    case 'revoke-role':
      return { role: roleName(say, subject.role), whom: granteeName(say, subject.to, people) };
    case 'forget':
      return { whom: nameOf(people, subject.person, say) };
    case 'unfreeze':
      return {};
  }
}

/** Built-in roles in the reader's words, those of the policy file by their own name. */
export function roleName(say: Say, role: string): string {
  const known = ROLES.find((name) => name === role);
  return known ? say(`common:role.${known}`) : line(role, 40);
}

export function granteeName(
  say: Say,
  to: Grantee,
  people: ReadonlyMap<PersonId, { readonly name: string }>,
): string {
  if (to.kind === 'group') return say('changes:group', { id: to.id });
  return line(people.get(to.id)?.name ?? '') || to.id;
}

/** Who did what about it, in the order in which it happened. */
function deeds(say: Say, { change, people }: ChangeView): Text[] {
  const by = (id: PersonId) => ({ who: nameOf(people, id, say) });
  const { agreements, breakGlass, requester } = change;
  return [
    ...agreements.map((agreement) => say('changes:deed.agreed', by(agreement.by))),
    ...(change.state === 'rejected' ? [say('changes:deed.rejected', by(change.rejectedBy))] : []),
    ...(change.state === 'taken-back' ? [say('changes:deed.takenBack', by(requester))] : []),
    ...(breakGlass?.reviewed ? [say('changes:deed.reviewed', by(breakGlass.reviewed.by))] : []),
  ].map((text) => ({ text }));
}

function quotes(say: Say, view: ChangeView): Quote[] {
  const { change } = view;
  const textOf = (ref: string) => wordsOf(say, view, ref);
  const label = say(change.breakGlass ? 'changes:justification' : 'changes:reason');
  return [
    ...quote(label, textOf(change.reason)),
    ...(change.state === 'rejected'
      ? quote(say('changes:rejectedWhy'), textOf(change.rejectedWhy))
      : []),
  ];
}

const COLORS: Readonly<Record<Change['state'], Color>> = {
  waiting: 'Warning',
  agreed: 'Accent',
  applied: 'Good',
  rejected: 'Attention',
  'taken-back': 'Default',
  lapsed: 'Attention',
  'not-applied': 'Attention',
};

function lines(drawing: Drawing, view: ChangeView): Line[] {
  const { change } = view;
  const { say } = drawing;
  const moments = momentsOf(drawing, view.now);
  const { breakGlass } = change;
  const review =
    breakGlass && !breakGlass.reviewed
      ? [
          {
            text: say('changes:reviewFrom', { at: moments.at(breakGlass.reviewAt) }),
            color: 'Warning',
          } as const,
        ]
      : [];
  return [{ text: stateLine(drawing, view), color: COLORS[change.state] }, ...review];
}

function stateLine(drawing: Drawing, { change, now }: ChangeView): string {
  const { say } = drawing;
  const moments = momentsOf(drawing, now);
  switch (change.state) {
    case 'waiting':
      return say('changes:state.waiting', {
        count: change.quorum - change.agreements.length,
        before: moments.before(change.expiresAt),
      });
    case 'agreed':
      return say('changes:state.agreed');
    case 'applied':
      return say('changes:state.applied', { at: moments.at(change.appliedAt) });
    case 'rejected':
      return say('changes:state.rejected', { at: moments.at(change.rejectedAt) });
    case 'taken-back':
      return say('changes:state.taken-back', { at: moments.at(change.takenBackAt) });
    case 'lapsed':
      return say('changes:state.lapsed', { at: moments.at(change.lapsedAt) });
    case 'not-applied':
      return say(`changes:failure.${change.failure}`);
  }
}

/** On a card of one's own only what is one's own to press; on the shared one what somebody may. */
function moves(drawing: Drawing, view: ChangeView): Moves {
  const { reader } = drawing;
  const { change } = view;
  const waits = change.state === 'waiting';
  const mine = reader.person === change.requester;
  const others = reader.person === undefined || !mine;
  const reviewable = change.breakGlass !== undefined && !change.breakGlass.reviewed;
  return {
    agree: maybe(waits && others, () => agreeForm(drawing, view)),
    reject: maybe(waits && others, () => rejectForm(drawing, view)),
    takeBack: maybe(waits && (mine || reader.person === undefined), () =>
      takeBackForm(drawing, view),
    ),
    review: maybe(reviewable && others, () =>
      button('review', drawing.say('changes:move.review.title'), changeHint(change)),
    ),
  };
}

/** The nonce names this drawing, so that a double click acts once. */
export function changeHint({ id, version }: Change): Hint {
  return { id, version, nonce: `change.${version}` };
}

function agreeForm({ say }: Drawing, view: ChangeView): Form {
  return form({
    verb: 'agree',
    data: changeHint(view.change),
    style: 'positive',
    title: say('changes:move.agree.title'),
    sendTitle: say('changes:move.agree.send'),
    sentence: say(
      `changes:agreeTo.${view.change.subject.kind}`,
      subjectParams(say, view.change.subject, view.people),
    ),
  });
}

function rejectForm({ say }: Drawing, view: ChangeView): Form {
  return form({
    verb: 'reject',
    data: changeHint(view.change),
    style: 'destructive',
    title: say('changes:move.reject.title'),
    sendTitle: say('changes:move.reject.send'),
    texts: [
      textInput('reject', 'reason', {
        label: say('changes:move.reject.label'),
        error: say('changes:move.reject.error'),
      }),
    ],
  });
}

function takeBackForm({ say }: Drawing, view: ChangeView): Form {
  return form({
    verb: 'take-back',
    data: changeHint(view.change),
    mode: 'secondary',
    style: 'destructive',
    title: say('changes:move.take-back.title'),
    sendTitle: say('changes:move.take-back.send'),
    sentence: say('changes:move.take-back.sentence'),
  });
}
