import type { CardVerb } from '../../cards/verbs.js';
import type { LexiconFlag } from '../../services/desk/input/lexicon.js';
import type { Locale } from '../../services/desk/people/person.js';
import type { PersonCommandType } from '../../services/desk/requests/command.js';
import type { Request } from '../../services/desk/requests/request.js';
import type { HelpKey } from './say.js';
import type { ViewRight } from './view-permissions.js';

/** Row of a permission table that a command stands on. */
export type Right = PersonCommandType | ViewRight;

export interface About {
  readonly role: 'requester' | 'helper' | 'either';
  fits(request: Request): boolean;
}

/** What a command says of itself: everything but who may (that is a row of a permission table) and what it does. */
export interface Declared {
  /** Canonical words, English. */
  readonly verb: string;
  /** Other words for it, by language. */
  readonly aliases: Readonly<Record<Locale, readonly string[]>>;
  /** Words that count only in the thread of a request. */
  readonly inThread?: readonly string[];
  /** Under `commands:help.`. */
  readonly help: HelpKey;
  readonly group: 'ask' | 'work' | 'manage';
  /** Any one of these is enough to be offered it; the desk decides on each use. */
  readonly rights: readonly [Right, ...Right[]];
  /** Buttons that come to this command. */
  readonly cardVerbs: readonly CardVerb[];
  /** The button of the help card, for a command that needs no input. */
  readonly helpVerb?: CardVerb;
  /**
   * Set when it is about one request: which of a person's requests it can be when none was named. `role`: their
   * own ones, the ones they help with, or both.
   */
  readonly about?: About;
  /** The first word may be the id of a request although it isn't about exactly one. */
  readonly takesId?: true;
  /** The first word may be the id of a task. */
  readonly alsoTasks?: true;
  /** Input that the words behind the command go to. Without it, words there are an error. */
  readonly rest?: string;
  readonly flags: readonly LexiconFlag[];
  /** Its word is an everyday one: without a slash it counts only from those who may give the command. */
  readonly everyday?: true;
  /** Its button isn't a confirmation: a click is asked back like a typed command. */
  readonly clickAsks?: true;
}
