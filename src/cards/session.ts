import { helperOf, type Session } from '../services/desk/requests/request.js';
import type { RequestView } from '../services/desk/views.js';
import { deviceWithin, isOthers, maybe, momentsOf, type Drawing, type Maybe } from './drawing.js';
import { button, type Button, type Form, type Link } from './moves.js';
import { confirmForm, subjectOf } from './request-forms.js';
import { commonFacts, fact, plain, sheetOf, type Line, type Sheet } from './sheet.js';

export interface SessionCard extends Sheet {
  readonly moves: SessionMoves;
}

interface SessionMoves {
  readonly open: Maybe<Link>;
  readonly connect: Maybe<Button>;
  readonly newLink: Maybe<Button>;
  readonly endSession: Maybe<Form>;
}

/** The helper's card of session `n`, in their own chat: the way in, and what is known of the other side. */
export function sessionCard(
  drawing: Drawing,
  view: RequestView,
  n: number,
  link: string | undefined,
): SessionCard {
  const { say, reader } = drawing;
  const { request } = view;
  const session = request.sessions.find((candidate) => candidate.n === n);
  const live = request.state === 'active' && session !== undefined && session.endedAt === undefined;
  // The link is for the helper alone, on a card that nobody else sees.
  const own = live && reader.person === session.helper ? link : undefined;
  const mine = live && !isOthers(reader, helperOf(request) ?? session.helper);
  return {
    ...sheetOf(drawing, view, {
      headings: [
        { text: say('cards:session.title', { device: deviceWithin(request.device, say) }) },
      ],
      facts: [
        ...commonFacts(drawing, view),
        ...(session ? [fact(say('cards:fact.code'), session.code)] : []),
      ],
      lines: session ? sessionLines(drawing, view, session) : [],
      next: [{ text: nextForHelper(drawing, view, session) }],
    }),
    moves: live ? sessionMoves(drawing, view, { n, link: own, mine }) : NONE,
  };
}

const NONE: SessionMoves = { open: [], connect: [], newLink: [], endSession: [] };

function sessionMoves(
  drawing: Drawing,
  view: RequestView,
  way: { readonly n: number; readonly link: string | undefined; readonly mine: boolean },
): SessionMoves {
  const { say } = drawing;
  const { link, mine } = way;
  const subject = subjectOf(drawing, view, `session-${way.n}`);
  const { data } = subject;
  return {
    open: link === undefined ? [] : [{ title: say('cards:session.link'), url: link }],
    connect: maybe(mine && link === undefined, () =>
      button('connect', say('cards:move.connect.title'), data, { style: 'positive' }),
    ),
    newLink: maybe(mine && !isRenewing(view), () =>
      button('new-link', say('cards:move.new-link.title'), data),
    ),
    endSession: maybe(mine, () => confirmForm('end-session', subject)),
  };
}

function sessionLines(drawing: Drawing, view: RequestView, session: Session): Line[] {
  const { say } = drawing;
  const moments = momentsOf(drawing, view.now);
  const made = plain(say('cards:time.madeAt', { at: moments.at(session.madeAt) }));
  if (session.endedAt !== undefined) {
    return [made, plain(say('cards:time.endedAt', { at: moments.at(session.endedAt) }))];
  }
  return [
    made,
    session.userOnline
      ? { text: say('cards:session.userIn'), color: 'Good' }
      : { text: say('cards:session.userOut'), color: 'Warning' },
    ...(session.helperConnectedAt === undefined
      ? []
      : [plain(say('cards:session.connected', { at: moments.at(session.helperConnectedAt) }))]),
    plain(say('cards:session.ready', { until: moments.until(session.validUntil) })),
  ];
}

function nextForHelper({ say }: Drawing, view: RequestView, session: Session | undefined): string {
  if (session?.replaced) return say('cards:session.replaced');
  if (session?.endedAt !== undefined || view.request.state !== 'active')
    return say('cards:session.over');
  return say(isRenewing(view) ? 'cards:session.renewing' : 'cards:session.open');
}

function isRenewing({ request }: RequestView): boolean {
  return request.effects.some((effect) => effect.kind === 'renew-session');
}
