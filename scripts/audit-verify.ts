import { createReadStream } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Break } from '../src/services/audit-file/chain.js';
import { parsePoint, type ChainPoint } from '../src/services/audit-file/point.js';
import type { BadLine } from '../src/services/audit-file/row-check.js';
import { verifyExport, type ExportVerdict } from '../src/services/audit-file/verify-export.js';

const USAGE = `npm run audit:verify -- <file> [--head <number>:<seal>]

Verifies an export of the trail (JSONL or CSV) as Deskside made it, without Redis. The key comes from AUDIT_KEY.
--head: the last head that you kept, from the log or the webhook.
Ends with 0 when it is whole, 1 when it isn't, 2 when that can't be told.`;

export interface Verified {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

/** @param env where AUDIT_KEY is looked for. */
export async function verifyFile(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Verified> {
  const asked = read(args);
  if (!asked) return { code: 2, text: USAGE };
  const key = Buffer.from(env.AUDIT_KEY ?? '', 'base64');
  if (key.length < 32) return { code: 2, text: 'AUDIT_KEY is not set, or is no key (base64).' };
  try {
    const pieces = createReadStream(asked.file, { encoding: 'utf8' });
    return inWords(await verifyExport(pieces, key, asked.head));
  } catch (error) {
    return { code: 2, text: `The file can't be read: ${String(error)}` };
  }
}

function read(args: readonly string[]): { file: string; head?: ChainPoint } | undefined {
  try {
    const options = { head: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return undefined;
    if (values.head === undefined) return { file };
    const head = parsePoint(values.head);
    return head && { file, head };
  } catch {
    return undefined;
  }
}

const WRONG: Readonly<Record<Break['kind'] | 'inserted', string>> = {
  edited: "isn't what was sealed",
  missing: 'is missing, though later ones are there',
  'out-of-order': "isn't in its place: it comes after a younger one",
  cut: "isn't there, and nothing after it",
  inserted: 'has something before it that does not belong there',
};

function inWords(verdict: ExportVerdict): Verified {
  switch (verdict.kind) {
    case 'whole':
      return { code: 0, text: wholeInWords(verdict) };
    case 'broken':
      return { code: 1, text: badInWords(verdict.bad) };
    case 'changed':
      return { code: 1, text: 'Broken: the head of the file was changed.' };
    case 'other-key':
      return {
        code: 2,
        text: `AUDIT_KEY isn't the key of this file (${verdict.key}), or its first line was changed.`,
      };
    case 'no-export':
      return { code: 2, text: 'This is no export of the trail.' };
  }
}

function badInWords({ seq, line, kind }: BadLine): string {
  return `Broken at entry ${seq} (line ${line}): it ${WRONG[kind]}. Nothing after it can be trusted.`;
}

function wholeInWords(verdict: Extract<ExportVerdict, { kind: 'whole' }>): string {
  const { frame, entries, losses, headFits } = verdict;
  const filter = Object.entries(frame.filter).map(([name, value]) => `${name}=${value}`);
  const range = frame.numbers.replaceAll('-', '..') || 'no entries';
  const shown = range.length > 200 ? `${range.slice(0, 200)}...` : range;
  return [
    `whole: ${shown}`,
    `${entries} entries, made ${frame.at}, head ${frame.head.seq}:${frame.head.mac}`,
    ...(filter.length > 0 ? [`A part of the trail: ${filter.join(', ')}`] : []),
    ...losses.map(
      ({ at, lost }) =>
        `Entry ${at} says that entries ${at} to ${lost.seq} were lost before it (head ${lost.seq}:${lost.mac}).`,
    ),
    ...(headFits === true ? ['The head that you gave fits.'] : []),
    ...(headFits === false ? ["The file doesn't hold the entry of the head that you gave."] : []),
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { code, text } = await verifyFile(process.argv.slice(2), process.env);
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}
