import { randomUUID } from 'node:crypto';
import type { CardJson } from '../../cards/render.js';
import type { CardAddress, Conversation, PlacedCard, Synced } from '../../services/desk/ports.js';
import type { OutgoingMessage } from '../turn.js';
import { asSynced, deliver, type Delivered } from './deliver.js';
import { summaryOf } from './draw.js';
import { leaveBehind } from './left-behind.js';
import type { OutboundParts } from './parts.js';

/** A card as it should be by now, and where. */
export interface Drawing {
  readonly address: CardAddress;
  readonly conversation: Conversation;
  readonly card: CardJson;
  readonly digest: string;
  /** Of the record it was drawn from; never goes back. */
  readonly version: number;
  /** Posted as the root of a thread of its own. */
  readonly asRoot: boolean;
  /** Posted anew when somebody deleted it. */
  readonly mayRepost: boolean;
}

const SYNCED: Synced = { kind: 'synced' };
/** Somebody else drew this card meanwhile, and which drawing arrived last isn't known: once more. */
const OVERTAKEN: Synced = { kind: 'wait', after: 200 };

type PlacingParts = Pick<OutboundParts, 'agenda' | 'connector' | 'places' | 'budget' | 'log'>;

/**
 * Makes what lies in Teams equal to a drawing: updates every message the card is known as, posts it where there is
 * none, does nothing when it is equal or newer already.
 */
export async function place(parts: PlacingParts, drawing: Drawing): Promise<Synced> {
  const placed = await parts.places.card(drawing.address);
  if (placed && placed.version > drawing.version) return { kind: 'synced' };
  if (placed && deskMoved(drawing, placed)) {
    await leaveBehind(parts, placed);
    return post(parts, drawing);
  }
  if (placed?.digest === drawing.digest) return { kind: 'synced' };
  return placed && placed.activities.length > 0
    ? update(parts, drawing, placed)
    : post(parts, drawing, placed?.digest);
}

/** What is over stays where it was; the rest goes on where the desk is now. */
function deskMoved({ asRoot, mayRepost, conversation }: Drawing, placed: PlacedCard): boolean {
  return asRoot && mayRepost && placed.conversation !== conversation.id;
}

async function update(parts: PlacingParts, drawing: Drawing, known: PlacedCard): Promise<Synced> {
  const placed = await begun(parts, drawing, known);
  if (!placed) return OVERTAKEN;
  // The card of a request that is over stays where it was posted, though the desk be elsewhere since.
  const conversation = { ...drawing.conversation, id: placed.conversation };
  const before = copiesDrawn(placed, drawing);
  const left = placed.activities.slice(0, before);
  for (const id of placed.activities.slice(before)) {
    const updated = await withFallback(parts, drawing, (message) =>
      deliver(parts, conversation.id, 'change', () =>
        parts.connector.update(conversation, id, message),
      ),
    );
    if (updated.kind === 'wait') {
      const partly = `${drawing.digest}${PARTLY}${left.length}`;
      if (left.length > before) await remember(parts, { ...drawing, digest: partly }, placed, left);
      return updated;
    }
    if (updated.kind === 'dead') return elsewhere(parts, drawing, placed);
    if (updated.kind === 'gone') await parts.places.forgetCard(drawing.address, id);
    else left.push(id);
  }
  if (left.length === 0 && drawing.mayRepost) return post(parts, drawing, placed.digest);
  return (await remember(parts, drawing, placed, left)) ? SYNCED : OVERTAKEN;
}

/**
 * Written down before anything is sent: should the process end after the send, or its answer be lost, nobody knows
 * what Teams shows, and a card that came to look as it did before would be taken for drawn. Undefined: somebody else
 * drew it meanwhile.
 */
async function begun(
  parts: PlacingParts,
  drawing: Drawing,
  placed: PlacedCard,
): Promise<PlacedCard | undefined> {
  if (copiesDrawn(placed, drawing) > 0) return placed;
  const { version, activities } = placed;
  const digest = `${BEGUN}${randomUUID()}`;
  const mark = { ...drawing, version, digest };
  return (await remember(parts, mark, placed, activities)) ? { ...placed, digest } : undefined;
}

/** In front of the name of a drawing that was begun, in place of a digest. */
const BEGUN = '?';

/** Behind the digest of a drawing that only the first copies show by now: how many they are. */
const PARTLY = '/';

/**
 * The budget of a conversation may end between two copies of a card. The next try goes on there: were it to begin
 * anew, the first copies would take what the budget gives, for ever.
 */
function copiesDrawn({ digest }: PlacedCard, drawing: Drawing): number {
  const prefix = `${drawing.digest}${PARTLY}`;
  return digest.startsWith(prefix) ? Number(digest.slice(prefix.length)) : 0;
}

async function remember(
  { places }: PlacingParts,
  { address, version, digest }: Drawing,
  { conversation, root, digest: over }: PlacedCard,
  activities: readonly string[],
): Promise<boolean> {
  const where = { conversation, ...(root === undefined ? {} : { root }) };
  return places.setCard(address, { ...where, activities, version, digest }, over);
}

/** Nothing can be written where the card lies; it is posted anew when it belongs elsewhere by now. */
async function elsewhere(
  parts: PlacingParts,
  drawing: Drawing,
  placed: PlacedCard,
): Promise<Synced> {
  const moved = drawing.conversation.id !== placed.conversation;
  return moved && drawing.mayRepost ? post(parts, drawing) : { kind: 'dead' };
}

async function post(parts: PlacingParts, drawing: Drawing, over = ''): Promise<Synced> {
  const { address, conversation, version, digest, asRoot } = drawing;
  const posted = await withFallback(parts, drawing, (message) =>
    deliver(parts, conversation.id, 'post', () => send(parts, drawing, message)),
  );
  if (posted.kind !== 'done') return asSynced(posted);
  const id = posted.value;
  const now = {
    conversation: conversation.id,
    activities: id === undefined ? [] : [id],
    version,
    digest,
    ...(asRoot && id !== undefined ? { root: id } : {}),
  };
  return (await parts.places.setCard(address, now, over)) ? SYNCED : OVERTAKEN;
}

async function send(
  { connector }: PlacingParts,
  { conversation, asRoot }: Drawing,
  message: OutgoingMessage,
): Promise<string | undefined> {
  if (!asRoot) return connector.send(conversation, message);
  return (await connector.createThread(conversation, message)).rootActivityId;
}

/** Content that Teams won't have is our bug: a line of text goes in its place, once, and somebody is told. */
async function withFallback<T>(
  { log }: PlacingParts,
  { card, address }: Drawing,
  attempt: (message: OutgoingMessage) => Promise<Delivered<T>>,
): Promise<Delivered<T>> {
  const summary = summaryOf(card);
  const tried = await attempt({ card, summary });
  if (tried.kind !== 'refused') return tried;
  log.error({ address, failure: tried.failure }, 'Teams refused a card; its text is sent instead');
  return attempt({ text: summary });
}
