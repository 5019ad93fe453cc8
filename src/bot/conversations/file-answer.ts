import { takeOffer, type OpenOffer } from '../../dialogs/file-offer.js';
import { ConnectorFailure } from '../../services/desk/failures.js';
import { readerLocale } from '../../services/desk/people/person.js';
import type { ExportOrder } from '../../services/desk/ports.js';
import { whyNotAudit } from '../commands/audit-input.js';
import { aboutOf } from '../commands/audit-query.js';
import type { CommandContext, Services } from '../commands/context.js';
import type { FileAnswer, OutgoingMessage, PlacedFile, Turn } from '../turn.js';
import { fileKey } from './op-keys.js';
import { wordsCard } from './present-message.js';
import { contextFor } from './speaker.js';
import { wordsFor, type Words } from './wording.js';

/**
 * Somebody answered the offer of a file. Whether they may have it is decided again now; what is put where Teams says
 * is made from what was ordered, never from what came back with the answer.
 */
export async function fileAnswered(
  services: Services,
  turn: Turn,
  answer: FileAnswer,
): Promise<(() => Promise<void>) | undefined> {
  const opKey = fileKey(services.hash, turn, answer.nonce);
  const context = await contextFor(services, turn, { via: 'click', opKey });
  const taken = await takeOffer(turn.memory, answer.nonce, await services.requests.now());
  if (taken.kind === 'taken') return undefined;
  const { upload } = answer;
  if (taken.kind === 'over' || !upload) {
    const over = taken.kind === 'over';
    const text = services.t(context.locale, `audit:export.${over ? 'over' : 'declined'}`);
    await replace(context, answer, { text, tone: over ? 'warning' : 'good' });
    return undefined;
  }
  const refusal = whyNotAudit(context, 'audit.export');
  if (refusal) {
    await context.witness('audit-file', refusal);
    const words = await wordsFor(context, undefined, { kind: 'refused', refusal });
    await replace(context, answer, words);
    return undefined;
  }
  const { drop } = services.audit;
  if (![upload.uploadUrl, upload.contentUrl].every((url) => drop.allows(url))) {
    await replace(context, answer, bad(context, 'place', 'placeNext'));
    return undefined;
  }
  return begin(context, { offer: taken.offer, upload, answer });
}

interface Taken {
  readonly offer: OpenOffer;
  readonly upload: NonNullable<FileAnswer['upload']>;
  readonly answer: FileAnswer;
}

/** In the trail before the first byte leaves. */
async function begin(context: CommandContext, taken: Taken): Promise<() => Promise<void>> {
  const { services, locale } = context;
  const about = { ...aboutOf(taken.offer.order.query), right: 'audit.export' };
  await context.witness('audit-file', undefined, about);
  const text = services.t(locale, 'audit:export.uploading');
  await replace(context, taken.answer, { text, tone: 'good' });
  return () => handOver(context, taken);
}

async function handOver(context: CommandContext, { offer, upload, answer }: Taken): Promise<void> {
  try {
    await put(context, offer.order, upload.uploadUrl);
  } catch (error) {
    await replace(context, answer, bad(context, 'failed', 'askLater'));
    throw error;
  }
  const { contentUrl, uniqueId, fileType } = upload;
  const file: PlacedFile = { name: offer.name, contentUrl, uniqueId, fileType };
  const summary = context.services.t(context.locale, 'audit:export.summary');
  await show(context, answer, { file, summary });
}

async function put({ services }: CommandContext, order: ExportOrder, url: string): Promise<void> {
  const file = await services.audit.files.open(order);
  if (file.kind !== 'file') throw new Error(`a file that was offered can't be made: ${file.kind}`);
  await services.audit.drop.put(url, file.bytes, file.pieces());
}

function bad(
  { services, who }: CommandContext,
  sentence: 'place' | 'failed',
  next: 'placeNext' | 'askLater',
): Words {
  const locale = readerLocale(who);
  return {
    text: services.t(locale, `audit:export.${sentence}`),
    next: services.t(locale, `audit:export.${next}`),
    code: 'HD-501',
    tone: 'warning',
  };
}

function replace(context: CommandContext, answer: FileAnswer, words: Words): Promise<void> {
  return show(context, answer, { card: wordsCard(context, words), summary: words.text });
}

/** The offer stays in the chat with live buttons unless something takes its place. */
async function show(
  { turn }: CommandContext,
  { messageId }: FileAnswer,
  message: OutgoingMessage,
): Promise<void> {
  if (messageId === undefined) {
    await turn.send(message);
    return;
  }
  try {
    await turn.update(messageId, message);
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    await turn.send(message);
  }
}
