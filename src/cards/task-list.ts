import { byAttention, countsOf } from '../services/desk/tasks/attention.js';
import { ITEM_STATES, type Item } from '../services/desk/tasks/item.js';
import { chosen, isPlan } from '../services/desk/tasks/task.js';
import type { MessageKey } from '../services/i18n/keys.js';
import type { TaskView } from '../services/desk/views.js';
import { dateToken, timeToken } from './moments.js';
import { frame, momentsOf, nameOf, type Drawing, type Frame } from './drawing.js';
import { button, type Button } from './moves.js';
import { recurrenceWords } from './recurrence.js';
import { plain, type Line } from './sheet.js';
import { pcSentence } from './task-pc.js';
import { taskStateWord } from './task-state.js';
import { targetNames } from './task-plan.js';
import { taskHint } from './task-moves.js';
import { line } from './untrusted.js';

export interface TaskListCard extends Frame {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly tasks: readonly {
    readonly id: string;
    /** May hold names. */
    readonly about: string;
    readonly state: string;
    readonly buttons: readonly Button[];
  }[];
}

export interface TaskListView {
  readonly tasks: readonly TaskView[];
  /** Only this PC's part of each. */
  readonly pc?: string | undefined;
  /** Those that are planned alone. */
  readonly plans?: boolean | undefined;
  /** Which part of all of them, from 1. */
  readonly page?: { readonly page: number; readonly pages: number };
}

/** Tasks with their state: task, task status, device name, reported error. */
export function taskListCard(
  drawing: Drawing,
  { tasks, pc, plans, page }: TaskListView,
): TaskListCard {
  const { say } = drawing;
  const title = say(plans ? 'tasks:plan.list' : 'tasks:list.title');
  return {
    ...frame(drawing, title),
    title,
    lines: [
      ...(tasks.length === 0 ? [plain(say(emptyKey({ pc, plans })))] : []),
      ...(page && page.pages > page.page
        ? [plain(say('tasks:list.more', { ...page, next: page.page + 1 }))]
        : []),
    ],
    tasks: tasks.map((view) => {
      const { task, people } = view;
      const item = pc === undefined ? undefined : itemNamed(task.items, pc);
      const names = item ? line(item.name) : namesOf(drawing, view);
      const asked = `${dateToken(task.openedAt)} ${timeToken(task.openedAt)}`;
      const status = say(`tasks:state.${taskStateWord(task)}`);
      const detail = item ? pcSentence(drawing, view.now, item) : detailOf(drawing, view);
      return {
        id: `${task.id} · `,
        about: `${names} · ${nameOf(people, task.requester, say)}`,
        state: [status, detail, asked].filter((part) => part !== '').join(' · '),
        buttons: [
          button('task-page', say('cards:move.show.title'), { ...taskHint(task), page: 1 }),
        ],
      };
    }),
  };
}

function emptyKey({ pc, plans }: Pick<TaskListView, 'pc' | 'plans'>): MessageKey {
  if (plans) return 'tasks:plan.none';
  return pc === undefined ? 'tasks:list.empty' : 'tasks:list.emptyPc';
}

/** Of a plan when it is due, of the others what became of their PCs. */
function detailOf(drawing: Drawing, { task, now }: TaskView): string {
  const { say, reader } = drawing;
  const { every } = task.wish;
  const at = momentsOf(drawing, now);
  if (every === undefined) {
    const wanted = task.state === 'held' ? task.until : task.wish.at;
    const waits = task.state === 'held' || task.state === 'awaiting_approval';
    return waits && wanted !== undefined
      ? say('tasks:plan.onceAt', { at: at.at(wanted) })
      : countWords(drawing, task.items);
  }
  const when = recurrenceWords(say, reader.locale, every);
  return task.state === 'scheduled'
    ? `${when}, ${say('tasks:plan.at', { at: at.at(task.next) })}`
    : when;
}

function itemNamed(items: readonly Item[], pc: string): Item | undefined {
  return items.find(({ name }) => name.toLowerCase() === pc.toLowerCase());
}

const NAMED = 3;

function namesOf(drawing: Drawing, view: TaskView): string {
  const { items } = view.task;
  if (isPlan(view.task)) return targetNames(drawing, view);
  const all = byAttention(chosen({ items }));
  const some = all.slice(0, NAMED).map(({ name }) => line(name, 30));
  const more = all.length - some.length;
  return more > 0 ? `${some.join(', ')} +${more}` : some.join(', ');
}

function countWords({ say }: Drawing, items: readonly Item[]): string {
  const counts = countsOf(items);
  return ITEM_STATES.flatMap((state) => {
    const count = counts.get(state) ?? 0;
    return count === 0 ? [] : [say(`tasks:count.${state}`, { count })];
  }).join(', ');
}
