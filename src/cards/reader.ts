import type { PersonId } from '../services/desk/ids.js';
import type { Locale } from '../services/desk/people/person.js';

/** For whom a card is drawn. */
export interface Reader {
  readonly locale: Locale;
  /** IANA zone; only for words that a client can't draw itself ({{DATE}} is the rule). */
  readonly timeZone?: string;
  /** Undefined on cards that several people see. */
  readonly person?: PersonId;
  /** One person sees it, in a place where others read: nothing on it calls anybody, and links stay in the 1:1 chat. */
  readonly alone?: true;
  /** A sentence to show on the card after a click: what happened, or why not. Already in the reader's language. */
  readonly sentence?: {
    readonly text: string;
    readonly tone: 'good' | 'warning' | 'attention';
    readonly code?: string;
  };
}
