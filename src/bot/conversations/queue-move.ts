import type { Cards } from '../../cards/cards.js';
import { ConnectorFailure } from '../../services/desk/failures.js';
import { agendaMember } from '../../services/desk/agenda.js';
import type { Agenda, Places } from '../../services/desk/ports.js';
import type { Translate } from '../../services/i18n/translator.js';
import type { Connector } from '../connector/connector.js';
import { sayer } from '../commands/say.js';

export interface QueueMoveParts {
  readonly places: Pick<Places, 'helpDesk' | 'card' | 'forgetCard'>;
  readonly agenda: Pick<Agenda, 'add'>;
  readonly connector: Pick<Connector, 'update'>;
  readonly cards: Pick<Cards, 'notice'>;
  readonly t: Translate;
}

const QUEUE = { of: 'queue' } as const;

/** Has the queue card posted anew at the channel's end; the messages it was say that it moved. */
export function createQueueMove(parts: QueueMoveParts): () => Promise<void> {
  return async () => {
    const [placed, helpDesk] = await Promise.all([
      parts.places.card(QUEUE),
      parts.places.helpDesk(),
    ]);
    // Where the desk was before, its own sync leaves a signpost.
    const here = placed?.conversation === helpDesk?.id;
    if (here) await parts.places.forgetCard(QUEUE);
    await parts.agenda.add(agendaMember({ kind: 'card', address: QUEUE }), 0);
    if (!placed || !helpDesk || !here) return;
    const sentence = sayer(parts.t, helpDesk.locale)('queue.old');
    const card = parts.cards.notice({ sentence }, { locale: helpDesk.locale });
    const where = { ...helpDesk, id: placed.conversation };
    for (const id of placed.activities) await retire(parts, where, id, { card, summary: sentence });
  };
}

/** The old message may be gone, or its channel closed to us: that stops nothing. */
async function retire(
  { connector }: QueueMoveParts,
  where: Parameters<Connector['update']>[0],
  id: string,
  message: Parameters<Connector['update']>[2],
): Promise<void> {
  try {
    await connector.update(where, id, message);
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
  }
}
