import type { PersonId } from '../services/desk/ids.js';
import { helperOf, type Request } from '../services/desk/requests/request.js';
import type { RequestView } from '../services/desk/views.js';
import type { MessageKey } from '../services/i18n/keys.js';
import {
  deviceWithin,
  isOthers,
  maybe,
  momentsOf,
  nameOf,
  type Drawing,
  type Maybe,
} from './drawing.js';
import { button, hintOf, type Button } from './moves.js';
import { plain, sheetOf, type Sheet } from './sheet.js';

export interface ConsentCard extends Sheet {
  readonly moves: {
    readonly accept: Maybe<Button>;
    readonly decline: Maybe<Button>;
    readonly later: Maybe<Button>;
  };
}

/** The nth question for consent: who will help, what comes next, and that it can be stopped at any time. */
export function consentCard(drawing: Drawing, view: RequestView, n: number): ConsentCard {
  const { request } = view;
  return request.state === 'approved' && n === request.asks
    ? openQuestion(drawing, view, request)
    : oldQuestion(drawing, view, n);
}

function openQuestion(
  drawing: Drawing,
  view: RequestView,
  request: Extract<Request, { state: 'approved' }>,
): ConsentCard {
  const { say, reader } = drawing;
  const moments = momentsOf(drawing, view.now);
  const helper = helperName(drawing, view, request.approvedBy);
  const data = hintOf(request, `consent-${request.asks}`);
  const mine = !isOthers(reader, request.requester);
  return {
    ...sheetOf(drawing, view, {
      headings: [{ text: say('cards:consent.title') }],
      spoken: say('cards:consent.title'),
      leads: [
        { text: say('cards:consent.lead', { helper, device: deviceWithin(request.device, say) }) },
        { text: say(`cards:consent.mode.${request.mode}`, { helper }) },
      ],
      lines: [
        plain(say('cards:consent.expect')),
        plain(say('cards:consent.privacy')),
        { text: say('cards:consent.stop'), color: 'Good' },
      ],
      next: [
        {
          text:
            request.askAt === undefined
              ? say('cards:consent.open', { before: moments.before(request.consentDue) })
              : say('cards:consent.later', { at: moments.at(request.askAt) }),
        },
      ],
    }),
    moves: {
      accept: maybe(mine, () =>
        button('accept', say('cards:move.accept.title'), data, { style: 'positive' }),
      ),
      decline: maybe(mine, () =>
        button('decline', say('cards:move.decline.title'), data, { style: 'destructive' }),
      ),
      later: maybe(mine && request.askAt === undefined, () =>
        button('later', say('cards:move.later.title'), data),
      ),
    },
  };
}

/** Answered, overtaken or run out: it says so and has no buttons. */
function oldQuestion(drawing: Drawing, view: RequestView, n: number): ConsentCard {
  return {
    ...sheetOf(drawing, view, {
      headings: [{ text: drawing.say('cards:consent.title') }],
      next: [{ text: drawing.say(howItEnded(view.request, n)) }],
    }),
    moves: { accept: [], decline: [], later: [] },
  };
}

function howItEnded(request: Request, n: number): MessageKey {
  if (n < request.asks) return 'cards:consent.over.newer';
  switch (request.state) {
    case 'connecting':
    case 'active':
    case 'ended':
    case 'closed':
      return 'cards:consent.over.accepted';
    case 'declined':
      return request.by === 'user' ? 'cards:consent.over.declined' : 'cards:consent.over.gone';
    case 'failed':
      return request.reason === 'no-consent'
        ? 'cards:consent.over.lapsed'
        : 'cards:consent.over.accepted';
    case 'pending':
    case 'approved':
    case 'withdrawn':
    case 'expired':
      return 'cards:consent.over.gone';
  }
}

function helperName({ say }: Drawing, view: RequestView, approvedBy: PersonId): string {
  return nameOf(view.people, helperOf(view.request) ?? approvedBy, say);
}
