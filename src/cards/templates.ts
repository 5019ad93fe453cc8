import { readFileSync } from 'node:fs';

const FOLDER = new URL('./templates/', import.meta.url);

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * The layout of a card: `templates/<name>.card.json`. `{"$include": "head"}` stands for `templates/parts/head.json`;
 * keys beside it (`$data`, `$when`) are laid over the part, and a part that is a list joins the list around it.
 * Throws when a file is missing or isn't JSON.
 */
export function readLayout(name: string): object {
  const layout = includeParts(readJson(`${name}.card.json`), []);
  if (layout === null || typeof layout !== 'object') throw new TypeError(`${name} is no card`);
  return layout;
}

function includeParts(node: Json, inside: readonly string[]): Json {
  if (isList(node)) return node.flatMap((item) => asList(includeParts(item, inside), item));
  if (node === null || typeof node !== 'object') return node;
  const { $include: part, ...rest } = node;
  if (part === undefined) return mapValues(rest, inside);
  if (typeof part !== 'string' || inside.includes(part))
    throw new TypeError(`bad include of ${JSON.stringify(part)}`);
  const included = includeParts(readJson(`parts/${part}.json`), [...inside, part]);
  if (isList(included) || included === null || typeof included !== 'object') return included;
  return { ...included, ...mapValues(rest, inside) };
}

/** A part that is a list is spliced in; a list that was written there stays a list. */
function asList(result: Json, source: Json): readonly Json[] {
  return isList(result) && !isList(source) ? result : [result];
}

function mapValues(
  node: { readonly [name: string]: Json },
  inside: readonly string[],
): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, includeParts(value, inside)]),
  );
}

function isList(node: Json | undefined): node is readonly Json[] {
  return Array.isArray(node);
}

function readJson(name: string): Json {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Json;
}
