import { spawnSync } from 'node:child_process';

let built: boolean | undefined;

/** Builds `dist/` once for this test run. Throws with the compiler's words. */
export function ensureBuilt(): void {
  if (built) return;
  const run = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the build failed:\n${run.stdout}${run.stderr}`);
  built = true;
}
