// Compiles src/ to dist/ and copies what the compiler doesn't: Lua scripts, card templates, locale files.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createRequire } from 'node:module';

const COPIED = new Set(['.lua', '.json', '']);
// The app package and its record (npm run package) outlive a build.
for (const name of existsSync('dist') ? readdirSync('dist') : [])
  if (!name.startsWith('deskside-')) rmSync(join('dist', name), { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
// '' lets folders through.
cpSync('src', 'dist', { recursive: true, filter: (path) => COPIED.has(extname(path)) });
