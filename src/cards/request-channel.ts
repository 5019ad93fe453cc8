import type { RequestEvent } from '../services/desk/requests/event.js';
import { helperOf, OPEN_STATES, type Request } from '../services/desk/requests/request.js';
import type { RequestView } from '../services/desk/views.js';
import { maybe, nameOf, wordsOf, type Drawing, type Maybe, type Text } from './drawing.js';
import { historyOf, type History } from './history.js';
import { button, type Button, type Form } from './moves.js';
import { mentionsOf, type MentionEntity } from './mentions.js';
import { nextForChannel } from './next-step.js';
import type { RequestExtras } from './request-extras.js';
import {
  approveForm,
  assignForm,
  closeForm,
  denyForm,
  extendForm,
  wordsForm,
} from './operator-forms.js';
import { confirmForm, restartOf, subjectOf } from './request-forms.js';
import {
  commonFacts,
  fact,
  plain,
  quote,
  sheetOf,
  wordsQuote,
  type Fact,
  type Line,
  type Sheet,
} from './sheet.js';

export interface ChannelCard extends Sheet {
  readonly histories: Maybe<History>;
  readonly mentions: Maybe<Text>;
  readonly entities: readonly MentionEntity[];
  readonly moves: ChannelMoves;
}

interface ChannelMoves {
  readonly approve: Maybe<Form>;
  readonly take: Maybe<Button>;
  readonly deny: Maybe<Form>;
  readonly askAgain: Maybe<Button>;
  readonly cancelApproval: Maybe<Form>;
  readonly tryAgain: Maybe<Form>;
  readonly endSession: Maybe<Form>;
  readonly close: Maybe<Form>;
  readonly release: Maybe<Button>;
  readonly assign: Maybe<Form>;
  readonly reply: Maybe<Form>;
  readonly note: Maybe<Form>;
  readonly extend: Maybe<Form>;
  readonly restart: Maybe<Form>;
}

/** The help desk's card, root of the request's thread. Several people see it, so it never holds a link. */
export function channelCard(
  drawing: Drawing,
  view: RequestView,
  extras: RequestExtras,
): ChannelCard {
  const { say } = drawing;
  return {
    ...sheetOf(drawing, view, {
      facts: channelFacts(drawing, view),
      quotes: [...wordsQuote(say, say('cards:fact.words'), view), ...reasons(drawing, view)],
      lines: channelLines(drawing, view),
      next: [{ text: nextForChannel(drawing, view) }],
    }),
    ...mentionsOf(drawing, view.request.state === 'pending' ? (extras.mention ?? []) : []),
    histories: historyOf(drawing, view, 'channel'),
    moves: channelMoves(drawing, view, extras.operators ?? []),
  };
}

function channelFacts(drawing: Drawing, view: RequestView): Fact[] {
  const { say } = drawing;
  const { request } = view;
  const approvedBy = 'approvedBy' in request ? request.approvedBy : undefined;
  return [
    ...commonFacts(drawing, view),
    ...(request.openedBy === request.requester
      ? []
      : [fact(say('cards:fact.openedFor'), nameOf(view.people, request.openedBy, say))]),
    ...(approvedBy === undefined ||
    approvedBy === request.openedBy ||
    approvedBy === helperOf(request)
      ? []
      : [fact(say('cards:fact.approvedBy'), nameOf(view.people, approvedBy, say))]),
  ];
}

function reasons({ say }: Drawing, view: RequestView): Sheet['quotes'] {
  const { request } = view;
  if (request.state === 'closed')
    return quote(say('cards:fact.explanation'), wordsOf(say, view, request.resolutionText));
  if (request.state !== 'declined' && request.state !== 'withdrawn') return [];
  return quote(say('cards:fact.reason'), wordsOf(say, view, request.reason));
}

function channelLines({ say }: Drawing, view: RequestView): Line[] {
  const { request } = view;
  const percent = request.state === 'pending' ? warnedPercent(view.events) : undefined;
  const solved = (request.state === 'ended' || request.state === 'closed') && request.solved;
  return [
    ...(percent === undefined
      ? []
      : [
          {
            text: say('cards:warned', { percent }),
            color: percent > 75 ? 'Attention' : 'Warning',
          } as const,
        ]),
    ...(request.awaitingUser && OPEN_STATES.has(request.state)
      ? [plain(say('cards:awaitingUser'))]
      : []),
    ...(solved ? [{ text: say('cards:solved'), color: 'Good' } as const] : []),
  ];
}

/** How far the clock of this round was when it last warned; a moved deadline starts anew. */
function warnedPercent(events: readonly RequestEvent[]): number | undefined {
  const last = events.findLast(
    ({ type }) =>
      type === 'warned' ||
      type === 'extended' ||
      type === 'reopened' ||
      type === 'approval-cancelled',
  );
  return last?.type === 'warned' ? last.percent : undefined;
}

function channelMoves(
  drawing: Drawing,
  view: RequestView,
  operators: NonNullable<RequestExtras['operators']>,
): ChannelMoves {
  const { say } = drawing;
  const { request } = view;
  const { state, assignee } = request;
  const subject = subjectOf(drawing, view, 'channel');
  const { data } = subject;
  const others = operators.filter(({ id }) => id !== request.requester && id !== assignee);
  const open = OPEN_STATES.has(state);
  return {
    approve: maybe(state === 'pending', () => approveForm(subject)),
    take: maybe(state === 'pending' && assignee === undefined, () =>
      button('take', say('cards:move.take.title'), data),
    ),
    deny: maybe(state === 'pending', () => denyForm(subject)),
    askAgain: maybe(state === 'approved', () =>
      button('ask-again', say('cards:move.ask-again.title'), data),
    ),
    cancelApproval: maybe(state === 'approved', () => confirmForm('cancel-approval', subject)),
    tryAgain: maybe(state === 'failed', () => confirmForm('try-again', subject)),
    endSession: maybe(state === 'connecting' || state === 'active', () =>
      confirmForm('end-session', subject),
    ),
    close: maybe(state === 'ended', () => closeForm(subject)),
    release: maybe(assignee !== undefined && isAssignable(request), () =>
      button('release', say('cards:move.release.title'), data, { mode: 'secondary' }),
    ),
    assign: maybe(others.length > 0 && isAssignable(request), () => assignForm(subject, others)),
    reply: maybe(open, () => wordsForm('reply', subject)),
    note: maybe(open, () => wordsForm('note', subject)),
    extend: maybe(state === 'pending', () => extendForm(subject)),
    restart: maybe(open && request.device.kind === 'managed', () => restartOf(subject)),
  };
}

/** While a session is being made or is open its helper is fixed. */
function isAssignable({ state }: Request): boolean {
  return OPEN_STATES.has(state) && state !== 'connecting' && state !== 'active';
}
