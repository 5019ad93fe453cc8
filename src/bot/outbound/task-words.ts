import { wordsOf } from '../../cards/drawing.js';
import type { Notice } from '../../cards/said.js';
import type { PersonId } from '../../services/desk/ids.js';
import { countsOf } from '../../services/desk/tasks/attention.js';
import { isAgreedTo } from '../../services/desk/tasks/task.js';
import type { TaskView } from '../../services/desk/views.js';
import type { MessageKey } from '../../services/i18n/keys.js';
import type { Params, Translate } from '../../services/i18n/translator.js';
import type { TaskWords } from './parts.js';

type Say = (key: MessageKey, params?: Params) => string;

export function createTaskWords(t: Translate): TaskWords {
  return (locale, event, view) => {
    const say: Say = (key, params) => t(locale, key, { id: view.task.id, ...params });
    const who = nameIn(say, view, event.by);
    switch (event.type) {
      case 'finished':
        return finished(say, view);
      case 'halted':
        return {
          sentence: say(`tasks:notice.halted-${event.cause}`, { who }),
          next: say('tasks:notice.haltedNext'),
        };
      case 'rejected':
        return {
          sentence: say('tasks:notice.rejected', { who }),
          next: say('tasks:notice.againNext'),
          detail: wordsOf(say, view, `v${event.v}`),
        };
      case 'lapsed':
        return {
          sentence: say(lapsedKey(view)),
          next: say(view.task.wish.plan ? 'tasks:plan.missedNext.late' : 'tasks:notice.againNext'),
        };
      case 'missed':
        return {
          sentence: say(`tasks:plan.missed.${event.why}`),
          next: say(`tasks:plan.missedNext.${event.why}`),
        };
      case 'approval-void':
        return { sentence: say('tasks:notice.void'), next: say('tasks:notice.voidNext') };
      case 'checked':
        return { sentence: say('tasks:plan.stuck'), next: say('tasks:plan.stuckNext') };
      case 'drafted':
      case 'picked':
      case 'checked-again':
      case 'confirmed':
      case 'confirmed-alone':
      case 'approved':
      case 'due':
      case 'cancelled':
      case 'started':
      case 'wave-opened':
      case 'answered':
      case 'came-up':
      case 'unanswered':
      case 'begun':
      case 'delayed':
      case 'sent':
      case 'seen':
      case 'looked-again':
      case 'left-out':
      case 'unsent-cancelled':
      case 'settled':
        return undefined;
    }
  };
}

function lapsedKey({ task }: TaskView): MessageKey {
  if (task.turn !== undefined) return 'tasks:plan.lapsedPlan';
  return isAgreedTo(task) || task.wish.plan !== undefined
    ? 'tasks:notice.tooLate'
    : 'tasks:notice.lapsed';
}

/** The final summary: how many restarted, and how many need somebody. */
function finished(say: Say, { task }: TaskView): Notice {
  const counts = countsOf(task.items);
  const of = (...states: readonly Parameters<typeof counts.get>[0][]) =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const rest = of('failed', 'not_supported', 'unknown');
  return {
    sentence: say('tasks:notice.finished', { count: of('done') }),
    next:
      rest > 0
        ? say('tasks:notice.finishedRest', { count: rest })
        : say('tasks:notice.finishedAll'),
  };
}

function nameIn(say: Say, { people }: TaskView, id: PersonId | 'desk'): string {
  return (id === 'desk' ? undefined : people.get(id)?.name) ?? say('common:someone');
}
