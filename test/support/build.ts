import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PATIENCE = 120_000;

/** The processes of one `npm test` have it in common. */
const RUN = process.env['TEST_RUN'] ?? randomUUID();

/** Builds `dist/` once for this test run, whichever of its processes asks first. Throws with the compiler's words. */
export function ensureBuilt(): void {
  const folder = join('.cache', 'builds', RUN);
  const done = join(folder, 'done');
  mkdirSync(join('.cache', 'builds'), { recursive: true });
  if (existsSync(done)) return;
  if (isMine(folder)) {
    build();
    writeFileSync(done, '');
  } else waitFor(done);
}

/** A folder is made once: whoever makes it builds. */
function isMine(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function build(): void {
  const run = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the build failed:\n${run.stdout}${run.stderr}`);
}

function waitFor(done: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; !existsSync(done); waited += 100) {
    if (waited > PATIENCE) throw new Error('the build that another test began did not end');
    Atomics.wait(pause, 0, 0, 100);
  }
}
