import type { Request } from '../services/desk/requests/request.js';
import type { Say, Text } from './drawing.js';
import { WORDS } from './untrusted.js';
import { inputId, type CardVerb } from './verbs.js';

export type Style = 'default' | 'positive' | 'destructive';
export type Mode = 'primary' | 'secondary';

/** What a button carries; a hint for the router, never a right. */
export type Hint = Readonly<Record<string, string | number | boolean>>;

export interface Button {
  readonly title: string;
  readonly verb: CardVerb;
  readonly data: Hint;
  readonly style: Style;
  readonly mode: Mode;
}

/** The address is one of TeamViewer's for this reader, never a person's. */
export interface Link {
  readonly title: string;
  readonly url: string;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly error: string;
  readonly value: string;
  readonly options: readonly { readonly title: string; readonly value: string }[];
}

export interface TextInput {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly multiline: boolean;
  readonly required: boolean;
  readonly error: string;
  readonly most: number;
  readonly value: string;
}

/** A part that folds out under its button: what it means, inputs, and the button that does it. */
export interface Form {
  readonly title: string;
  readonly style: Style;
  readonly mode: Mode;
  readonly sentences: readonly Text[];
  readonly choices: readonly Choice[];
  readonly texts: readonly TextInput[];
  readonly send: Omit<Button, 'mode'>;
}

/** Hint of a request's card: the nonce names this drawing, so that a double click acts once. */
export function hintOf(request: Request, place: string): Hint {
  return { id: request.id, version: request.version, nonce: `${place}.${request.version}` };
}

export interface FormWish {
  readonly verb: CardVerb;
  /** Key under `cards:move`. */
  readonly title: string;
  readonly sendTitle: string;
  readonly data: Hint;
  readonly style?: Style;
  readonly mode?: Mode;
  readonly sentence?: string;
  readonly choices?: readonly Choice[];
  readonly texts?: readonly TextInput[];
}

export function form(wish: FormWish): Form {
  const { verb, data, style = 'default' } = wish;
  return {
    title: wish.title,
    style,
    mode: wish.mode ?? 'primary',
    sentences: wish.sentence === undefined ? [] : [{ text: wish.sentence }],
    choices: wish.choices ?? [],
    texts: wish.texts ?? [],
    send: { title: wish.sendTitle, verb, data, style: style === 'default' ? 'positive' : style },
  };
}

export function button(
  verb: CardVerb,
  title: string,
  data: Hint,
  look: { readonly style?: Style; readonly mode?: Mode } = {},
): Button {
  return { title, verb, data, style: look.style ?? 'default', mode: look.mode ?? 'primary' };
}

/** A text that a person writes. Without `error` it may stay empty. */
export function textInput(
  verb: CardVerb,
  field: string,
  words: { readonly label: string; readonly error?: string; readonly hint?: string },
): TextInput {
  return {
    id: inputId(verb, field),
    label: words.label,
    hint: words.hint ?? '',
    multiline: true,
    required: words.error !== undefined,
    error: words.error ?? '',
    most: WORDS,
    value: '',
  };
}

export function choice(
  verb: CardVerb,
  field: string,
  words: { readonly label: string; readonly error: string },
  options: { readonly value: string; readonly all: Choice['options'] },
): Choice {
  return {
    id: inputId(verb, field),
    label: words.label,
    required: true,
    error: words.error,
    value: options.value,
    options: options.all,
  };
}

export const EXTENSIONS = [1, 2, 4, 8, 24] as const;

/** Times by which a deadline can be moved, as the commands write them. */
export function extensionOptions(say: Say): Choice['options'] {
  return EXTENSIONS.map((hours) => ({
    title: say('cards:hour', { count: hours }),
    value: `${hours}h`,
  }));
}
