import type { Reader } from '../../cards/reader.js';
import type { CardJson } from '../../cards/render.js';
import type { PersonId } from '../../services/desk/ids.js';
import type { Synced } from '../../services/desk/ports.js';
import { asSynced, deliver } from './deliver.js';
import { readerFor, summaryOf } from './draw.js';
import type { IntakeDraft, OutboundParts } from './parts.js';

/** How often a form is drawn again because it changed while it was being sent. */
const ROUNDS = 3;

/** Fills the form in somebody's chat with the facts that came in since it was posted. */
export async function syncIntake(parts: OutboundParts, person: PersonId): Promise<Synced> {
  const reader = await readerFor(parts, { kind: 'person', id: person });
  for (let round = 0; round < ROUNDS; round += 1) {
    const draft = await parts.intakeDrafts.get(person);
    if (!draft) return { kind: 'synced' };
    const { conversation, activityId } = draft;
    const card = await drawIntake(parts, draft, person, reader);
    const updated = await deliver(parts, conversation.id, 'change', () =>
      parts.connector.update(conversation, activityId, { card, summary: summaryOf(card) }),
    );
    if (updated.kind !== 'done') return asSynced(updated);
    // Sent or dropped meanwhile: its last look must win.
    const now = await parts.intakeDrafts.get(person);
    if (!now || now.version === draft.version) return { kind: 'synced' };
  }
  return { kind: 'wait', after: 1_000 };
}

export async function drawIntake(
  { cards, deviceLists }: OutboundParts,
  { view }: IntakeDraft,
  person: PersonId,
  reader: Reader,
): Promise<CardJson> {
  const devices = (await deviceLists.get(view.requester?.id ?? person)) ?? view.devices;
  return cards.intake({ ...view, devices }, reader);
}
