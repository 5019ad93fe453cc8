import { z } from 'zod';
import { descriptionOf, MENU_LIMIT, titleOf, type Menu } from '../../src/bot/commands/menus.js';
import { sayer } from '../../src/bot/commands/say.js';
import type { Lexicon } from '../../src/services/desk/input/lexicon.js';
import { parse } from '../../src/services/desk/input/parse.js';
import { LOCALES, type Locale } from '../../src/services/desk/people/person.js';
import type { Translate } from '../../src/services/i18n/translator.js';
import type { Problem } from './problem.js';
import type { Manifest } from './template.js';

/** A language file of the package: flat keys such as `bots[0].commandLists[1].commands[0].title`. */
export const stringsSchema = z.record(z.string(), z.string());
export type Strings = z.infer<typeof stringsSchema>;

export type CommandList = NonNullable<Manifest['bots'][0]['commandLists']>[number];

/** Teams' menus in one language, ready for the manifest. */
export function commandLists(menus: readonly Menu[], locale: Locale, t: Translate): CommandList[] {
  const say = sayer(t, locale);
  return menus.map(({ scope, triggers, commands }) => ({
    scopes: [scope],
    triggers: [...triggers],
    commands: commands.map((command) => ({
      title: titleOf(command, locale),
      description: descriptionOf(command, locale, say),
    })),
  }));
}

/** The same as the keys of a language file. */
export function localizedCommands(lists: readonly CommandList[]): Strings {
  const entries = lists.flatMap(({ commands }, list) =>
    commands.flatMap(({ title, description }, at) => {
      const key = `bots[0].commandLists[${list}].commands[${at}]`;
      return [
        [`${key}.title`, title],
        [`${key}.description`, description],
      ] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** Every text of the manifest that has a translation, by the key it has in a language file. */
export function localizableTexts({ name, description, bots }: Manifest): Strings {
  return {
    'name.short': name.short,
    'name.full': name.full,
    'description.short': description.short,
    'description.full': description.full,
    ...localizedCommands(bots[0].commandLists ?? []),
  };
}

/** A language file translates each text of the manifest, and nothing else. */
export function stringsProblems(file: string, strings: Strings, texts: Strings): Problem[] {
  const given = Object.keys(strings).filter((key) => key !== '$schema');
  const missing = Object.keys(texts).filter((key) => !given.includes(key));
  const unknown = given.filter((key) => !(key in texts));
  return [
    ...missing.map((key) => ({ name: file, wrong: `has no ${key}`, remedy: 'Translate it' })),
    ...unknown.map((key) => ({
      name: file,
      wrong: `has ${key}, which the manifest hasn't`,
      remedy: 'Remove it',
    })),
  ];
}

/** What Teams and the parser ask of the lists: few enough, no slash in front, and understood in each language. */
export function menuProblems(menus: readonly Menu[], lexicon: Lexicon): Problem[] {
  return menus.flatMap((menu) => [
    ...sizeProblems(menu),
    ...LOCALES.flatMap((locale) => titleProblems(menu, locale, lexicon)),
  ]);
}

function sizeProblems({ scope, commands }: Menu): Problem[] {
  if (commands.length > 0 && commands.length <= MENU_LIMIT) return [];
  const wrong = `has ${commands.length} commands, and Teams takes 1 to ${MENU_LIMIT}`;
  return [{ name: menuName(scope), wrong, remedy: 'Choose the ones that people look for' }];
}

function titleProblems({ scope, commands }: Menu, locale: Locale, lexicon: Lexicon): Problem[] {
  const titles = commands.map((command) => titleOf(command, locale));
  return commands.flatMap(({ verb }, at) => {
    const title = titles[at] ?? '';
    const wrong = titles.indexOf(title) < at ? 'twice' : wrongWith(title, verb, lexicon);
    if (wrong === undefined) return [];
    const name = `${menuName(scope)}, ${locale}:`;
    const remedy = `Let ${verb} have a word of its own in ${locale} that the parser knows, in src/bot/commands`;
    return [{ name, wrong: `"${title}" ${wrong === 'twice' ? 'is there twice' : wrong}`, remedy }];
  });
}

/** A click on a title sends the bare title, so the parser must come to the very command. */
function wrongWith(title: string, verb: string, lexicon: Lexicon): string | undefined {
  if (title.startsWith('/')) return 'starts with a slash, which Teams refuses';
  const parsed = parse(title, lexicon);
  if (parsed.kind !== 'command') return "is a title that the bot doesn't understand";
  if (parsed.verb !== verb) return `is understood as ${parsed.verb}, not as ${verb}`;
  return parsed.rest === ''
    ? undefined
    : `is understood as ${verb} with "${parsed.rest}" behind it`;
}

function menuName(scope: Menu['scope']): string {
  return `The ${scope} command list`;
}
