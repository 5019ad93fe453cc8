import { failedOf } from '../services/desk/tasks/attention.js';
import { isUnsent } from '../services/desk/tasks/item.js';
import { chosen, isPlan, type Task } from '../services/desk/tasks/task.js';
import type { TaskView } from '../services/desk/views.js';
import type { Drawing } from './drawing.js';
import { button, choice, form, textInput, type Button, type Form, type Hint } from './moves.js';
import { candidateTitle } from './task-pc.js';

export interface TaskMoves {
  readonly forms: readonly Form[];
  readonly buttons: readonly Button[];
}

/** The nonce names this drawing, so that a double click acts once. */
export function taskHint({ id, version }: Pick<Task, 'id' | 'version'>): Hint {
  return { id, version, nonce: `task.${version}` };
}

/** On a card of one's own only what is one's own to press; on the shared one what somebody may. */
export function taskForms(drawing: Drawing, view: TaskView): TaskMoves {
  const { task } = view;
  const { person } = drawing.reader;
  const mine = person === undefined || person === task.requester;
  switch (task.state) {
    case 'draft':
      return mine ? draftMoves(drawing, view, task) : NONE;
    case 'awaiting_approval': {
      const others = person === undefined || person !== task.requester;
      return {
        forms: [
          ...(others ? [agree(drawing, task), reject(drawing, task)] : []),
          cancel(drawing, task, task.turn === undefined ? 'cancel' : 'plan'),
        ],
        buttons: [],
      };
    }
    case 'scheduled':
      return { forms: [cancel(drawing, task, 'plan')], buttons: [] };
    case 'held':
      return { forms: [], buttons: [undo(drawing, task)] };
    case 'running':
      return runningMoves(drawing, task);
    case 'finished':
    case 'halted':
      return { forms: [], buttons: mine ? retry(drawing, task) : [] };
    case 'cancelled':
    case 'rejected':
      return NONE;
  }
}

const NONE: TaskMoves = { forms: [], buttons: [] };

function draftMoves(
  drawing: Drawing,
  view: TaskView,
  task: Extract<Task, { state: 'draft' }>,
): TaskMoves {
  const { say } = drawing;
  if (task.checkedAt === undefined) return { forms: [], buttons: [drop(drawing, task)] };
  const again = button('check-again', say('tasks:move.check-again'), taskHint(task), SECONDARY);
  if (task.unclear.length > 0)
    return { forms: picks(drawing, view, task), buttons: [drop(drawing, task)] };
  if (task.problem?.kind === 'too-many') {
    return { forms: [], buttons: [...parts(drawing, task, task.problem), drop(drawing, task)] };
  }
  const count = chosen(task).length;
  const ready = task.problem === undefined && count > 0 && !task.wish.dryRun;
  return {
    forms: ready ? [confirm(drawing, task, count)] : [],
    buttons: [again, drop(drawing, task)],
  };
}

const SECONDARY = { mode: 'secondary' } as const;

/** Repeats the object and the consequence. */
function confirm({ say }: Drawing, task: Task, count: number): Form {
  const alone = task.quorum === 0;
  const planned = isPlan(task);
  return form({
    verb: 'confirm-restart',
    data: taskHint(task),
    style: 'positive',
    title: planned
      ? say('tasks:move.plan.ask')
      : say(alone ? 'tasks:move.confirm.title' : 'tasks:move.confirm.titleAsk', { count }),
    sendTitle: say(alone ? 'tasks:move.confirm.send' : 'tasks:move.confirm.sendAsk', { count }),
    sentence: say(
      task.wish.force ? 'tasks:move.confirm.sentenceForce' : 'tasks:move.confirm.sentence',
      { count },
    ),
  });
}

function drop({ say }: Drawing, task: Task): Button {
  return button('cancel-restart', say('tasks:move.drop'), taskHint(task), SECONDARY);
}

/** One form for each name that stands for several PCs. */
function picks(drawing: Drawing, view: TaskView, task: Extract<Task, { state: 'draft' }>): Form[] {
  const { say } = drawing;
  return task.unclear.slice(0, 1).map(({ target, candidates }) => {
    const all = candidates.map((pc) => ({
      title: candidateTitle(drawing, view, pc),
      value: pc.device,
    }));
    const words = { label: say('tasks:move.pick.label'), error: say('tasks:move.pick.error') };
    return form({
      verb: 'pick-pc',
      data: { ...taskHint(task), target },
      style: 'positive',
      title: say('tasks:move.pick.title'),
      sendTitle: say('tasks:move.pick.send'),
      choices: [choice('pick-pc', 'device', words, { value: all[0]?.value ?? '', all })],
    });
  });
}

/** More than three parts are typed: a card holds no dozens of buttons. */
function parts(
  { say }: Drawing,
  task: Task,
  { total, most }: { readonly total: number; readonly most: number },
): Button[] {
  const of = Math.ceil(total / most);
  return Array.from({ length: Math.min(3, of) }, (_, at) =>
    button('restart', say('tasks:move.part', { k: at + 1, of }), {
      ...taskHint(task),
      part: `${at + 1}/${of}`,
    }),
  );
}

function agree({ say }: Drawing, task: Task): Form {
  const count = chosen(task).length;
  return form({
    verb: 'agree-restart',
    data: taskHint(task),
    style: 'positive',
    title: say('tasks:move.agree.title', { count }),
    sendTitle: say('tasks:move.agree.send'),
    sentence: isPlan(task)
      ? say('tasks:move.plan.agree')
      : say('tasks:move.agree.sentence', { count }),
  });
}

function reject({ say }: Drawing, task: Task): Form {
  return form({
    verb: 'reject-restart',
    data: taskHint(task),
    style: 'destructive',
    title: say('tasks:move.reject.title'),
    sendTitle: say('tasks:move.reject.title'),
    texts: [
      textInput('reject-restart', 'reason', {
        label: say('tasks:move.reject.label'),
        error: say('tasks:move.reject.error'),
      }),
    ],
  });
}

function cancel({ say }: Drawing, task: Task, what: 'cancel' | 'cancelUnsent' | 'plan'): Form {
  const count = task.items.filter(isUnsent).length;
  return form({
    verb: 'cancel-restart',
    data: taskHint(task),
    mode: what === 'cancel' ? 'secondary' : 'primary',
    style: 'destructive',
    title: say(`tasks:move.${what}.title`, { count }),
    sendTitle: say(`tasks:move.${what}.send`),
    sentence: say(`tasks:move.${what}.sentence`, { count }),
  });
}

/** Until when it can be undone stands on the card; the click is decided by the desk's clock. */
function undo({ say }: Drawing, task: Task): Button {
  return button('cancel-restart', say('tasks:move.undo'), taskHint(task), {
    style: 'destructive',
  });
}

function runningMoves(drawing: Drawing, task: Task): TaskMoves {
  const { say } = drawing;
  const unsent = task.items.some(isUnsent);
  const halt = form({
    verb: 'halt-restart',
    data: taskHint(task),
    style: 'destructive',
    title: say('tasks:move.halt.title'),
    sendTitle: say('tasks:move.halt.send'),
    sentence: say('tasks:move.halt.sentence'),
  });
  return { forms: [halt, ...(unsent ? [cancel(drawing, task, 'cancelUnsent')] : [])], buttons: [] };
}

function retry({ say }: Drawing, task: Task): Button[] {
  const count = failedOf(task).length;
  return count === 0
    ? []
    : [button('retry-restart', say('tasks:move.retry', { count }), taskHint(task))];
}
