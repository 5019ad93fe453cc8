import type { CardJson } from '../../cards/render.js';
import type { CardAddress } from '../../services/desk/ports.js';
import type {
  Answer,
  ChangeAnswer,
  HdCode,
  Refusal,
  TaskAnswer,
} from '../../services/desk/refusal.js';

/** What a command came to; `../conversations` makes messages and cards of it. */
export type Reply =
  /** What the desk said, as a sentence; after a click on the card it came from. */
  | { readonly kind: 'outcome'; readonly answer: Answer }
  /** What the desk said about something that takes a second person. */
  | { readonly kind: 'change'; readonly answer: ChangeAnswer }
  /** What the desk said about a restart of PCs. */
  | { readonly kind: 'task'; readonly answer: TaskAnswer }
  /** A card of its own. With an address it is one more copy of a kept card, and stays true. */
  | {
      readonly kind: 'card';
      readonly card: CardJson;
      readonly summary: string;
      readonly address?: CardAddress;
      /** For the one who asked alone, whoever else reads in the place. */
      readonly private?: true;
    }
  | {
      readonly kind: 'said';
      readonly text: string;
      readonly detail?: string;
      readonly private?: true;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** A refusal with advice that only this command can give. */
  | {
      readonly kind: 'advice';
      readonly sentence: string;
      readonly next: string;
      readonly code: HdCode;
    }
  /** An input that can't be used; the answer shows how the command is written. */
  | { readonly kind: 'problem'; readonly field: string; readonly missing: boolean }
  /** Something outside didn't answer in time. */
  | { readonly kind: 'unavailable'; readonly system: 'graph' }
  | Choice
  /** The answer was sent already. */
  | { readonly kind: 'nothing' };

/** Errors, refusals and what was marked so concern nobody but the one who asked. */
export function isPrivate(reply: Exclude<Reply, Choice>): boolean {
  switch (reply.kind) {
    case 'card':
    case 'said':
      return reply.private === true;
    case 'outcome':
    case 'change':
    case 'task':
      return reply.answer.kind === 'refused';
    case 'refused':
    case 'advice':
    case 'problem':
    case 'unavailable':
      return true;
    case 'nothing':
      return false;
  }
}

/** Which one was meant; the answer runs the command again with what was chosen. */
export interface Choice {
  readonly kind: 'choice';
  readonly sentence: string;
  /** Stable code when the choice is there because something was ambiguous. */
  readonly code?: 'HD-104';
  readonly choices: readonly {
    readonly title: string;
    readonly inputs: Readonly<Record<string, unknown>>;
  }[];
}

/** What a command is going to do, for the question before it. */
export interface Consequence {
  readonly sentence: string;
  readonly yes: string;
  readonly style: 'positive' | 'destructive';
}
