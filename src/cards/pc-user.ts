import { ANSWERS, type Answered, type Item } from '../services/desk/tasks/item.js';
import { isAnswerable } from '../services/desk/tasks/decide-user.js';
import type { TaskView } from '../services/desk/views.js';
import {
  frame,
  maybe,
  momentsOf,
  nameOf,
  wordsOf,
  type Drawing,
  type Frame,
  type Maybe,
  type Text,
} from './drawing.js';
import { choice, form, type Form } from './moves.js';
import { plain, quote, type Line, type Quote } from './sheet.js';
import { line } from './untrusted.js';

export interface PcUserCard extends Frame {
  readonly title: string;
  readonly leads: readonly Text[];
  readonly quotes: readonly Quote[];
  readonly lines: readonly Line[];
  readonly answer: Maybe<Form>;
}

export interface PcUserView extends TaskView {
  readonly item: Item;
  /** How often it may be put off to another day. */
  readonly notToday: number;
}

/** Tells the user of a PC that it is to be restarted, and lets them choose when; later, what became of it. */
export function pcUserCard(drawing: Drawing, view: PcUserView): PcUserCard {
  const { say } = drawing;
  const { item, task, people } = view;
  const title = say('tasks:user.title');
  const who = nameOf(people, task.requester, say);
  const live = task.state === 'running' && isAnswerable(item);
  return {
    ...frame(drawing, say(`tasks:user.summary.${live ? 'asked' : 'told'}`)),
    title,
    leads: [{ text: say('tasks:user.lead', { pc: line(item.name), who }) }],
    quotes: quote(say('tasks:reason'), wordsOf(say, view, task.reason)),
    lines: [plain(sentence(drawing, view))],
    answer: maybe(live, () => answerForm(drawing, view)),
  };
}

function sentence(drawing: Drawing, { item, now, task }: PcUserView): string {
  const { say } = drawing;
  const moments = momentsOf(drawing, now);
  switch (item.state) {
    case 'asked':
      return say('tasks:user.asked', { until: moments.until(item.answerBy) });
    case 'queued':
      if (item.because === 'put-off' && item.go !== undefined)
        return say('tasks:user.putOff', { at: moments.at(item.go) });
      if (item.because !== undefined && item.go !== undefined)
        return say('tasks:user.chosen', { at: moments.at(item.go) });
      return say(task.state === 'halted' ? 'tasks:user.unknown' : 'tasks:user.now');
    case 'sent':
    case 'pending':
    case 'active':
      return say(item.warnings.includes('offline') ? 'tasks:user.offline' : 'tasks:user.sent');
    case 'done':
      return say('tasks:user.done');
    case 'unknown':
      return say('tasks:user.unknown');
    case 'failed':
    case 'not_supported':
    case 'skipped':
    case 'cancelled':
      return say('tasks:user.over');
  }
}

function answerForm({ say }: Drawing, { task, item, notToday }: PcUserView): Form {
  const offered = ANSWERS.filter((answer) => answer !== 'not-today' || item.putOff < notToday);
  const all = offered.map((answer) => ({ title: say(`tasks:answer.${answer}`), value: answer }));
  const first: Answered = 'now';
  const words = { label: say('tasks:user.label'), error: say('tasks:user.error') };
  const { id, version } = task;
  return form({
    verb: 'answer-restart',
    data: { id, version, n: item.n, nonce: `task-pc-${item.n}.${version}` },
    style: 'positive',
    title: say('tasks:user.choose'),
    sendTitle: say('tasks:user.send'),
    sentence: say('tasks:user.unsaved'),
    choices: [choice('answer-restart', 'answer', words, { value: first, all })],
  });
}
