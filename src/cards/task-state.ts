import { isLooking } from '../services/desk/tasks/decide-desk.js';
import type { Task, TaskState } from '../services/desk/tasks/task.js';

/** Where a task stands, as people call it: a word under `tasks:state`. */
export function taskStateWord(task: Task): TaskState | 'looking' | 'waiting' {
  if (isLooking(task)) return 'looking';
  return task.state === 'held' && task.wish.at !== undefined ? 'waiting' : task.state;
}
