import { z } from 'zod';
import type { PersonCommandType } from '../services/desk/requests/command.js';
import { TASK_COMMANDS } from '../services/desk/tasks/command.js';

/** Verbs of buttons that aren't moves of a request. */
export const VIEW_VERBS = [
  'refresh',
  'new',
  'intake-send',
  'intake-cancel',
  'intake-refresh',
  'requests',
  'show',
  'queue',
  'help',
  'language',
  'setup',
  'doctor',
  'keep-as-details',
  'keep-as-new',
  'keep-drop',
  'confirm',
  'confirm-not',
  'agree',
  'reject',
  'take-back',
  'review',
  ...Object.values(TASK_COMMANDS),
  'retry-restart',
  'schedule',
  'task-page',
] as const;
export type ViewVerb = (typeof VIEW_VERBS)[number];

/** Every verb a card of ours may carry; the router checks against this. */
export type CardVerb = ViewVerb | Exclude<PersonCommandType, 'open' | 'open-for'>;

/**
 * What a button of a request's card carries: a hint where to look, never a right. The card's own inputs
 * arrive beside it and are parsed by the command they belong to.
 */
export const cardHint = z.object({
  id: z.string().max(20).optional(),
  version: z.number().int().nonnegative().optional(),
  /** Names the drawing of the card: a double click has the same, and acts once. */
  nonce: z.string().max(80).optional(),
});
export type CardHint = z.infer<typeof cardHint>;

/** What `inputsOf` keeps: plain names, and names of the verb's own form. */
const FORM_INPUT = /^([a-z-]+)\.([A-Za-z]+)$/;

/** Id of a form's input. */
export function inputId(verb: CardVerb, field: string): string {
  return `${verb}.${field}`;
}

/**
 * The inputs that came with a click, by their field names: `{'note.text': 'x'}` of verb `note` is `{text: 'x'}`.
 * On one card every input needs an id of its own, also across forms that fold out (Teams on iOS draws nothing
 * otherwise, MicrosoftDocs/msteams-docs#7868), so a form's inputs are called `<verb>.<field>`. What belongs to
 * another form of the card is left out. Values are still as they came: parse them.
 */
export function inputsOf(
  verb: string,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const inputs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    const [, form, field] = FORM_INPUT.exec(name) ?? [];
    if (field === undefined) inputs[name] = value;
    else if (form === verb) inputs[field] = value;
  }
  return inputs;
}
