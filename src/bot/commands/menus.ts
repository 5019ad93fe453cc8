import type { Locale } from '../../services/desk/people/person.js';
import { approve } from './approve.js';
import { audit } from './audit.js';
import { cancel } from './cancel.js';
import { close } from './close.js';
import type { Declared } from './declared.js';
import { deny } from './deny.js';
import { help } from './help.js';
import { language } from './language.js';
import { newRequest } from './new.js';
import { queue } from './queue.js';
import { requests } from './requests.js';
import { restart } from './restart.js';
import type { Say } from './say.js';
import { schedule } from './schedule.js';
import { sessionEnd } from './session-end.js';
import { setup } from './setup.js';
import { status } from './status.js';
import { tasks } from './tasks.js';
import { take } from './take.js';
import { whoami } from './whoami.js';

/** One of the lists that Teams offers when somebody mentions the bot or types a slash. */
export interface Menu {
  readonly scope: 'personal' | 'team';
  /** `slash` is for channels alone: Teams has it only where others read along. */
  readonly triggers: readonly ('mention' | 'slash')[];
  /** In the order in which they are offered; at most `MENU_LIMIT`. */
  readonly commands: readonly Declared[];
}

/** Commands that Teams takes in one list (app manifest 1.24 and later). */
export const MENU_LIMIT = 12;

/** The lists of the app package. What isn't in them can be said all the same. */
export const MENUS: readonly Menu[] = [
  {
    scope: 'personal',
    triggers: ['mention'],
    commands: [help, newRequest, requests, status, cancel, language, whoami],
  },
  {
    scope: 'team',
    triggers: ['mention', 'slash'],
    commands: [
      help,
      queue,
      take,
      approve,
      deny,
      sessionEnd,
      close,
      restart,
      tasks,
      schedule,
      audit,
      setup,
    ],
  },
];

/** The word that stands in the list: what the bot understands without anything in front of it. */
export function titleOf({ verb, aliases }: Declared, locale: Locale): string {
  return locale === 'en' ? verb : (aliases[locale][0] ?? verb);
}

/** What it does, with an example where that says more than the title. */
export function descriptionOf(command: Declared, locale: Locale, say: Say): string {
  const summary = say(`help.${command.help}.summary`);
  const example = say(`help.${command.help}.example`);
  if (example === titleOf(command, locale)) return summary;
  return say('menuDescription', { summary, example });
}
