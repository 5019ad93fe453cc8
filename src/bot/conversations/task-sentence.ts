import type { TaskAnswer } from '../../services/desk/refusal.js';
import { isPlan, type Task } from '../../services/desk/tasks/task.js';
import type { MessageKey } from '../../services/i18n/keys.js';
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
        ? say(task.wish.at === undefined ? 'tasks:done.confirm-alone' : 'tasks:done.confirm-at')
        : say('tasks:done.confirm-ask', { count: task.quorum });
    case 'agree-restart':
      return task.state === 'awaiting_approval'
        ? say('tasks:done.agree-more', { count: task.quorum - task.approvals.length })
        : say(isPlan(task) ? 'tasks:plan.agreed' : 'tasks:done.agreed');
    case 'cancel-restart':
      return say(endedKey(task));
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

function endedKey(task: Task): MessageKey {
  if (task.state !== 'cancelled') return 'tasks:done.unsent';
  return isPlan(task) ? 'tasks:plan.done' : 'tasks:done.cancelled';
}
