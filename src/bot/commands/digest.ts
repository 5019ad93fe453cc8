import { createHash } from 'node:crypto';
import { LOCALES } from '../../services/desk/people/person.js';
import { MENUS, titleOf, type Menu } from './menus.js';

/**
 * Stands for the command lists that people see in Teams: the same digest, the same lists. The app package keeps the
 * one it was built with, so that the running bot can tell whether the package in Teams is an old one. 16 hexadecimal
 * digits. For the composition and scripts, not for a command: it knows all of them.
 */
export function commandsDigest(menus: readonly Menu[] = MENUS): string {
  const lists = menus.map(({ scope, triggers, commands }) => ({
    scope,
    triggers,
    commands: commands.map((command) => [
      command.verb,
      ...LOCALES.map((locale) => titleOf(command, locale)),
    ]),
  }));
  return createHash('sha256').update(JSON.stringify(lists)).digest('hex').slice(0, 16);
}
