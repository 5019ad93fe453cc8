import {
  QUEUE_FILTERS,
  type QueueFreeze,
  type QueueFilter,
  type QueueView,
  type RequestView,
} from '../services/desk/views.js';
import { frame, type Banner, type Drawing, type Frame, type Maybe } from './drawing.js';
import { button, form, type Button, type Form } from './moves.js';
import { subjectOf } from './request-forms.js';
import { rowOf, type Row } from './rows.js';
import { plain, type Line } from './sheet.js';
import { line } from './untrusted.js';

export interface QueueCard extends Frame {
  readonly title: string;
  /** What everybody has to know first. */
  readonly alerts: readonly Banner[];
  readonly lines: readonly Line[];
  readonly rows: readonly Row[];
  readonly foot: readonly Line[];
  readonly buttons: readonly Button[];
}

/** Everything that is open, those who wait longest first; what to do with each, without leaving the card. */
export function queueCard(drawing: Drawing, view: QueueView): QueueCard {
  const { say } = drawing;
  const counts = say('cards:queue.counts', { ...view.counts });
  const title = say('cards:queue.title');
  const filtered = view.filter === 'open' ? [] : [plain(shown(drawing, view.filter))];
  const empty = view.rows.length === 0 ? [plain(say(`cards:queue.empty.${view.filter}`))] : [];
  return {
    ...frame(drawing, `${title}: ${counts}`),
    title,
    alerts: view.freeze ? [frozen(drawing, view.freeze)] : [],
    lines: [plain(counts), ...filtered, ...empty],
    rows: view.rows.map((row) => ({
      ...rowOf(drawing, row, 'queue'),
      approve: approval(drawing, row),
    })),
    foot:
      view.pages > 1
        ? [plain(say('cards:queue.page', { page: view.page, pages: view.pages }))]
        : [],
    buttons: buttons(drawing, view),
  };
}

function frozen({ say }: Drawing, freeze: QueueFreeze): Banner {
  const text =
    'name' in freeze
      ? say('cards:queue.frozen', { who: line(freeze.name), why: line(freeze.reason, 200) })
      : say('cards:queue.frozenBySettings');
  return { text, style: 'attention', code: 'HD-204' };
}

function shown({ say }: Drawing, filter: QueueFilter): string {
  return say('cards:queue.shown', { filter: say(`cards:queue.filter.${filter}`) });
}

/** Approving from the queue asks for the same confirmation; what the session may do is chosen on the own card. */
function approval(drawing: Drawing, view: RequestView): Maybe<Form> {
  if (view.request.state !== 'pending') return [];
  const { say, id, requester, device, data } = subjectOf(drawing, view, 'queue');
  return [
    form({
      verb: 'approve',
      data,
      style: 'positive',
      title: say('cards:move.approve.title'),
      sendTitle: say('cards:move.approve.send'),
      sentence: say('cards:move.approve.sentence', { id, requester, device }),
    }),
  ];
}

function buttons({ say }: Drawing, view: QueueView): Button[] {
  const { filter, page, pages } = view;
  const nonce = `queue.${drawn(view)}`;
  const turn = (to: number, title: string): Button =>
    button('queue', title, { filter, page: to, nonce });
  const filters = QUEUE_FILTERS.filter((other) => other !== filter).map((other) =>
    button(
      'queue',
      say(`cards:queue.filter.${other}`),
      { filter: other, page: 1, nonce },
      { mode: 'secondary' },
    ),
  );
  return [
    ...(page > 1 ? [turn(page - 1, say('cards:queue.previousPage'))] : []),
    ...(page < pages ? [turn(page + 1, say('cards:queue.nextPage'))] : []),
    turn(page, say('cards:queue.refresh')),
    ...filters,
  ];
}

/** Names what is on the card: a queue has no version, and a clock here would make each drawing a new one. */
function drawn(view: QueueView): number {
  return view.rows.reduce((sum, { request }) => sum + request.version, 0);
}
