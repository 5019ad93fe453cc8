import type { Session } from '../services/desk/requests/request.js';
import type { RequestView } from '../services/desk/views.js';
import {
  deviceWithin,
  isOthers,
  maybe,
  momentsOf,
  nameOf,
  wordsOf,
  type Drawing,
  type Maybe,
} from './drawing.js';
import { form, hintOf, textInput, type Form } from './moves.js';
import { dateToken, duration, timeToken } from './moments.js';
import {
  fact,
  plain,
  quote,
  sheetOf,
  type Fact,
  type Line,
  type Quote,
  type Sheet,
} from './sheet.js';

export interface ReceiptCard extends Sheet {
  readonly moves: { readonly complain: Maybe<Form> };
}

/** For the user to keep: who was on the PC, when, for how long, what was done. */
export function receiptCard(drawing: Drawing, view: RequestView, n: number): ReceiptCard {
  const { say, reader } = drawing;
  const { request } = view;
  const session = request.sessions.find((candidate) => candidate.n === n);
  const helper = session ? nameOf(view.people, session.helper, say) : say('common:someone');
  return {
    ...sheetOf(drawing, view, {
      headings: [{ text: say('cards:receipt.title') }],
      spoken: say('cards:receipt.title'),
      leads: session ? leads(drawing, view, session, helper) : [],
      facts: facts(drawing, view),
      quotes: explanation(drawing, view),
      lines: session ? times(drawing, view, session) : [],
      next: [{ text: say('cards:receipt.keep') }],
    }),
    moves: {
      complain: maybe(!isOthers(reader, request.requester), () => complaint(drawing, view, n)),
    },
  };
}

function leads(
  drawing: Drawing,
  view: RequestView,
  session: Session,
  helper: string,
): Sheet['leads'] {
  const { t, say, reader } = drawing;
  const device = deviceWithin(view.request.device, say);
  if (session.helperConnectedAt === undefined && session.measured === undefined) {
    return [{ text: say('cards:receipt.never') }];
  }
  const lead = { text: say('cards:receipt.lead', { helper, device }) };
  if (session.measured) {
    const span = duration(t, reader.locale, session.measured.to - session.measured.from);
    return [lead, { text: say('cards:receipt.duration', { duration: span }) }];
  }
  if (session.endedAt === undefined) return [lead];
  const span = duration(t, reader.locale, session.endedAt - session.madeAt);
  return [lead, { text: say('cards:receipt.durationOpen', { duration: span }) }];
}

function facts({ say }: Drawing, view: RequestView): Fact[] {
  const { request } = view;
  const closed = request.state === 'closed' ? request : undefined;
  return [
    ...(closed?.resolution
      ? [fact(say('cards:fact.resolution'), say(`common:resolution.${closed.resolution}`))]
      : []),
    ...(closed
      ? [fact(say('cards:fact.closedBy'), nameOf(view.people, closed.closedBy, say))]
      : []),
  ];
}

function explanation({ say }: Drawing, view: RequestView): Quote[] {
  const { request } = view;
  if (request.state !== 'closed') return [];
  return quote(say('cards:fact.explanation'), wordsOf(say, view, request.resolutionText));
}

function times(drawing: Drawing, view: RequestView, session: Session): Line[] {
  const { say } = drawing;
  const { measured, endedAt } = session;
  const { request } = view;
  const moments = momentsOf(drawing, view.now);
  const consentAt = 'consentAt' in request ? request.consentAt : undefined;
  const from = measured?.from ?? session.madeAt;
  const to = measured?.to ?? endedAt;
  return [
    ...(consentAt === undefined
      ? []
      : [plain(say('cards:time.consent', { at: moments.at(consentAt) }))]),
    ...(to === undefined
      ? []
      : [
          plain(
            say('cards:time.measured', {
              from: `${dateToken(from)} ${timeToken(from)}`,
              to: timeToken(to),
            }),
          ),
        ]),
  ];
}

/** "Something was wrong": words of the user that go to the request's thread, in whatever state it is. */
function complaint({ say }: Drawing, view: RequestView, n: number): Form {
  return form({
    verb: 'add-details',
    data: hintOf(view.request, `receipt-${n}`),
    title: say('cards:move.complain.title'),
    sendTitle: say('cards:move.complain.send'),
    texts: [
      textInput('add-details', 'text', {
        label: say('cards:move.complain.label'),
        error: say('cards:move.complain.error'),
      }),
    ],
  });
}
