import type { CardJson } from '../../cards/render.js';
import type { Declared } from '../commands/declared.js';
import type { CommandContext } from '../commands/context.js';
import { isPrivate, type Reply } from '../commands/result.js';
import type { OutgoingMessage } from '../turn.js';
import { keepCopy } from './copies.js';
import { errorWords, wordsFor, type Words } from './wording.js';

/**
 * Answers a message: with a card of its own, in the thread it came in. What concerns its author alone, only they are
 * told, and in their language.
 */
export async function presentMessage(
  context: CommandContext,
  command: Declared | undefined,
  reply: Exclude<Reply, { kind: 'choice' }>,
): Promise<void> {
  if (reply.kind === 'nothing') return;
  const alone = isPrivate(reply);
  if (reply.kind === 'card') {
    const { card, summary, address } = reply;
    const activityId = await tell(context, { card, summary }, alone);
    if (address && activityId !== undefined) await keepCopy(context, address, activityId);
    return;
  }
  const spoken = alone ? inAside(context) : context;
  const words = await wordsFor(spoken, command, reply);
  await tell(context, { card: wordsCard(spoken, words), summary: words.text }, alone);
}

/** The same context, speaking to its person alone. */
export function inAside(context: CommandContext): CommandContext {
  return { ...context, ...context.aside };
}

/**
 * Sends an answer: for the asker's eyes when it is `alone` or they asked that way. Gives the message's id where it
 * can be kept true; a targeted one can't, for it is gone after a day.
 */
export async function tell(
  { turn }: Pick<CommandContext, 'turn'>,
  message: OutgoingMessage,
  alone = false,
): Promise<string | undefined> {
  if (turn.place === 'personal' || !(alone || turn.targeted)) return turn.send(message);
  await turn.whisper(message);
  return undefined;
}

/** Words as a card: an error with its next step, or a notice. */
export function wordsCard({ services, reader }: CommandContext, words: Words): CardJson {
  if (words.code !== undefined) return services.cards.error(errorWords(words), reader);
  const { text, detail } = words;
  return services.cards.notice(
    { sentence: text, ...(detail === undefined ? {} : { detail }) },
    reader,
  );
}
