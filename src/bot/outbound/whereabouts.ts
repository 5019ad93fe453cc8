import type { PersonId } from '../../services/desk/ids.js';
import type { Conversation } from '../../services/desk/ports.js';
import { ConnectorFailure } from '../../services/desk/failures.js';
import type { Audience } from './audience.js';
import { deliver, type Delivered } from './deliver.js';
import type { OutboundParts } from './parts.js';

export type Whereabouts =
  | { readonly kind: 'there'; readonly conversation: Conversation }
  | Extract<Delivered<never>, { readonly kind: 'wait' | 'dead' }>;

type WhereParts = Pick<OutboundParts, 'places' | 'people' | 'connector' | 'budget' | 'log'>;

/** `/setup here` hasn't been said yet. */
const NO_CHANNEL: Whereabouts = { kind: 'wait', after: 30_000, failure: 'no help-desk channel' };

/** The conversation an audience is written to in. A chat that isn't known yet is made. */
export async function whereaboutsOf(parts: WhereParts, audience: Audience): Promise<Whereabouts> {
  if (audience.kind === 'person') return chatWith(parts, audience.id);
  const channel = await parts.places.helpDesk();
  return channel ? alive(channel) : NO_CHANNEL;
}

function alive(conversation: Conversation): Whereabouts {
  return conversation.dead ? { kind: 'dead' } : { kind: 'there', conversation };
}

async function chatWith(parts: WhereParts, id: PersonId): Promise<Whereabouts> {
  const known = await parts.places.personal(id);
  if (known) return alive(known);
  const channel = await parts.places.helpDesk();
  if (!channel) return NO_CHANNEL;
  const { serviceUrl, tenantId } = channel;
  const person = await parts.people.get(id);
  const wanted = { id, ...(person?.teamsId === undefined ? {} : { teamsId: person.teamsId }) };
  const made = await deliver(parts, `new:${id}`, 'change', () =>
    create(parts, wanted, { serviceUrl, tenantId }),
  );
  if (made.kind === 'done' && made.value !== undefined) {
    const conversation = { id: made.value, serviceUrl, tenantId };
    await parts.places.setPersonal(id, conversation);
    return { kind: 'there', conversation };
  }
  return made.kind === 'wait' ? made : { kind: 'dead' };
}

/**
 * Undefined when Teams says no for good: the app isn't installed for them (403), or it doesn't know them (400, 404).
 * There is no conversation yet that could be marked dead.
 */
async function create(
  { connector }: WhereParts,
  person: { readonly id: PersonId; readonly teamsId?: string },
  where: { readonly serviceUrl: string; readonly tenantId: string },
): Promise<string | undefined> {
  try {
    return await connector.createPersonal(person, where);
  } catch (error) {
    if (
      error instanceof ConnectorFailure &&
      error.details.system === 'teams' &&
      !error.details.retryable
    ) {
      return undefined;
    }
    throw error;
  }
}
