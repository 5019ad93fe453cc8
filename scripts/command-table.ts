import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Declared } from '../src/bot/commands/declared.js';
import { demandOf, leastRoleFor } from '../src/bot/commands/may.js';
import { COMMANDS } from '../src/bot/commands/registry.js';
import { sayer, type Say } from '../src/bot/commands/say.js';
import type { ActingPlace } from '../src/services/desk/people/actor.js';
import { DEFAULT_POLICY } from '../src/services/desk/policy.js';
import { createTranslator } from '../src/services/i18n/translator.js';

const BEGIN = '<!-- commands -->';
const END = '<!-- /commands -->';
const PLACES: Readonly<Record<ActingPlace['kind'], string>> = {
  personal: 'own chat',
  'help-desk': 'channel',
  elsewhere: 'any channel',
};

/** The README's table of commands, from the registry, the permission tables and the English help. */
export function commandTable(): string {
  const say = sayer(createTranslator().t, 'en');
  const rows = COMMANDS.map((command) => row(command, say));
  return [
    '| Command | What it does | nl | fr | Who | Where |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** `readme` with the table between its markers. Throws when they aren't there. */
export function withCommandTable(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`${BEGIN} and ${END} are missing`);
  return `${readme.slice(0, begin)}${BEGIN}\n${commandTable()}\n${readme.slice(end)}`;
}

function row(command: Declared, say: Say): string {
  const { help, aliases } = command;
  const cells = [
    `\`${say(`help.${help}.usage`).replaceAll('|', '\\|')}\``,
    say(`help.${help}.summary`),
    aliases.nl.map((word) => `\`${word}\``).join(', '),
    aliases.fr.map((word) => `\`${word}\``).join(', '),
    who(command),
    where(command),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The least role that any of its rights asks for. */
function who({ rights }: Declared): string {
  const roles = new Set(rights.map((row) => leastRoleFor(row, DEFAULT_POLICY)));
  return (
    (['user', 'operator', 'auditor', 'admin'] as const).find((role) => roles.has(role)) ?? 'nobody'
  );
}

function where({ rights }: Declared): string {
  const places = new Set(rights.flatMap((row) => demandOf(row).where));
  const names = (['personal', 'help-desk', 'elsewhere'] as const).filter((place) =>
    places.has(place),
  );
  return names.map((place) => PLACES[place]).join(', ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = process.argv[2];
  if (file === undefined) process.stdout.write(`${commandTable()}\n`);
  else writeFileSync(file, withCommandTable(readFileSync(file, 'utf8')));
}
