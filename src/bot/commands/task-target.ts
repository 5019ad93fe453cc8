import { z } from 'zod';
import { parseTaskId, type TaskId } from '../../services/desk/ids.js';
import { maySeeTask } from '../../services/desk/tasks/authorise-task.js';
import { chosen, type Task } from '../../services/desk/tasks/task.js';
import type { CommandContext } from './context.js';
import { errorVoice } from './context.js';
import { optionalWords } from './inputs.js';
import type { Reply } from './result.js';

/** `TASK-12` and what stands behind it; a card gives the id by itself. */
export const taskInput = z.object({ id: z.string().max(40).optional(), what: optionalWords });
export type TaskInput = z.infer<typeof taskInput>;

export type TaskMeant =
  | { readonly kind: 'task'; readonly id: TaskId; readonly words: string | undefined }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** The one that was named, whether it is there or not; else the only one it can be; else a choice. */
export async function taskMeant(
  context: CommandContext,
  { id, what }: TaskInput,
  fits: (task: Task) => boolean,
  ends = false,
): Promise<TaskMeant> {
  const byCard = id === undefined ? undefined : parseTaskId(id);
  const { first, rest } = firstWord(what);
  const typed =
    parseTaskId(first) ?? (/^\d+$/.test(first) ? parseTaskId(`TASK-${first}`) : undefined);
  const words = typed === undefined || byCard !== undefined ? what : rest || undefined;
  const named = byCard ?? typed;
  if (named) return { kind: 'task', id: named, words };
  const { services, standing, who, locale } = context;
  const open = (await services.tasks.open()).filter(
    (task) => maySeeTask(standing, who.id, task, ends) && fits(task),
  );
  const [only] = open;
  if (only === undefined) return { kind: 'reply', reply: nothing(context) };
  if (open.length === 1) return { kind: 'task', id: only.id, words };
  return {
    kind: 'reply',
    reply: {
      kind: 'choice',
      sentence: services.t(locale, 'tasks:which'),
      choices: open.slice(0, 6).map((task) => ({
        title: services.t(locale, 'tasks:choice', { id: task.id, count: chosen(task).length }),
        inputs: { id: task.id, ...(words === undefined ? {} : { what: words }) },
      })),
    },
  };
}

/** A task that they may see; to everybody else it isn't there. */
export async function visibleTask(
  { services, standing, who }: CommandContext,
  id: TaskId,
): Promise<Task | undefined> {
  const task = await services.tasks.get(id);
  return task && maySeeTask(standing, who.id, task) ? task : undefined;
}

export function taskNotFound(task: TaskId): Reply {
  return { kind: 'refused', refusal: { code: 'HD-103', reason: 'task-not-found', task } };
}

function nothing(context: CommandContext): Reply {
  const { locale } = errorVoice(context);
  const { t } = context.services;
  const sentence = t(locale, 'tasks:none');
  return { kind: 'advice', sentence, next: t(locale, 'tasks:noneNext'), code: 'HD-103' };
}

/** The first word of a text, and what stands behind it. */
export function firstWord(text = ''): { readonly first: string; readonly rest: string } {
  const trimmed = text.trim();
  const at = trimmed.search(/\s/);
  return at === -1
    ? { first: trimmed, rest: '' }
    : { first: trimmed.slice(0, at), rest: trimmed.slice(at).trim() };
}
