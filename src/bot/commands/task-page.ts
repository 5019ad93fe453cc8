import type { TaskListView } from '../../cards/task-list.js';
import type { Task } from '../../services/desk/tasks/task.js';
import type { CommandContext } from './context.js';

/** Tasks on one card. */
const SHOWN = 8;

/** One page of a list of tasks, newest first. */
export async function taskPage(
  { services }: CommandContext,
  tasks: readonly Task[],
  wanted = 1,
): Promise<Pick<TaskListView, 'tasks' | 'page'>> {
  const newest = [...tasks].sort((left, right) => right.number - left.number);
  const pages = Math.max(1, Math.ceil(newest.length / SHOWN));
  const page = Math.min(wanted, pages);
  const shown = newest.slice((page - 1) * SHOWN, page * SHOWN);
  const views = await Promise.all(shown.map((task) => services.kept.task(task)));
  return { tasks: views, page: { page, pages } };
}
