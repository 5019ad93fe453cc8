import { z } from 'zod';
import { parseTaskId, type TaskId } from '../../services/desk/ids.js';
import { fold } from '../../services/desk/input/fold.js';
import { maySeeTask } from '../../services/desk/tasks/authorise-task.js';
import { isPlan, type Task } from '../../services/desk/tasks/task.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords } from './inputs.js';
import { refusalOf } from './may.js';
import type { Reply } from './result.js';
import { taskPage } from './task-page.js';
import { taskNotFound, visibleTask } from './task-target.js';

/** How far back. */
const LOOKED_THROUGH = 100;

const input = z.object({
  id: z.string().max(40).optional(),
  what: optionalWords,
  page: z.coerce.number().int().min(1).max(50).optional(),
  mine: z.unknown().optional(),
  all: z.unknown().optional(),
});

/** Restarts: those that are open and the latest, one with all its PCs, or what became of one PC. */
export const tasks = defineCommand({
  verb: 'tasks',
  aliases: { en: ['tasks', 'task'], nl: ['taken', 'taak'], fr: ['tâches', 'tâche'] },
  help: 'tasks',
  group: 'work',
  rights: ['tasks'],
  everyday: true,
  cardVerbs: ['task-page'],
  rest: 'what',
  flags: [
    { name: 'mine', words: ['mijn', 'miennes'], value: false },
    { name: 'all', words: ['alle', 'toutes'], value: false },
    { name: 'page', words: ['pagina'], value: true },
  ],
  input,
  run,
});

async function run(context: CommandContext, asked: z.infer<typeof input>): Promise<Reply> {
  const { services, standing } = context;
  const refusal = refusalOf('tasks', standing);
  if (refusal) return { kind: 'refused', refusal };
  const named = parseTaskId(asked.id ?? asked.what ?? '');
  if (named) return one(context, named, asked.page ?? 1);
  const [latest, open] = await Promise.all([
    services.tasks.latest(LOOKED_THROUGH),
    services.tasks.open(),
  ]);
  // A plan may be older than all that it began.
  const all = [...new Map([...latest, ...open].map((task) => [task.id, task])).values()];
  const pc = asked.what;
  const fitting = all.filter(
    (task) => maySeeTask(standing, context.who.id, task) && isWanted(context, task, asked, pc),
  );
  const card = services.cards.taskList(
    { ...(await taskPage(context, fitting, asked.page)), pc },
    context.reader,
  );
  return { kind: 'card', card, summary: services.t(context.locale, 'tasks:list.title') };
}

function isWanted(
  { who }: CommandContext,
  task: Task,
  { mine, all }: z.infer<typeof input>,
  pc: string | undefined,
): boolean {
  if (mine !== undefined && task.requester !== who.id) return false;
  // What a plan is about is looked up each time.
  if (pc !== undefined)
    return !isPlan(task) && task.items.some(({ name }) => fold(name) === fold(pc));
  return all !== undefined || task.state !== 'cancelled' || task.confirmedAt !== undefined;
}

/** In the place where its card is kept it is one more copy, and stays true. */
async function one(context: CommandContext, id: TaskId, page: number): Promise<Reply> {
  const { services, who, reader, turn, via } = context;
  const task = await visibleTask(context, id);
  if (!task) return taskNotFound(id);
  const view = await services.kept.task(task);
  const card = services.cards.task(view, reader, page);
  const summary = services.t(context.locale, 'tasks:titleLooking', { id });
  const own = turn.place === 'personal' && task.requester === who.id && task.from === 'personal';
  const place = own ? 'chat' : turn.place === 'help-desk' ? 'channel' : undefined;
  const keep = via === 'typed' && page === 1 && place !== undefined;
  return {
    ...{ kind: 'card', card, summary },
    ...(keep ? { address: { of: 'task', id, place } as const } : {}),
  };
}
