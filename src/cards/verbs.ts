import { z } from 'zod';
import type { PersonCommandType } from '../services/desk/requests/command.js';

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
  'keep-as-details',
  'keep-as-new',
  'keep-drop',
  'confirm',
  'confirm-not',
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
