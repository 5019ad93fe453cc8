import { Template } from 'adaptivecards-templating';
import { readLayout } from './templates.js';

/** Adaptive Card 1.5 as JSON. */
export type CardJson = Readonly<Record<string, unknown>>;

/** UTF-8 bytes of a card. Teams allows more in a message from a bot; 28 KB is what every way in accepts. */
export const CARD_BYTES = 28 * 1024;

/** A bug in a layout or its builder: never a person's fault. */
export class CardError extends Error {
  override readonly name = 'CardError';
}

/** A layout, ready to be filled with `Data`. */
export interface CardTemplate<Data extends object> {
  readonly name: string;
  fill(data: Data): unknown;
}

/** Reads and parses the layout `templates/<name>.card.json`. */
export function compile<Data extends object>(name: string): CardTemplate<Data> {
  const template = new Template(readLayout(name));
  return { name, fill: (data) => template.expand({ $root: data }) as unknown };
}

/**
 * Fills a layout once: what comes in as data is never read as a template. Throws CardError when the data holds
 * undefined, when the layout asks for something that isn't there, or when the card is too big to send.
 */
export function render<Data extends object>(template: CardTemplate<Data>, data: Data): CardJson {
  const dollars = new Set<string>();
  visit(data, '', (value, path) => {
    if (value === undefined) throw new CardError(`${template.name}: no value for ${path}`);
    if (hasBinding(value)) dollars.add(value);
  });
  const card = template.fill(data);
  visit(card, '', (value, path) => {
    // A binding that found nothing stays as it is; a person may write the same, but only as a whole value.
    if (hasBinding(value) && !dollars.has(value))
      throw new CardError(`${template.name}: ${value} at ${path}`);
  });
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > CARD_BYTES) throw new CardError(`${template.name}: ${bytes} bytes`);
  return asCard(card, template.name);
}

function asCard(value: unknown, name: string): CardJson {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CardError(`${name} is no card`);
  return value as CardJson;
}

function hasBinding(value: unknown): value is string {
  return typeof value === 'string' && value.includes('${');
}

function visit(value: unknown, path: string, see: (leaf: unknown, path: string) => void): void {
  if (typeof value !== 'object' || value === null) return see(value, path);
  for (const [name, inner] of Object.entries(value)) visit(inner, `${path}/${name}`, see);
}
