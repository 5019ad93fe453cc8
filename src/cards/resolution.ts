import type { RequestView } from '../services/desk/views.js';
import { maybe, momentsOf, nameOf, type Drawing, type Maybe } from './drawing.js';
import { button, hintOf, textInput, type Button, type Choice, type TextInput } from './moves.js';
import { resolutionChoice } from './operator-forms.js';
import { commonFacts, plain, sheetOf, type Sheet } from './sheet.js';

export interface ResolutionCard extends Sheet {
  readonly choices: Maybe<Choice>;
  readonly texts: Maybe<TextInput>;
  readonly moves: { readonly close: Maybe<Button> };
}

/** After session `n`: how did it end? */
export function resolutionCard(drawing: Drawing, view: RequestView, n: number): ResolutionCard {
  const { say } = drawing;
  const { request } = view;
  const isOpen = request.state === 'ended' && n === lastSession(view);
  const requester = nameOf(view.people, request.requester, say);
  return {
    ...sheetOf(drawing, view, {
      headings: [{ text: say('cards:resolution.title') }],
      spoken: say('cards:resolution.title'),
      leads: isOpen ? [{ text: say('cards:resolution.open', { id: request.id, requester }) }] : [],
      facts: commonFacts(drawing, view),
      lines: request.state === 'ended' && request.solved ? [plain(say('cards:solved'))] : [],
      next: [{ text: nextStep(drawing, view, isOpen) }],
    }),
    choices: maybe(isOpen, () => resolutionChoice(say)),
    texts: maybe(isOpen, () =>
      textInput('close', 'text', { label: say('cards:move.close.textLabel') }),
    ),
    moves: {
      close: maybe(isOpen, () =>
        button('close', say('cards:move.close.send'), hintOf(request, `resolution-${n}`), {
          style: 'positive',
        }),
      ),
    },
  };
}

function nextStep(drawing: Drawing, view: RequestView, isOpen: boolean): string {
  const { request, now } = view;
  if (isOpen && request.state === 'ended') {
    return drawing.say('cards:resolution.due', { at: momentsOf(drawing, now).at(request.closeAt) });
  }
  return drawing.say(
    request.state === 'closed' ? 'cards:resolution.closed' : 'cards:resolution.moved',
  );
}

function lastSession({ request }: RequestView): number | undefined {
  return request.sessions.findLast((session) => !session.replaced)?.n;
}
