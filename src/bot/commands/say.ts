import type commands from '../../services/i18n/locales/commands/en.json';
import type { Locale } from '../../services/desk/people/person.js';
import type { KeysUnder } from '../../services/i18n/keys.js';
import type { Params, Translate } from '../../services/i18n/translator.js';

/** A message of the namespace `commands`, without its prefix. */
export type CommandWord = KeysUnder<'commands:'>;
/** Name of a command's help texts. */
export type HelpKey = keyof (typeof commands)['help'];

/** Says something of the namespace `commands` in one reader's language. */
export type Say = (word: CommandWord, params?: Params) => string;

export function sayer(t: Translate, locale: Locale): Say {
  return (word, params) => t(locale, `commands:${word}`, params);
}
