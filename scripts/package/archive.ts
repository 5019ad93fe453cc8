import { zipSync, type Zippable } from 'fflate';

/** The same files in the same order give the same bytes. All lie at the root, where Teams looks for manifest.json. */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // The earliest time a zip can hold. Local on purpose: a zip keeps wall-clock fields without a zone, and the library
  // reads them in the zone of the machine.
  const mtime = new Date(1980, 0, 1);
  const entries: Zippable = {};
  for (const [name, bytes] of files) entries[name] = [bytes, { mtime, level: 9 }];
  return zipSync(entries);
}
