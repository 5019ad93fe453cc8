import type { RequestView } from '../services/desk/views.js';
import { deviceWithin, nameOf, type Drawing, type Say } from './drawing.js';
import { form, hintOf, textInput, type Form, type Mode } from './moves.js';

/** What forms say about a request: its number, the person, the PC. */
export interface FormSubject {
  readonly say: Say;
  readonly id: string;
  readonly requester: string;
  readonly device: string;
  readonly data: ReturnType<typeof hintOf>;
}

export function subjectOf({ say }: Drawing, view: RequestView, place: string): FormSubject {
  return {
    say,
    id: view.request.id,
    requester: nameOf(view.people, view.request.requester, say),
    device: deviceWithin(view.request.device, say),
    data: hintOf(view.request, place),
  };
}

/** Taking back an approval, trying again, ending: a sentence and a button. */
export function confirmForm(
  verb: 'cancel-approval' | 'try-again' | 'end-session',
  { say, id, requester, device, data }: FormSubject,
): Form {
  return form({
    verb,
    data,
    style: verb === 'try-again' ? 'positive' : 'destructive',
    title: say(`cards:move.${verb}.title`),
    sendTitle: say(`cards:move.${verb}.send`),
    sentence: say(`cards:move.${verb}.sentence`, { id, requester, device }),
  });
}

export function withdrawForm({ say, id, data }: FormSubject, mode: Mode): Form {
  return form({
    verb: 'withdraw',
    data,
    mode,
    style: 'destructive',
    title: say('cards:move.withdraw.title'),
    sendTitle: say('cards:move.withdraw.send'),
    sentence: say('cards:move.withdraw.sentence', { id }),
    texts: [textInput('withdraw', 'reason', { label: say('cards:move.withdraw.label') })],
  });
}

export function detailsForm({ say, data }: FormSubject, mode: Mode): Form {
  return form({
    verb: 'add-details',
    data,
    mode,
    title: say('cards:move.add-details.title'),
    sendTitle: say('cards:move.add-details.send'),
    texts: [
      textInput('add-details', 'text', {
        label: say('cards:move.add-details.label'),
        error: say('cards:move.add-details.error'),
      }),
    ],
  });
}

/** The PC of a request is checked, and restarted once somebody confirms that. */
export function restartOf({ say, device, data }: FormSubject): Form {
  return form({
    verb: 'restart',
    data,
    mode: 'secondary',
    title: say('tasks:ofRequest.title'),
    sendTitle: say('tasks:ofRequest.send'),
    sentence: say('tasks:ofRequest.sentence', { device }),
    texts: [
      textInput('restart', 'reason', {
        label: say('tasks:form.reason'),
        error: say('tasks:form.reasonError'),
      }),
    ],
  });
}
