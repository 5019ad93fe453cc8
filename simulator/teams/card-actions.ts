import { isJson } from './messages.js';
import type { Json } from './messages.js';

/** An Action.Execute of a card, wherever it is in it. */
export interface CardAction {
  readonly title: string;
  readonly verb: string;
  readonly data: Json;
}

/** All Action.Execute of a card, in reading order, those inside ShowCards and sets included. */
export function actionsOf(card: unknown): CardAction[] {
  if (Array.isArray(card)) return card.flatMap(actionsOf);
  if (!isJson(card)) return [];
  if (card['type'] === 'Action.Execute') {
    const { title, verb, data } = card;
    return [
      {
        title: typeof title === 'string' ? title : '',
        verb: typeof verb === 'string' ? verb : '',
        data: isJson(data) ? data : {},
      },
    ];
  }
  return Object.entries(card)
    .filter(([key]) => key !== 'refresh' && key !== 'data')
    .flatMap(([, value]) => actionsOf(value));
}
