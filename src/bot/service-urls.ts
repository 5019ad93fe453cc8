/** Says whether the bot may send its token to this service URL. */
export type ServiceUrlCheck = (serviceUrl: string) => boolean;

/**
 * Allow-list for `serviceUrl`: the bot posts its bearer token there, so a host is named exactly and never by a
 * suffix (anybody can register under trafficmanager.net). An entry's path is a prefix; without one the whole host
 * counts. User info, queries and fragments are never allowed. Throws when an entry is no http(s) URL. `anyPort`: an
 * entry without a port stands for all of them; for this machine alone.
 */
export function createServiceUrlCheck(
  allowed: readonly string[],
  { anyPort = false }: { readonly anyPort?: boolean } = {},
): ServiceUrlCheck {
  const bases = allowed.map(parseBase);
  return (serviceUrl) => {
    const url = parseUrl(serviceUrl);
    if (!url || !isPlain(url)) return false;
    const path = withSlash(url.pathname);
    const hosts = [url.origin, ...(anyPort ? [`${url.protocol}//${url.hostname}`] : [])];
    return bases.some((base) => hosts.includes(base.origin) && path.startsWith(base.path));
  };
}

function parseBase(text: string): { readonly origin: string; readonly path: string } {
  const url = parseUrl(text);
  if (!url || !isPlain(url)) throw new TypeError(`"${text}" is no base address`);
  return { origin: url.origin, path: withSlash(url.pathname) };
}

function parseUrl(text: string): URL | undefined {
  // `URL` also reads "https:host" and strips blanks and tabs inside: only the written-out form counts.
  if (!/^https?:\/\/[^\s\\]+$/i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isPlain(url: URL): boolean {
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
