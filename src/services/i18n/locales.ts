import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('./locales/', import.meta.url);
const LANGUAGES = ['en', 'nl', 'fr'] as const;

/** Messages of one namespace in one language: names to messages or to deeper names. */
export interface Messages {
  readonly [name: string]: string | Messages;
}

export interface Locales {
  readonly namespaces: string[];
  /** By language, then by namespace. */
  readonly resources: Record<string, Record<string, Messages>>;
}

/** Reads `locales/<namespace>/<language>.json`. Throws when a file is missing or isn't what it should be. */
export function readLocales(): Locales {
  const namespaces = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const resources = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      Object.fromEntries(
        namespaces.map((namespace) => [namespace, readMessages(namespace, language)]),
      ),
    ]),
  );
  return { namespaces, resources };
}

function readMessages(namespace: string, language: string): Messages {
  const name = `${namespace}/${language}.json`;
  return parseMessages(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')), name);
}

function parseMessages(value: unknown, where: string): Messages {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${where} holds something that is no message`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' ? inner : parseMessages(inner, `${where} ${name}`),
    ]),
  );
}
