/**
 * Makes the Teams app package of this organisation: dist/deskside-<version>.zip, validated without the network.
 *   npm run package [-- --check] [-- --out <file.zip>] [-- --env-file <file>]
 * --check makes and validates it but writes nothing. The environment says whose package it is (manifest/README.md);
 * a variable that is set wins over the same one in the env file.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { commandsDigest } from '../src/bot/commands/digest.js';
import { MENUS } from '../src/bot/commands/menus.js';
import { COMMANDS, lexiconOf } from '../src/bot/commands/registry.js';
import type { Env } from '../src/config/env-reader.js';
import { createTranslator } from '../src/services/i18n/translator.js';
import { assemble, type Assembled, type Ingredients } from './package/assemble.js';
import { stringsSchema } from './package/languages.js';
import { inWords, type Problem } from './package/problem.js';
import { readSettings, type Values } from './package/settings.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

const USAGE = 'Usage: npm run package [-- --check] [-- --out <file.zip>] [-- --env-file <file>]';

export interface PackageOptions {
  readonly env: Env;
  /** Where the package and its record go. */
  readonly folder: string;
  /** In place of `<folder>/deskside-<version>.zip`. */
  readonly out?: string;
  readonly check?: boolean;
  readonly now: () => Date;
}

/** What happened, in words, and whether it was good. */
export interface Outcome {
  readonly ok: boolean;
  readonly words: string;
}

/** Makes the package; writes only when nothing is wrong with it. */
export async function packageApp(options: PackageOptions): Promise<Outcome> {
  const version = readVersion();
  const { values, problems } = readSettings(options.env);
  const assembled = await assemble(ingredients(new Map([...values, ['VERSION', version]])));
  const all = [...problems, ...versionProblems(version), ...assembled.problems];
  if (all.length > 0) return { ok: false, words: complaint(all) };
  if (options.check) {
    return { ok: true, words: `The app package ${version} is valid; nothing was written.\n` };
  }
  return { ok: true, words: write(version, assembled, options) };
}

/** Everything that goes into the package but the organisation's values, read from the repository. */
export function ingredients(values: Values): Ingredients {
  const read = (name: string) => readFileSync(join(ROOT, 'manifest', name));
  const strings = (name: string) => stringsSchema.parse(JSON.parse(read(name).toString('utf8')));
  return {
    template: read('manifest.json').toString('utf8'),
    values,
    strings: { nl: strings('nl.json'), fr: strings('fr.json') },
    icons: {
      color: read('icons/color.png'),
      outline: read('icons/outline.png'),
      color32x32: read('icons/color32x32.png'),
    },
    menus: MENUS,
    lexicon: lexiconOf(COMMANDS, false),
    t: createTranslator().t,
  };
}

function readVersion(): string {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** Teams compares versions number by number: no pre-releases. */
function versionProblems(version: string): Problem[] {
  if (/^\d+\.\d+\.\d+$/.test(version)) return [];
  const wrong = `has the version ${version}, which Teams doesn't take`;
  return [{ name: 'package.json', wrong, remedy: 'Give it three numbers, such as 1.2.3' }];
}

/** The record lets the running bot say that the package in Teams is older than its own commands. */
function write(version: string, { bytes, files }: Assembled, options: PackageOptions): string {
  const path = options.out ?? join(options.folder, `deskside-${version}.zip`);
  const record = {
    version,
    commandsDigest: commandsDigest(),
    builtAt: options.now().toISOString(),
  };
  for (const folder of [options.folder, dirname(path)]) mkdirSync(folder, { recursive: true });
  writeFileSync(path, bytes);
  writeFileSync(
    join(options.folder, 'deskside-package.json'),
    `${JSON.stringify(record, undefined, 2)}\n`,
  );
  return [
    `${path}   version ${version}, ${(bytes.byteLength / 1024).toFixed(1)} KB`,
    `  holds ${[...files.keys()].join(', ')}`,
    '',
    'Next: Teams admin center (https://admin.teams.microsoft.com) > Teams apps > Manage apps >',
    'Actions > Upload new app, and choose this file. For a newer version: open Deskside there > Upload file.',
    'Then add the app to the help desk’s team and say "@Deskside setup here" in its channel.',
    '',
  ].join('\n');
}

function complaint(problems: readonly Problem[]): string {
  return `The app package can't be made yet, and nothing was written:\n${problems.map(inWords).join('\n')}\n`;
}

/** From the command line; what was typed wrongly is said, not thrown. */
async function main(argv: readonly string[]): Promise<Outcome> {
  const typed = orMessage(() =>
    parseArgs({
      args: [...argv],
      options: {
        check: { type: 'boolean', default: false },
        out: { type: 'string' },
        'env-file': { type: 'string' },
      },
    }),
  );
  if (typeof typed === 'string') return { ok: false, words: `${typed}\n${USAGE}\n` };
  const { check, out, 'env-file': file } = typed.values;
  const fromFile = orMessage(() =>
    file === undefined ? {} : parseEnv(readFileSync(file, 'utf8')),
  );
  if (typeof fromFile === 'string') return { ok: false, words: `${fromFile}\n` };
  return packageApp({
    env: { ...fromFile, ...process.env },
    folder: join(ROOT, 'dist'),
    check,
    now: () => new Date(),
    ...(out === undefined ? {} : { out }),
  });
}

function orMessage<T extends object>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void main(process.argv.slice(2)).then(({ ok, words }) => {
    (ok ? process.stdout : process.stderr).write(words);
    process.exitCode = ok ? 0 : 1;
  });
}
