import { cardHint } from '../cards/verbs.js';
import { parseRequestId, type PersonId } from '../services/desk/ids.js';
import type { CardAddress } from '../services/desk/ports.js';
import type { Acquaintance } from './acquaintance.js';
import type { Click } from './turn.js';

/** Where a card was seen, and by whom: by a click on it. */
export interface Sighting {
  readonly conversation: string;
  readonly messageId: string;
  readonly by: PersonId;
}

/** Finds cards that were sent without our knowing: the answer to the send was lost, so they were sent again. */
export interface Orphans {
  /** Looks whether the message that was clicked is known as this card, and takes it in if it isn't. */
  clicked(click: Click, met: Acquaintance): Promise<void>;
}

export function createOrphans(
  adopt: (address: CardAddress, seen: Sighting) => Promise<boolean>,
): Orphans {
  return {
    async clicked(click, { conversation, who }) {
      const address = addressOf(click);
      if (!address || click.messageId === undefined) return;
      const { messageId } = click;
      await adopt(address, { conversation: conversation.id, messageId, by: who.id });
    },
  };
}

/** The nonce of a card's buttons names its place: `user.7`, `session-4.9`, `queue.1700000000000`. */
function addressOf({ data }: Click): CardAddress | undefined {
  const hint = cardHint.safeParse(data);
  const place = hint.success ? hint.data.nonce?.split('.', 1)[0] : undefined;
  if (!place || !hint.success) return undefined;
  if (place === 'queue') return { of: 'queue' };
  const id = parseRequestId(hint.data.id ?? '');
  return id === undefined ? undefined : { of: 'request', id, place };
}
