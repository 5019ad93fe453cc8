import type { PersonId } from '../ids.js';

/**
 * Where an act came from. Operators act in the help-desk channel or in their own 1:1 chat, nowhere else.
 */
export type ActingPlace =
  { readonly kind: 'personal' } | { readonly kind: 'help-desk' } | { readonly kind: 'elsewhere' };

/**
 * Who acts: always who the verified activity says, never what a card says. `desk` is Deskside itself,
 * a timer of the agenda or the result of an effect.
 */
export type Actor =
  | { readonly kind: 'person'; readonly id: PersonId; readonly place: ActingPlace }
  | { readonly kind: 'desk'; readonly cause: 'timer' | 'effect' };
