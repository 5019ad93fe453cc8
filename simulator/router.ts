import type { Call, Reply } from './http.js';

/** Reads a named path parameter, percent-decoded. */
export type Param = (name: string) => string;

export interface Route {
  readonly method: string;
  /** `/users/:id/managedDevices`: each `:name` is one path segment, or a part: `/applications(appId=':appId')`. */
  readonly pattern: string;
  readonly handle: (call: Call, param: Param) => Reply | Promise<Reply>;
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

const PARAM = /^([^:]*):([a-z]+)([^a-z].*)?$/i;

/** What stands between the two, if anything does. */
function within(value: string, before: string, after: string): string | null {
  const [whole, start, end] = [value, before, after].map((text) => text.toLowerCase());
  if (whole === undefined || start === undefined || end === undefined) return null;
  if (!whole.startsWith(start) || !whole.endsWith(end)) return null;
  const inner = value.slice(before.length, value.length - after.length);
  return inner === '' ? null : inner;
}

function match(pattern: string, path: string): Map<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params = new Map<string, string>();
  for (const [index, part] of wanted.entries()) {
    const value = decode(given[index] ?? '');
    if (value === null) return null;
    const [, before = '', name, after = ''] = PARAM.exec(part) ?? [];
    const inner = within(value, before, after);
    if (name !== undefined && inner !== null) params.set(name, inner);
    else if (part.toLowerCase() !== value.toLowerCase()) return null;
  }
  return params;
}

/** Finds the first route for the call and runs it; null when none fits. */
export function dispatch(routes: readonly Route[], call: Call): Promise<Reply> | Reply | null {
  for (const route of routes) {
    if (route.method !== call.method) continue;
    const params = match(route.pattern, call.path);
    if (!params) continue;
    return route.handle(call, (name) => {
      const value = params.get(name);
      if (value === undefined) throw new Error(`route ${route.pattern} has no :${name}`);
      return value;
    });
  }
  return null;
}
