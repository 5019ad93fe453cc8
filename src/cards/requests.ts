import type { RequestView } from '../services/desk/views.js';
import { frame, type Drawing, type Frame } from './drawing.js';
import { button, type Button } from './moves.js';
import { rowOf, type Row } from './rows.js';
import { plain, type Line } from './sheet.js';

export interface RequestsCard extends Frame {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly rows: readonly Row[];
  readonly buttons: readonly Button[];
}

/** Most requests that one card lists. */
const SHOWN = 10;

/** A person's own requests, newest first. */
export function requestsCard(drawing: Drawing, views: readonly RequestView[]): RequestsCard {
  const { say } = drawing;
  const title = say('cards:requests.title');
  return {
    ...frame(drawing, title),
    title,
    lines: lines(drawing, views.length),
    rows: views.slice(0, SHOWN).map((view) => rowOf(drawing, view, 'list')),
    buttons: [button('new', say('cards:move.new.title'), {}, { style: 'positive' })],
  };
}

function lines({ say }: Drawing, count: number): Line[] {
  if (count === 0) return [plain(say('cards:requests.empty'))];
  return count > SHOWN ? [plain(say('cards:requests.more', { count: SHOWN }))] : [];
}
