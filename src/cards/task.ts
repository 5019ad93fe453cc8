import type { MessageKey } from '../services/i18n/keys.js';
import { isLooking } from '../services/desk/tasks/decide-desk.js';
import { taskStateWord } from './task-state.js';
import { byAttention, byDoubt, countsOf } from '../services/desk/tasks/attention.js';
import { ITEM_STATES, isOver, isUnderWay, type Item } from '../services/desk/tasks/item.js';
import { chosen, isAgreedTo, isPlan, type Task } from '../services/desk/tasks/task.js';
import { TASK_PAGE, type TaskView } from '../services/desk/views.js';
import {
  frame,
  momentsOf,
  nameOf,
  wordsOf,
  type Banner,
  type Drawing,
  type Frame,
  type Text,
} from './drawing.js';
import { button, type Button, type Form } from './moves.js';
import { plain, quote, type Color, type Line, type Quote } from './sheet.js';
import { pcRow, texts, type PcRow } from './task-pc.js';
import { planLeads, planLines } from './task-plan.js';
import { taskForms, taskHint } from './task-moves.js';
import { line } from './untrusted.js';

export interface TaskCard extends Frame {
  readonly title: string;
  readonly state: string;
  readonly color: Color;
  readonly alerts: readonly Banner[];
  /** Sentences that may hold names. */
  readonly leads: readonly Text[];
  readonly quotes: readonly Quote[];
  /** Our own words; may hold times, never names. */
  readonly lines: readonly Line[];
  readonly pcs: readonly PcRow[];
  readonly foot: readonly Line[];
  readonly pages: readonly Button[];
  readonly forms: readonly Form[];
  readonly buttons: readonly Button[];
}

const COLORS: Readonly<Record<Task['state'], Color>> = {
  draft: 'Accent',
  awaiting_approval: 'Warning',
  held: 'Warning',
  scheduled: 'Good',
  running: 'Accent',
  finished: 'Good',
  cancelled: 'Default',
  rejected: 'Attention',
  halted: 'Attention',
};

/** A restart from its check to its end: where it stands, the PCs that need somebody first, what can be done now. */
export function taskCard(drawing: Drawing, view: TaskView, page = 1): TaskCard {
  const { say } = drawing;
  const { task } = view;
  const count = chosen(task).length;
  const title = titleOf(drawing, task, count);
  const state = stateWord(drawing, task);
  const { forms, buttons } = taskForms(drawing, view);
  const rows = rowsOf(task);
  const pages = Math.max(1, Math.ceil(rows.length / TASK_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const hint = taskHint(task);
  return {
    ...frame(drawing, `${title}: ${state}`, `${title}. ${state}`),
    title,
    state: `● ${state}`,
    color: COLORS[task.state],
    alerts: frozen(drawing, view),
    leads: texts(leads(drawing, view)),
    quotes: quotes(drawing, view),
    lines: lines(drawing, view),
    pcs: rows
      .slice((at - 1) * TASK_PAGE, at * TASK_PAGE)
      .map((item) => pcRow(drawing, view, item, hint)),
    foot: pages > 1 ? [plain(say('tasks:page', { page: at, pages }))] : [],
    pages: pageButtons(drawing, task, at, pages),
    forms,
    buttons,
  };
}

function titleOf({ say }: Drawing, task: Task, count: number): string {
  const { id } = task;
  if (isPlan(task)) return say('tasks:plan.title', { id });
  return count === 0 ? say('tasks:titleLooking', { id }) : say('tasks:title', { id, count });
}

/** PCs of a plan are those that it would be now; once it stands they are looked up each time. */
function rowsOf(task: Task): readonly Item[] {
  if (task.state === 'draft') return byDoubt(task.items);
  if (!isPlan(task)) return byAttention(task.items);
  const isNew = task.state === 'awaiting_approval' && task.turn === undefined;
  return isNew ? byAttention(task.items) : [];
}

function stateWord({ say }: Drawing, task: Task): string {
  return say(`tasks:state.${taskStateWord(task)}`);
}

function frozen({ say }: Drawing, { task, freeze }: TaskView): Banner[] {
  const over = task.state === 'finished' || task.state === 'cancelled' || task.state === 'rejected';
  if (freeze === undefined || over) return [];
  const text =
    'name' in freeze
      ? say('tasks:frozen', { who: line(freeze.name), why: line(freeze.reason, 200) })
      : say('tasks:frozenBySettings');
  return [{ text, style: 'attention', code: 'HD-204' }];
}

/** Who asked, and who agreed. */
function leads(drawing: Drawing, view: TaskView): string[] {
  const { say } = drawing;
  const { task, people } = view;
  const by = (id: Task['requester']) => ({ who: nameOf(people, id, say) });
  const { request, retryOf, force, part } = task.wish;
  return [
    say(force ? 'tasks:asksForce' : 'tasks:asks', by(task.requester)),
    ...(request === undefined ? [] : [say('tasks:forRequest', { id: request })]),
    ...(retryOf === undefined ? [] : [say('tasks:retryOf', { id: retryOf })]),
    ...(part === undefined ? [] : [say('tasks:part', { k: part.k, of: part.of })]),
    ...planLeads(drawing, view),
    ...task.approvals.map((agreement) => say('tasks:approved', by(agreement.by))),
    ...(task.state === 'rejected' ? [say('tasks:rejected', by(task.rejectedBy))] : []),
  ];
}

function quotes({ say }: Drawing, view: TaskView): Quote[] {
  const { task } = view;
  return [
    ...quote(say('tasks:reason'), wordsOf(say, view, task.reason)),
    ...(task.state === 'rejected'
      ? quote(say('tasks:rejectedWhy'), wordsOf(say, view, task.rejectedWhy))
      : []),
  ];
}

function lines(drawing: Drawing, view: TaskView): Line[] {
  const { task } = view;
  return [
    ...planLines(drawing, view),
    ...progress(drawing, task),
    { text: nextSentence(drawing, view), color: 'Default' },
    ...eta(drawing, view),
  ];
}

const BAR = 20;

/** A bar that reads as well as it looks, and how many PCs are in which state. */
function progress({ say }: Drawing, task: Task): Line[] {
  if (rowsOf(task).length === 0) return [];
  const all = chosen(task);
  const over = all.filter(isOver).length;
  const share = all.length === 0 ? 0 : over / all.length;
  const full = Math.round(share * BAR);
  const begun = task.state === 'running' || task.state === 'finished' || task.state === 'halted';
  const counts = countsOf(task.items);
  const words = ITEM_STATES.flatMap((state) => {
    const count = counts.get(state) ?? 0;
    return count === 0 ? [] : [say(`tasks:count.${state}`, { count })];
  });
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${say('tasks:over', { over, all: all.length })}`;
  return [...(begun ? [plain(bar)] : []), plain(words.join(' · '))];
}

/** What happens next, in one sentence. */
function nextSentence(drawing: Drawing, { task, now }: TaskView): string {
  const { say } = drawing;
  const moments = momentsOf(drawing, now);
  switch (task.state) {
    case 'draft':
      return draftSentence(drawing, task);
    case 'awaiting_approval':
      return say(waitsKey(task), {
        count: task.quorum - task.approvals.length,
        before: moments.before(task.expiresAt),
      });
    case 'held':
      return say('tasks:next.held', { at: moments.at(task.until) });
    case 'scheduled':
      return say('tasks:plan.next', { at: moments.at(task.next) });
    case 'running':
      return say('tasks:next.running');
    case 'finished':
      return say('tasks:next.finished', { at: moments.at(task.finishedAt) });
    case 'cancelled':
      return say(endKey(task), { at: moments.at(task.cancelledAt) });
    case 'rejected':
      return say('tasks:next.rejected', { at: moments.at(task.rejectedAt) });
    case 'halted':
      return say(`tasks:next.halted-${task.cause}`, { at: moments.at(task.haltedAt) });
  }
}

function endKey(task: Extract<Task, { state: 'cancelled' }>): MessageKey {
  if (!task.lapsed) return isPlan(task) ? 'tasks:plan.ended' : 'tasks:next.cancelled';
  if (task.turn !== undefined) return 'tasks:plan.endedUnapproved';
  return isAgreedTo(task) ? 'tasks:next.tooLate' : 'tasks:next.lapsed';
}

function waitsKey(task: Task): MessageKey {
  if (!isPlan(task)) return 'tasks:next.awaiting_approval';
  return task.turn === undefined ? 'tasks:plan.waits' : 'tasks:plan.waitsAnew';
}

function draftSentence({ say }: Drawing, task: Extract<Task, { state: 'draft' }>): string {
  const { problem } = task;
  if (isLooking(task)) return say('tasks:next.looking');
  if (task.unclear.length > 0) return say('tasks:next.unclear', { count: task.unclear.length });
  if (problem?.kind === 'too-many') {
    const parts = Math.ceil(problem.total / problem.most);
    return say('tasks:next.too-many', { total: problem.total, most: problem.most, parts });
  }
  if (problem) return say(`tasks:next.${problem.kind}`);
  if (isPlan(task) && !task.wish.dryRun)
    return say('tasks:plan.confirmFor', { count: task.quorum });
  if (task.wish.dryRun) return say('tasks:next.dryRun', { count: task.quorum });
  return task.quorum === 0
    ? say(task.wish.at === undefined ? 'tasks:next.confirm' : 'tasks:next.confirmAt')
    : say('tasks:next.confirmFor', { count: task.quorum });
}

/** By how long each of those that are over took; nothing is promised before some are. */
function eta(drawing: Drawing, { task, now }: TaskView): Line[] {
  if (task.state !== 'running') return [];
  const all = chosen(task);
  const done = all.filter(({ state }) => state === 'done').length;
  const waiting = all.filter((item) => item.state === 'queued' && item.go === undefined).length;
  const sent = all.filter(isUnderWay).filter(({ warnings }) => !warnings.includes('offline'));
  // Of what waits for somebody nobody knows when.
  if (done < 2 || waiting === 0) return [];
  const each = (now - task.startedAt) / done;
  const at = now + each * (sent.length + waiting);
  return [
    plain(
      drawing.say('tasks:eta', {
        at: momentsOf(drawing, now).at(Math.round(at / 60_000) * 60_000),
      }),
    ),
  ];
}

function pageButtons({ say }: Drawing, task: Task, page: number, pages: number): Button[] {
  const turn = (to: number, title: string): Button =>
    button('task-page', title, { ...taskHint(task), page: to });
  return [
    ...(page > 1 ? [turn(page - 1, say('cards:queue.previousPage'))] : []),
    ...(page < pages ? [turn(page + 1, say('cards:queue.nextPage'))] : []),
  ];
}
