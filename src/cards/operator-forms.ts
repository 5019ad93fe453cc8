import { MODES, RESOLUTIONS } from '../services/desk/requests/command.js';
import type { Say } from './drawing.js';
import { choice, extensionOptions, form, textInput, type Choice, type Form } from './moves.js';
import type { FormSubject } from './request-forms.js';
import { line } from './untrusted.js';

/** Most people an Assign offers: more would make the card too big to send. */
const ASSIGNABLE = 40;

export function approveForm({ say, id, requester, device, data }: FormSubject): Form {
  return form({
    verb: 'approve',
    data,
    style: 'positive',
    title: say('cards:move.approve.title'),
    sendTitle: say('cards:move.approve.send'),
    sentence: say('cards:move.approve.sentence', { id, requester, device }),
    choices: [
      choice(
        'approve',
        'mode',
        { label: say('cards:move.approve.label'), error: say('cards:move.approve.error') },
        {
          value: 'control',
          all: MODES.map((mode) => ({ title: say(`common:mode.${mode}`), value: mode })),
        },
      ),
    ],
  });
}

export function denyForm({ say, id, requester, data }: FormSubject): Form {
  return form({
    verb: 'deny',
    data,
    style: 'destructive',
    title: say('cards:move.deny.title'),
    sendTitle: say('cards:move.deny.send'),
    sentence: say('cards:move.deny.sentence', { id, requester }),
    texts: [
      textInput('deny', 'reason', {
        label: say('cards:move.deny.label'),
        error: say('cards:move.deny.error'),
      }),
    ],
  });
}

/** A message to the user or a note for the help desk. */
export function wordsForm(verb: 'reply' | 'note', { say, requester, data }: FormSubject): Form {
  return form({
    verb,
    data,
    mode: 'secondary',
    title: say(`cards:move.${verb}.title`),
    sendTitle: say(`cards:move.${verb}.send`),
    sentence: say(`cards:move.${verb}.sentence`, { requester }),
    texts: [
      textInput(verb, 'text', {
        label: say(`cards:move.${verb}.label`),
        error: say(`cards:move.${verb}.error`),
      }),
    ],
  });
}

export function assignForm(
  { say, data }: FormSubject,
  operators: readonly { readonly id: string; readonly name: string }[],
): Form {
  const all = operators
    .slice(0, ASSIGNABLE)
    .map(({ id, name }) => ({ title: line(name, 40) || id, value: id }));
  return form({
    verb: 'assign',
    data,
    mode: 'secondary',
    title: say('cards:move.assign.title'),
    sendTitle: say('cards:move.assign.send'),
    choices: [
      choice(
        'assign',
        'to',
        { label: say('cards:move.assign.label'), error: say('cards:move.assign.error') },
        { value: '', all },
      ),
    ],
  });
}

export function extendForm({ say, id, data }: FormSubject): Form {
  return form({
    verb: 'extend',
    data,
    mode: 'secondary',
    title: say('cards:move.extend.title'),
    sendTitle: say('cards:move.extend.send'),
    sentence: say('cards:move.extend.sentence', { id }),
    choices: [
      choice(
        'extend',
        'by',
        { label: say('cards:move.extend.label'), error: say('cards:move.extend.error') },
        { value: '2h', all: extensionOptions(say) },
      ),
    ],
  });
}

export function closeForm({ say, data }: FormSubject): Form {
  return form({
    verb: 'close',
    data,
    style: 'positive',
    title: say('cards:move.close.title'),
    sendTitle: say('cards:move.close.send'),
    choices: [resolutionChoice(say)],
    texts: [textInput('close', 'text', { label: say('cards:move.close.textLabel') })],
  });
}

export function resolutionChoice(say: Say): Choice {
  return choice(
    'close',
    'resolution',
    { label: say('cards:move.close.label'), error: say('cards:move.close.error') },
    {
      value: 'fixed',
      all: RESOLUTIONS.map((resolution) => ({
        title: say(`common:resolution.${resolution}`),
        value: resolution,
      })),
    },
  );
}
