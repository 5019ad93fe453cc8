import type { Request } from '../services/desk/requests/request.js';
import type { RequestView } from '../services/desk/views.js';
import { isOthers, maybe, nameOf, wordsOf, type Drawing, type Maybe } from './drawing.js';
import { historyOf, type History } from './history.js';
import { button, type Button, type Form, type Link } from './moves.js';
import { nextForUser } from './next-step.js';
import { confirmForm, detailsForm, subjectOf, withdrawForm } from './request-forms.js';
import {
  commonFacts,
  fact,
  quote,
  sheetOf,
  wordsQuote,
  type Fact,
  type Quote,
  type Sheet,
} from './sheet.js';

export interface UserCard extends Sheet {
  readonly histories: Maybe<History>;
  readonly moves: UserMoves;
}

interface UserMoves {
  readonly open: Maybe<Link>;
  readonly accept: Maybe<Button>;
  readonly decline: Maybe<Button>;
  readonly later: Maybe<Button>;
  readonly confirmSolved: Maybe<Button>;
  readonly reopen: Maybe<Button>;
  readonly endSession: Maybe<Form>;
  readonly addDetails: Maybe<Form>;
  readonly withdraw: Maybe<Form>;
}

/** The requester's own card, true for the request's whole life. `link` is the user's, never the helper's. */
export function userCard(drawing: Drawing, view: RequestView, link: string | undefined): UserCard {
  const { say, reader } = drawing;
  const { request } = view;
  // A link is for the person it was made for, and only on a card that nobody else sees.
  const ownLink =
    reader.person === request.requester && request.state === 'active' ? link : undefined;
  return {
    ...sheetOf(drawing, view, {
      facts: userFacts(drawing, view),
      quotes: [...wordsQuote(say, say('cards:fact.ownWords'), view), ...answers(drawing, view)],
      next: [{ text: nextForUser(drawing, view, ownLink !== undefined) }],
    }),
    histories: historyOf(drawing, view, 'user'),
    moves: isOthers(reader, request.requester) ? NONE : userMoves(drawing, view, ownLink),
  };
}

const NONE: UserMoves = {
  open: [],
  accept: [],
  decline: [],
  later: [],
  confirmSolved: [],
  reopen: [],
  endSession: [],
  addDetails: [],
  withdraw: [],
};

function userFacts(drawing: Drawing, view: RequestView): Fact[] {
  const { say } = drawing;
  const { openedBy, requester } = view.request;
  return [
    ...commonFacts(drawing, view),
    ...(openedBy === requester
      ? []
      : [fact(say('cards:fact.openedBy'), nameOf(view.people, openedBy, say))]),
  ];
}

/** What the help desk said last: a question, a reason, what was done. */
function answers({ say }: Drawing, view: RequestView): Quote[] {
  const { request } = view;
  if (request.state === 'declined')
    return quote(say('cards:fact.reason'), wordsOf(say, view, request.reason));
  if (request.state === 'closed') {
    return quote(say('cards:fact.explanation'), wordsOf(say, view, request.resolutionText));
  }
  const replied = request.awaitingUser
    ? view.events.findLast((event) => event.type === 'replied')
    : undefined;
  return replied ? quote(say('cards:fact.reply'), wordsOf(say, view, `v${replied.v}`)) : [];
}

function userMoves(drawing: Drawing, view: RequestView, link: string | undefined): UserMoves {
  const { say } = drawing;
  const { request, now } = view;
  const { state } = request;
  const subject = subjectOf(drawing, view, 'user');
  const { data } = subject;
  const asked = state === 'approved';
  return {
    open: link === undefined ? [] : [{ title: say('cards:move.open.title'), url: link }],
    accept: maybe(asked, () =>
      button('accept', say('cards:move.accept.title'), data, { style: 'positive' }),
    ),
    decline: maybe(asked, () =>
      button('decline', say('cards:move.decline.title'), data, { style: 'destructive' }),
    ),
    later: maybe(asked && request.askAt === undefined, () =>
      button('later', say('cards:move.later.title'), data),
    ),
    confirmSolved: maybe(mayConfirm(request), () =>
      button('confirm-solved', say('cards:move.confirm-solved.title'), data, { style: 'positive' }),
    ),
    reopen: maybe(mayReopen(request, now), () =>
      button(
        'reopen',
        say(state === 'expired' ? 'cards:move.revive.title' : 'cards:move.reopen.title'),
        data,
        {
          style: state === 'expired' ? 'positive' : 'default',
        },
      ),
    ),
    endSession: maybe(state === 'connecting' || state === 'active', () =>
      confirmForm('end-session', subject),
    ),
    addDetails: maybe(DETAILS.has(state), () =>
      detailsForm(subject, state === 'pending' ? 'primary' : 'secondary'),
    ),
    withdraw: maybe(state === 'pending' || state === 'approved' || state === 'failed', () =>
      withdrawForm(subject, state === 'approved' ? 'secondary' : 'primary'),
    ),
  };
}

const DETAILS: ReadonlySet<Request['state']> = new Set<Request['state']>([
  'pending',
  'approved',
  'connecting',
  'active',
  'ended',
  'failed',
]);

function mayConfirm(request: Request): boolean {
  return (request.state === 'ended' || request.state === 'closed') && !request.solved;
}

export function mayReopen(request: Request, now: number): boolean {
  switch (request.state) {
    case 'ended':
      return true;
    case 'closed':
      return now <= request.reopenUntil;
    case 'expired':
      return now <= request.reviveUntil;
    case 'pending':
    case 'approved':
    case 'connecting':
    case 'active':
    case 'declined':
    case 'withdrawn':
    case 'failed':
      return false;
  }
}
