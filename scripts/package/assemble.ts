import type { Menu } from '../../src/bot/commands/menus.js';
import type { Lexicon } from '../../src/services/desk/input/lexicon.js';
import type { Translate } from '../../src/services/i18n/translator.js';
import { zip } from './archive.js';
import { ICON_RULES, iconProblems } from './icons.js';
import {
  commandLists,
  localizableTexts,
  localizedCommands,
  menuProblems,
  stringsProblems,
  type CommandList,
  type Strings,
} from './languages.js';
import type { Problem } from './problem.js';
import { localizationProblems, manifestProblems } from './schema.js';
import type { Values } from './settings.js';
import { fillTemplate, leftOvers, type Manifest } from './template.js';

export interface Ingredients {
  /** manifest/manifest.json, as text. */
  readonly template: string;
  readonly values: Values;
  /** manifest/<language>.json. */
  readonly strings: Readonly<Record<'nl' | 'fr', Strings>>;
  readonly icons: Readonly<Record<keyof typeof ICON_RULES, Uint8Array>>;
  readonly menus: readonly Menu[];
  readonly lexicon: Lexicon;
  readonly t: Translate;
}

export interface Assembled {
  /** By their name in the package. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly bytes: Uint8Array;
  readonly problems: readonly Problem[];
}

/** The package and everything that is wrong with it; with problems it is fit for nothing but looking at. */
export async function assemble(ingredients: Ingredients): Promise<Assembled> {
  const { template, values, menus, lexicon, t } = ingredients;
  const { manifest: bare, problems } = fillTemplate(template, values);
  const manifest = withCommands(bare, commandLists(menus, 'en', t));
  const languages = translated(ingredients);
  const { icons } = manifest;
  const files = new Map([
    ['manifest.json', json(manifest)],
    [icons.color, ingredients.icons.color],
    [icons.outline, ingredients.icons.outline],
    [icons.color32x32, ingredients.icons.color32x32],
    ...languages.map(({ file, strings }) => [file, json(strings)] as const),
  ]);
  const found = [
    ...problems,
    ...menuProblems(menus, lexicon),
    ...(await manifestProblems(manifest)),
    ...(await languageProblems(manifest, languages)),
    ...iconsProblems(manifest, ingredients),
    ...[...files].flatMap(([name, bytes]) =>
      name.endsWith('.json') ? leftOvers(name, Buffer.from(bytes).toString('utf8')) : [],
    ),
  ];
  return { files, bytes: zip(files), problems: found };
}

function withCommands(manifest: Manifest, lists: CommandList[]): Manifest {
  const [bot] = manifest.bots;
  return { ...manifest, bots: [{ ...bot, commandLists: lists }] };
}

interface LanguageFile {
  readonly language: string;
  readonly file: string;
  readonly strings: Strings;
}

function translated({ strings, menus, t }: Ingredients): readonly LanguageFile[] {
  return (['nl', 'fr'] as const).map((language) => ({
    language,
    file: `${language}.json`,
    strings: { ...strings[language], ...localizedCommands(commandLists(menus, language, t)) },
  }));
}

async function languageProblems(
  manifest: Manifest,
  languages: readonly LanguageFile[],
): Promise<Problem[]> {
  const texts = localizableTexts(manifest);
  const found = languages.map(async ({ file, strings }) => [
    ...stringsProblems(file, strings, texts),
    ...(await localizationProblems(manifest.manifestVersion, file, strings)),
  ]);
  const announced = manifest.localizationInfo.additionalLanguages.map(({ file }) => file);
  const absent = announced.filter((name) => !languages.some(({ file }) => file === name));
  return [
    ...(await Promise.all(found)).flat(),
    ...absent.map((file) => ({
      name: 'manifest.json',
      wrong: `names ${file}, which isn't in the package`,
      remedy: 'Write it, or leave the language out',
    })),
  ];
}

function iconsProblems(manifest: Manifest, { icons }: Ingredients): Problem[] {
  return (['color', 'outline', 'color32x32'] as const).flatMap((name) =>
    iconProblems(manifest.icons[name], icons[name], ICON_RULES[name]),
  );
}

/** With a newline at the end: people open these. */
function json(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`, 'utf8');
}
