import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { PERMISSIONS, type Permission } from '../src/services/desk/permissions.js';
import { rolesWith } from '../src/services/desk/people/giving.js';
import { RIGHTS, SCOPED_RIGHTS, type Right } from '../src/services/desk/people/right-names.js';
import { DEFAULT_POLICY } from '../src/services/desk/policy.js';
import { REQUEST_STATES } from '../src/services/desk/requests/request.js';
import { COMMANDS } from '../src/bot/commands/registry.js';
import { VIEW_PERMISSIONS, type ViewPermission } from '../src/bot/commands/view-permissions.js';

const FILE = 'docs/permissions.md';
type Mark = 'rights' | 'moves' | 'views';

const PLACES = { personal: 'own chat', 'help-desk': 'channel', elsewhere: 'any channel' } as const;
const ANYONE = { anyone: 'anyone', requester: 'whose request it is', helper: 'who helps' } as const;

/** The tables of docs/permissions.md, from the tables that decide. */
export function permissionTables(): Readonly<Record<Mark, string>> {
  return {
    rights: table(
      ['Right', 'Built-in roles that give it', 'Can be limited to a scope'],
      RIGHTS.map(rightRow),
    ),
    moves: table(
      ['Move', 'Command', 'Who', 'Own request', 'Where', 'States', 'Good to know'],
      Object.entries(PERMISSIONS).map(([name, row]) => moveRow(name, row)),
    ),
    views: table(
      ['Look or setting', 'Command', 'Who', 'Where'],
      Object.entries(VIEW_PERMISSIONS).map(([name, row]) => viewRow(name, row)),
    ),
  };
}

/** `text` with the tables between their markers. Throws when they aren't there. */
export async function withPermissionTables(text: string): Promise<string> {
  const options = { ...(await resolveConfig(FILE)), parser: 'markdown' };
  let filled = text;
  for (const [mark, made] of Object.entries(permissionTables())) {
    const [open, close] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
    const begin = filled.indexOf(open);
    const end = filled.indexOf(close);
    if (begin === -1 || end < begin) throw new Error(`${open} and ${close} are missing`);
    const pretty = await format(made, options);
    filled = `${filled.slice(0, begin)}${open}\n\n${pretty}\n${filled.slice(end)}`;
  }
  return filled;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function rightRow(right: Right): string[] {
  const scoped = SCOPED_RIGHTS.some((limited) => limited === right);
  const name = scoped ? `\`${right}:any\`, \`${right}:scope\`` : `\`${right}\``;
  return [name, rolesWith(DEFAULT_POLICY, right).join(', '), scoped ? 'yes' : 'no'];
}

function moveRow(name: string, { who, where, own, states, ...more }: Permission): string[] {
  const over = states === 'new' ? 'none yet' : statesIn(states);
  return [
    `\`${name}\``,
    commandsFor(name),
    who.map(whoWords).join(' or '),
    own === 'never' ? 'never' : 'yes',
    places(where),
    over,
    notes(more),
  ];
}

function viewRow(name: string, { who, where }: ViewPermission): string[] {
  const all = typeof who === 'string' ? [who] : who;
  return [`\`${name}\``, commandsFor(name), all.map(whoWords).join(' or '), places(where)];
}

function statesIn(states: readonly string[]): string {
  return states.length === REQUEST_STATES.length ? 'all' : states.join(', ');
}

function commandsFor(row: string): string {
  return COMMANDS.filter(({ rights }) => rights.some((right) => right === row))
    .map(({ verb }) => `\`${verb}\``)
    .join(', ');
}

function whoWords(who: Permission['who'][number]): string {
  if (who === 'helper') return `${ANYONE.helper}, with \`request.work\``;
  return who === 'anyone' || who === 'requester' ? ANYONE[who] : `\`${who}\``;
}

function places(where: readonly (keyof typeof PLACES)[]): string {
  return where.map((place) => PLACES[place]).join(', ');
}

function notes({ ends, starts, reach }: Pick<Permission, 'ends' | 'starts' | 'reach'>): string {
  return [
    ...(reach ? [`\`${reach}\` must reach the person or the device`] : []),
    ...(starts ? ['a freeze stops it'] : []),
    ...(ends ? ['roles that are too old don’t stop it'] : []),
  ].join('; ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(FILE, await withPermissionTables(readFileSync(FILE, 'utf8')));
}
