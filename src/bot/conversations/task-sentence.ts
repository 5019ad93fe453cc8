import type { TaskAnswer } from '../../services/desk/refusal.js';
import type { Task } from '../../services/desk/tasks/task.js';
import type { CommandContext } from '../commands/context.js';

type Done = Extract<TaskAnswer, { kind: 'done' }>;

/** What came of a move of a restart, in the answer's language. */
export function taskSentence(context: CommandContext, answer: Done, task: Task): string {
  const { services, locale } = context;
  const { command, task: id, already } = answer;
  const say = (key: Parameters<typeof services.t>[1], params = {}) =>
    services.t(locale, key, { id, ...params });
  if (already) return say('tasks:done.already');
  switch (command) {
    case 'confirm-restart':
      return task.quorum === 0
        ? say('tasks:done.confirm-alone')
        : say('tasks:done.confirm-ask', { count: task.quorum });
    case 'agree-restart':
      return task.state === 'awaiting_approval'
        ? say('tasks:done.agree-more', { count: task.quorum - task.approvals.length })
        : say('tasks:done.agreed');
    case 'cancel-restart':
      return say(task.state === 'cancelled' ? 'tasks:done.cancelled' : 'tasks:done.unsent');
    case 'restart':
    case 'pick-pc':
    case 'check-again':
    case 'reject-restart':
    case 'halt-restart':
    case 'answer-restart':
    case 'look-again':
    case 'settle-restart':
      return say(`tasks:done.${command}`);
    case 'desk':
      return id;
  }
}
