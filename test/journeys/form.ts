import type { Human } from '../../simulator/human.js';
import { isJson, type Json, type Message } from '../../simulator/teams/messages.js';

/** An input of a card as its reader finds it. */
export interface Field {
  readonly id: string;
  readonly value: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

/** The input with this id on a card that somebody sees; throws when there is none. */
export function fieldOf(human: Human, message: Message, id: string): Field {
  const field = inputs(human.cardOf(message)).find((input) => input['id'] === id);
  if (!field) throw new Error(`${human.name} sees no field ${id}`);
  const { value, choices } = field;
  return {
    id,
    value: typeof value === 'string' ? value : '',
    choices: Array.isArray(choices)
      ? choices.filter(isJson).map((choice) => ({
          title: String(choice['title']),
          value: String(choice['value']),
        }))
      : [],
  };
}

const INTAKE = ['text', 'device', 'category', 'urgency'] as const;

/** What the form of a call for help would send as it is, with these answers. */
export function asShown(who: Human, form: Message, changes: Json = {}): Json {
  const shown = Object.fromEntries(INTAKE.map((id) => [id, fieldOf(who, form, id).value] as const));
  return { ...shown, ...changes };
}

/** Verbs of the buttons that somebody sees on a message. */
export function verbsOf(human: Human, message: Message): string[] {
  return human.buttons(message).map(({ verb }) => verb);
}

function inputs(node: unknown): Json[] {
  if (Array.isArray(node)) return node.flatMap(inputs);
  if (!isJson(node)) return [];
  const { type } = node;
  const own = typeof type === 'string' && type.startsWith('Input.') ? [node] : [];
  return [...own, ...Object.values(node).flatMap(inputs)];
}
