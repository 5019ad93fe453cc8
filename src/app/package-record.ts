import { readFile } from 'node:fs/promises';

const RECORD = new URL('../../dist/deskside-package.json', import.meta.url);

/** What `npm run package` wrote down; undefined when it didn't run here. */
export async function readPackageRecord(): Promise<string | undefined> {
  try {
    return await readFile(RECORD, 'utf8');
  } catch {
    return undefined;
  }
}
