import type { CardJson } from '../../cards/render.js';
import { ConnectorFailure } from '../../services/desk/failures.js';
import type { Declared } from '../commands/declared.js';
import type { CommandContext } from '../commands/context.js';
import type { Click, ClickAnswer } from '../turn.js';
import { cardClicked } from './clicked-place.js';
import { splitClick } from './op-keys.js';
import { wordsCard } from './present-message.js';
import type { Presentable } from './run-command.js';
import { sentenceOf, wordsFor, type Words } from './wording.js';

/** The answer of a click on a card that is kept: that card as it is now, with what happened on it. */
export async function presentClick(
  context: CommandContext,
  click: Click,
  command: Declared | undefined,
  reply: Presentable,
): Promise<ClickAnswer> {
  if (reply.kind === 'card') return lasting(context, click, reply.card, reply.summary);
  if (reply.kind === 'nothing') return answerWith(context, click, undefined);
  const words = await wordsFor(context, command, reply);
  return answerWith(context, click, words);
}

/**
 * The card that was clicked, as it is now. A notice or an error gives way to what came of it; welcome, help and the
 * like aren't about anything that changes: they stay, and a line says what happened.
 */
export async function answerWith(
  context: CommandContext,
  click: Click,
  words: Words | undefined,
): Promise<ClickAnswer> {
  const reader = words ? { ...context.reader, sentence: sentenceOf(words) } : context.reader;
  const card = await cardClicked({ ...context, reader }, click);
  if (card && words) return lasting(context, click, card, words.text);
  if (card) return { card };
  if (words === undefined) return { message: context.say('click.stays') };
  const { nonce, id } = splitClick(click);
  if (nonce === undefined && id === undefined) return { message: sentenceOf(words).text };
  return lasting(context, click, wordsCard(context, words), words.text);
}

/** A whispered card is nobody's copy of a kept one: unless it is changed too, it is as it was when they come back. */
function lasting(
  context: CommandContext,
  click: Click,
  card: CardJson,
  summary: string,
): Promise<ClickAnswer> | ClickAnswer {
  return context.turn.targeted ? replaceCard(context, click, card, summary) : { card };
}

/** The answer of a click on a question: what came of it stands in its place from now on, for everybody. */
export async function replaceWithWords(
  context: CommandContext,
  click: Click,
  words: Words,
): Promise<ClickAnswer> {
  return replaceCard(context, click, wordsCard(context, words), words.text);
}

/**
 * An invoke's answer is seen by the one who clicked and is gone when they come back: the message is changed as well.
 * It may have been deleted; that changes nothing about the answer.
 */
export async function replaceCard(
  { turn }: CommandContext,
  click: Click,
  card: CardJson,
  summary: string,
): Promise<ClickAnswer> {
  if (click.messageId === undefined) return { card };
  try {
    await turn.update(click.messageId, { card, summary });
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
  }
  return { card };
}
