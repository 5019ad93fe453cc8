import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { DECLARATIONS, type Declaration } from '../src/services/telemetry/metric-catalogue.js';

const BEGIN = '<!-- metrics -->';
const END = '<!-- /metrics -->';
/** Longer sets of values are told by their first few. */
const MOST_VALUES = 10;

/** The table of metrics in docs/operations.md, from the catalogue. */
export function metricsTable(): string {
  return [
    '| Metric | Type | Labels | What it tells | Wake somebody |',
    '|---|---|---|---|---|',
    ...[...DECLARATIONS].map(([name, declared]) => row(name, declared)),
  ].join('\n');
}

/** `text` with the table between its markers. Throws when they aren't there. */
export async function withMetricsTable(text: string): Promise<string> {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`${BEGIN} and ${END} are missing`);
  const options = { ...(await resolveConfig('docs/operations.md')), parser: 'markdown' };
  const table = await format(metricsTable(), options);
  return `${text.slice(0, begin)}${BEGIN}\n\n${table}\n${text.slice(end)}`;
}

function row(name: string, { type, labels, help, alert = '' }: Declaration): string {
  const cells = [`\`${name}\``, type, labelWords(labels), help, alert];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function labelWords(labels: Declaration['labels']): string {
  return Object.entries(labels)
    .map(([label, values]) => {
      const some = values.slice(0, MOST_VALUES).map((value) => `\`${value}\``);
      const more = values.length > some.length ? `, and ${values.length - some.length} more` : '';
      return some.length === 0 ? `**${label}**` : `**${label}**: ${some.join(', ')}${more}`;
    })
    .join('; ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = process.argv[2];
  if (file === undefined) process.stdout.write(`${metricsTable()}\n`);
  else writeFileSync(file, await withMetricsTable(readFileSync(file, 'utf8')));
}
