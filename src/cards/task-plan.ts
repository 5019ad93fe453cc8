import { isPlan } from '../services/desk/tasks/task.js';
import type { Task } from '../services/desk/tasks/task.js';
import type { TargetWish } from '../services/desk/tasks/wish.js';
import type { TaskView } from '../services/desk/views.js';
import { dateToken, timeToken } from './moments.js';
import { momentsOf, nameOf, type Drawing } from './drawing.js';
import { recurrenceWords } from './recurrence.js';
import { plain, type Line } from './sheet.js';
import { line } from './untrusted.js';

/** Names of what is looked up anew each time; the rest is counted. */
const NAMED = 6;

/** What a plan is about, as it was named. */
export function targetNames({ say }: Drawing, { task, people }: TaskView): string {
  const name = (target: TargetWish): string => {
    switch (target.kind) {
      case 'pc':
      case 'device':
        return line(target.name, 30);
      case 'group':
        return say('tasks:plan.group', { name: line(target.name, 40) });
      case 'person':
        return nameOf(people, target.id, say);
    }
  };
  const { targets } = task.wish;
  const more = targets.length - NAMED;
  const names = targets.slice(0, NAMED).map(name).join(', ');
  return more > 0 ? `${names} +${more}` : names;
}

/** Sentences of a plan, or of one of its turns, that may hold names. */
export function planLeads(drawing: Drawing, view: TaskView): string[] {
  const { say } = drawing;
  const { plan } = view.task.wish;
  if (plan !== undefined) return [say('tasks:plan.turn', { id: plan.id })];
  return isPlan(view.task) ? [say('tasks:plan.what', { what: targetNames(drawing, view) })] : [];
}

/** When it is due, and what came of it the last time. */
export function planLines(drawing: Drawing, view: TaskView): Line[] {
  const { task } = view;
  const { say, reader } = drawing;
  const { every } = task.wish;
  if (every === undefined) return notBefore(drawing, view);
  const when = recurrenceWords(say, reader.locale, every);
  return [
    plain(say('tasks:plan.when', { when })),
    ...notBefore(drawing, view),
    ...lastTurn(drawing, task),
  ];
}

/** With its date: it may stand there for weeks. */
function lastTurn({ say }: Drawing, { turn }: Task): Line[] {
  if (turn === undefined) return [];
  const at = `${dateToken(turn.due)} ${timeToken(turn.due)}`;
  return [plain(say(`tasks:plan.last.${turn.missed ?? 'done'}`, { at }))];
}

/** The time that was asked for, while it is to come. */
function notBefore(drawing: Drawing, { task, now }: TaskView): Line[] {
  const { at } = task.wish;
  const waits = task.state === 'draft' || task.state === 'awaiting_approval';
  if (at === undefined || !waits) return [];
  return [plain(drawing.say('tasks:notBefore', { at: momentsOf(drawing, now).at(at) }))];
}
