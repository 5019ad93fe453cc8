import { createRequire } from 'node:module';
import type { CardJson } from '../../src/cards/render.js';

type Node = Readonly<Record<string, unknown>>;

/** The parts of the renderer's browser build that check a card without a page (its ES modules don't load in Node). */
interface Renderer {
  readonly AdaptiveCard: new () => {
    hostConfig: unknown;
    parse(card: unknown, context: ParseContext): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
  readonly HostConfig: new (settings: unknown) => unknown;
  readonly SerializationContext: new (version: unknown) => ParseContext;
  readonly Versions: { readonly v1_5: unknown };
}
interface ParseContext {
  readonly eventCount: number;
  getEventAt(index: number): { readonly message: string };
}

const renderer = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.min.js',
) as Renderer;

/** What the `adaptivecards` library has to say against a card; nothing when it is valid. */
export function complaints(card: CardJson): string[] {
  const context = new renderer.SerializationContext(renderer.Versions.v1_5);
  const parsed = new renderer.AdaptiveCard();
  // What is under More doesn't count as a button in Teams; here it does.
  parsed.hostConfig = new renderer.HostConfig({ actions: { maxActions: 20 } });
  // The library tests `lang` with one global regular expression, so every second good value fails.
  const { lang: _lang, ...rest } = card;
  parsed.parse(rest, context);
  const events = Array.from({ length: context.eventCount }, (_, index) =>
    context.getEventAt(index),
  );
  return [...events, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}

/** Every object in a card, from the outside in. */
export function nodes(card: unknown): Node[] {
  if (Array.isArray(card)) return card.flatMap(nodes);
  if (typeof card !== 'object' || card === null) return [];
  return [card as Node, ...Object.values(card).flatMap(nodes)];
}

/** Every string in a card with the path to it, such as `/body/0/items/1/text`. */
export function strings(
  card: unknown,
  path = '',
): { readonly path: string; readonly text: string }[] {
  if (typeof card === 'string') return [{ path, text: card }];
  if (typeof card !== 'object' || card === null) return [];
  return Object.entries(card).flatMap(([name, value]) => strings(value, `${path}/${name}`));
}

export interface Shown {
  readonly type: string;
  readonly title: string;
  readonly verb: string;
  readonly mode: 'primary' | 'secondary';
  readonly style: string;
  readonly data: Node;
}

/** The buttons of a card itself: a form counts as the move that it sends. */
export function buttonsOf(card: CardJson): Shown[] {
  return actions(card).map((action) => {
    const sent = action['type'] === 'Action.ShowCard' ? actions(action['card'] as Node)[0] : action;
    return {
      type: String(action['type']),
      title: String(action['title']),
      verb: String(sent?.['verb'] ?? sent?.['url']),
      mode: action['mode'] === 'secondary' ? 'secondary' : 'primary',
      style: String(action['style']),
      data: (sent?.['data'] ?? {}) as Node,
    };
  });
}

export function verbsOf(card: CardJson): string[] {
  return buttonsOf(card).map(({ verb, mode }) => (mode === 'secondary' ? `(${verb})` : verb));
}

/** The inputs with their ids. */
export function inputsIn(card: CardJson): Node[] {
  return nodes(card).filter(({ type }) => typeof type === 'string' && type.startsWith('Input.'));
}

/** What a person reads, line by line. */
export function readable(card: CardJson): string {
  const lines = nodes(card).flatMap((node) => {
    if (node['type'] === 'TextBlock') return [String(node['text'])];
    if (node['type'] !== 'RichTextBlock') return [];
    return [(node['inlines'] as Node[]).map(({ text }) => String(text)).join('')];
  });
  return lines.join('\n');
}

function actions(card: Node): Node[] {
  return (card['actions'] ?? []) as Node[];
}
