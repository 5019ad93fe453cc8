import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reply } from './http.js';
import type { Handler, Reply } from './http.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
};

/** Browser builds served out of node_modules, by the address the page uses. */
const VENDOR: Readonly<Record<string, string>> = {
  '/vendor/adaptivecards.min.js': 'adaptivecards/dist/adaptivecards.min.js',
  '/vendor/markdown-it.min.js': 'markdown-it/browser',
};

/** Only plain names in plain folders: no dots in front, nothing encoded, no way up. */
const SAFE_PATH = /^(?:\/[a-z0-9][\w-]*)*\/[a-z0-9][\w-]*(?:\.[a-z0-9]+)+$/i;

const PAGE = join(dirname(fileURLToPath(import.meta.url)), 'page');

async function file(path: string): Promise<Reply> {
  try {
    const bytes = await readFile(path);
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    const headers = {
      'content-type': type,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    };
    return { status: 200, bytes, headers };
  } catch {
    return reply(404, { error: 'not found' });
  }
}

/** Serves the demo page and the two libraries that it draws cards with. */
export function staticHandler(): Handler {
  const resolve = createRequire(import.meta.url).resolve;
  return async (call) => {
    if (call.method !== 'GET') return reply(405, { error: 'GET only' });
    const path = call.path === '/' ? '/index.html' : call.path;
    const vendor = VENDOR[path];
    if (vendor !== undefined) return file(resolve(vendor));
    if (!SAFE_PATH.test(path) || TYPES[extname(path)] === undefined) {
      return reply(404, { error: 'not found' });
    }
    return file(join(PAGE, path));
  };
}
