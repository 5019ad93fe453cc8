import type { ClickAnswer } from '../../../src/bot/turn.js';

export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every Action.Execute of a card, those in folded forms too. */
export function buttonsOf(card: unknown): Button[] {
  if (Array.isArray(card)) return card.flatMap(buttonsOf);
  if (typeof card !== 'object' || card === null) return [];
  const node = card as Record<string, unknown>;
  const own =
    node['type'] === 'Action.Execute'
      ? [
          {
            title: String(node['title']),
            verb: String(node['verb']),
            data: (node['data'] ?? {}) as Record<string, unknown>,
          },
        ]
      : [];
  return [...own, ...Object.values(node).flatMap(buttonsOf)];
}

/** Everything a card says, one piece a line. */
export function textOf(card: unknown): string {
  if (Array.isArray(card)) return card.map(textOf).filter(Boolean).join('\n');
  if (typeof card !== 'object' || card === null) return '';
  const node = card as Record<string, unknown>;
  const own = ['text', 'title', 'value'].flatMap((name) => {
    const value = node[name];
    return typeof value === 'string' ? [value] : [];
  });
  const below = Object.entries(node)
    .filter(([name]) => name !== 'data')
    .map(([, value]) => textOf(value));
  return [...own, ...below].filter(Boolean).join('\n');
}

/** A click's answer as text. */
export function said(answer: ClickAnswer): string {
  return 'card' in answer ? textOf(answer.card) : answer.message;
}
