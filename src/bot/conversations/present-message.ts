import type { CardJson } from '../../cards/render.js';
import type { Declared } from '../commands/declared.js';
import type { CommandContext } from '../commands/context.js';
import type { Reply } from '../commands/result.js';
import { keepCopy } from './copies.js';
import { errorWords, wordsFor, type Words } from './wording.js';

/** Answers a message: with a card of its own, in the thread it came in. */
export async function presentMessage(
  context: CommandContext,
  command: Declared | undefined,
  reply: Exclude<Reply, { kind: 'choice' }>,
): Promise<void> {
  if (reply.kind === 'nothing') return;
  const { turn } = context;
  if (reply.kind === 'card') {
    const { card, summary, address } = reply;
    const activityId = await turn.send({ card, summary });
    if (address && activityId !== undefined) await keepCopy(context, address, activityId);
    return;
  }
  const words = await wordsFor(context, command, reply);
  await turn.send({ card: wordsCard(context, words), summary: words.text });
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
