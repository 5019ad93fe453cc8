import type { Millis, PersonId } from './ids.js';

/** Leaves budget for one message to a conversation, or says how long to wait. */
export interface SendBudget {
  take(
    conversation: string,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly after: Millis }>;
  /** The far end said 429: nobody sends there for that long. */
  pause(conversation: string, span: Millis): Promise<void>;
}

/** Keeps one person's flood from slowing the others. */
export interface Limits {
  /** One more thing that somebody says or clicks. What ends something isn't counted. */
  command(person: PersonId): Promise<Taken>;
  /** One more call for help. */
  request(person: PersonId): Promise<Taken<{ readonly whose: 'person' | 'tenant' }>>;
}

/** `after`: when the next one is let through; `first`: nobody was told so since the limit was reached. */
export type Taken<More = unknown> =
  | { readonly ok: true }
  | ({ readonly ok: false; readonly after: Millis; readonly first: boolean } & More);
