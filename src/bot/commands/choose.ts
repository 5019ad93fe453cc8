import { z } from 'zod';
import { fold } from '../../services/desk/input/fold.js';
import { parseTaskId, type TaskId } from '../../services/desk/ids.js';
import { isAnswerable } from '../../services/desk/tasks/decide-user.js';
import { ANSWERS, type Answered } from '../../services/desk/tasks/item.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { errorVoice } from './context.js';
import { optionalWords } from './inputs.js';
import { moveTask } from './task-moves.js';
import type { Reply } from './result.js';

const WORDS: Readonly<Record<Answered, readonly string[]>> = {
  now: ['now', 'nu', 'maintenant'],
  'in-15-min': ['15', '15m', '15 min', 'in 15 min', 'over 15 min', 'dans 15 min', '15 minutes'],
  'in-1-h': ['1', '1h', '1u', '1 h', 'in 1 h', '1 hour', 'over 1 uur', 'dans 1 heure', '1 uur'],
  tonight: ['tonight', 'vanavond', 'ce soir'],
  'not-today': ['not today', 'vandaag niet', 'niet vandaag', "pas aujourd'hui", 'no', 'nee', 'non'],
};

const input = z.object({
  id: z.string().max(40).optional(),
  n: z.coerce.number().int().min(1).max(200).optional(),
  answer: optionalWords,
});

/** The user of a PC says when it may restart. */
export const choose = defineCommand({
  verb: 'choose',
  aliases: { en: ['choose'], nl: ['kies', 'kiezen'], fr: ['choisir'] },
  help: 'choose',
  group: 'ask',
  rights: ['choose'],
  cardVerbs: ['answer-restart'],
  rest: 'answer',
  flags: [],
  input,
  run,
});

async function run(context: CommandContext, given: z.infer<typeof input>): Promise<Reply> {
  const { id, answer = '' } = given;
  const chosen = answerIn(answer);
  if (chosen === undefined) return { kind: 'problem', field: 'answer', missing: answer === '' };
  const task = id === undefined ? undefined : parseTaskId(id);
  const { n } = given;
  const asked = task && n !== undefined ? { task, n } : await question(context);
  if (!asked) return nothing(context);
  return moveTask(context, { type: 'answer-restart', ...asked, answer: chosen });
}

function answerIn(text: string): Answered | undefined {
  const said = fold(text.trim());
  return ANSWERS.find(
    (answer) => answer === said || WORDS[answer].some((word) => fold(word) === said),
  );
}

/** The newest question that waits for this person. */
async function question({
  services,
  who,
}: CommandContext): Promise<{ readonly task: TaskId; readonly n: number } | undefined> {
  const open = await services.tasks.open();
  const asked = open.flatMap(({ id, items }) =>
    items
      .filter((item) => item.owner === who.id && isAnswerable(item))
      .map((item) => ({ task: id, n: item.n, movedAt: item.movedAt })),
  );
  const [newest] = asked.sort((left, right) => right.movedAt - left.movedAt);
  return newest && { task: newest.task, n: newest.n };
}

function nothing(context: CommandContext): Reply {
  const { locale } = errorVoice(context);
  const { t } = context.services;
  const sentence = t(locale, 'tasks:nothingAsked');
  return { kind: 'advice', sentence, next: t(locale, 'tasks:nothingAskedNext'), code: 'HD-103' };
}
