import type { RequestView } from '../services/desk/views.js';
import {
  deviceName,
  momentsOf,
  nameOf,
  wordsOf,
  type Drawing,
  type Maybe,
  type Text,
} from './drawing.js';
import { button, hintOf, type Button, type Form } from './moves.js';
import { headOf, type Color } from './sheet.js';
import { line, title } from './untrusted.js';

/** One request in a list. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly urgent: Maybe<Text>;
  readonly who: string;
  readonly state: string;
  readonly color: Color;
  readonly approve: Maybe<Form>;
  readonly open: Maybe<Button>;
}

/** Ten rows of a list have to fit in one card. */
const ROW_TITLE = 60;
const ROW_NAME = 40;

/** `place` names the list in the nonce. */
export function rowOf(drawing: Drawing, view: RequestView, place: 'queue' | 'list'): Row {
  const { say } = drawing;
  const { request } = view;
  const { id, urgent, color, state } = headOf(drawing, view);
  const due =
    request.state === 'pending'
      ? ` · ${say('cards:queue.due', { before: momentsOf(drawing, view.now).before(request.limit.deadline) })}`
      : '';
  return {
    id,
    title: title(wordsOf(say, view, request.text), ROW_TITLE),
    urgent,
    who: who(drawing, view, place),
    state: `${state}${due}`,
    color,
    approve: [],
    open: [button('show', say('cards:move.show.title'), hintOf(request, place))],
  };
}

function who({ say }: Drawing, view: RequestView, place: 'queue' | 'list'): string {
  const { request, people } = view;
  const device = line(deviceName(request.device, say), ROW_NAME);
  if (place === 'list') return device;
  const requester = line(nameOf(people, request.requester, say), ROW_NAME);
  const assignee = request.assignee
    ? say('cards:queue.taken', { helper: line(nameOf(people, request.assignee, say), ROW_NAME) })
    : say('cards:queue.nobody');
  return `${requester} · ${device} · ${assignee}`;
}
