import { readFileSync } from 'node:fs';
import { z } from 'zod';

const manifest = z.object({ version: z.string().regex(/^\d+\.\d+\.\d[\w.+-]*$/) });

/** The version that runs: package.json lies beside `src` and beside `dist`. */
export function runningVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return manifest.parse(JSON.parse(text)).version;
}
