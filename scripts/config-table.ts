import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { policyRows } from '../src/config/policy-rows.js';
import { GROUPS } from '../src/config/variables.js';
import type { Variable } from '../src/config/variables/declare.js';

/** Columns of .env.example. */
const WIDTH = 104;

/** The table of environment variables for docs/operations.md, from their declarations. */
export function configurationTable(): string {
  return GROUPS.map(({ title, variables }) => {
    const rows = Object.entries(variables).map(([name, declared]) => variableRow(name, declared));
    return [`### ${title}`, '', ...table(['Variable', 'What it is', 'Default'], rows)].join('\n');
  }).join('\n\n');
}

/** The table of the policy file's keys, from its schema. */
export function policyTable(): string {
  const rows = policyRows().map(({ key, meaning, standard }) => [
    `\`${key}\``,
    meaning,
    `\`${standard}\``,
  ]);
  return table(['Key', 'What it is', 'Default'], rows).join('\n');
}

/** The whole of .env.example. */
export function envExample(): string {
  const groups = GROUPS.map(({ title, variables }) => {
    const head = `# --- ${title} `;
    const entries = Object.entries(variables).flatMap(([name, declared]) => [
      ...comment(inWords(declared)),
      `${name}=${declared.preset ?? ''}`,
    ]);
    return [head + '-'.repeat(WIDTH - head.length), ...entries].join('\n');
  });
  return [
    '# Every setting of Deskside, with its default where it is a plain value. Empty means not set.\n' +
      '# All that is wrong is reported at the start, at once. Keep the filled-in file out of version control.',
    ...groups,
  ]
    .join('\n\n')
    .concat('\n');
}

/** `text` with the tables between its markers. Throws when a marker of one of them is missing. */
export async function withTables(text: string): Promise<string> {
  const options = { ...(await resolveConfig('docs/operations.md')), parser: 'markdown' };
  const configuration = await format(configurationTable(), options);
  const policy = await format(policyTable(), options);
  return between(between(text, 'configuration', configuration), 'policy', policy);
}

function between(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const begin = text.indexOf(open);
  const end = text.indexOf(close);
  if (begin === -1 || end < begin) throw new Error(`${open} and ${close} are missing`);
  return `${text.slice(0, begin)}${open}\n\n${content}\n${text.slice(end)}`;
}

function variableRow(name: string, declared: Variable<unknown>): string[] {
  const { meaning, required, secret } = declared;
  const more = [
    ...(required === undefined ? [] : [`**Required ${required}.**`]),
    ...(secret ? ['_Secret._'] : []),
  ];
  return [`\`${name}\``, [meaning, ...more].join(' '), standardOf(declared)];
}

function standardOf({ preset, otherwise }: Variable<unknown>): string {
  return preset === undefined ? (otherwise ?? 'none') : `\`${preset}\``;
}

function inWords({ meaning, otherwise, required, secret }: Variable<unknown>): string {
  return [
    meaning,
    ...(otherwise === undefined ? [] : [`Default: ${otherwise}.`]),
    ...(required === undefined ? [] : [`Required ${required}.`]),
    ...(secret ? ['Secret.'] : []),
  ].join(' ');
}

/** `#` lines that end before WIDTH. */
function comment(words: string): string[] {
  const lines: string[] = [];
  let line = '#';
  for (const word of words.split(' ')) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '#';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [lineOf(head), `|${'---|'.repeat(head.length)}`, ...rows.map(lineOf)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [first, second] = process.argv.slice(2);
  if (first === '--env' && second !== undefined) writeFileSync(second, envExample());
  else if (first !== undefined) writeFileSync(first, await withTables(readFileSync(first, 'utf8')));
  else process.stdout.write(`${configurationTable()}\n\n${policyTable()}\n`);
}
