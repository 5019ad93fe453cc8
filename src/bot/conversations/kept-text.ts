import { drop, kept, type KeptText } from '../../dialogs/keep-text.js';
import type { CommandContext } from '../commands/context.js';
import type { Click, ClickAnswer } from '../turn.js';
import { dropForm, sendAnyway } from './intake-clicks.js';
import { splitClick } from './op-keys.js';
import { replaceWithWords } from './present-click.js';
import { wordsFor } from './wording.js';

/** Where a text that was kept belongs: its author has said. */
export async function keptTextClick(context: CommandContext, click: Click): Promise<ClickAnswer> {
  const { turn, say } = context;
  const { nonce, inputs } = splitClick(click);
  const text = nonce === undefined ? undefined : await kept(turn.memory, nonce);
  if (!text) return { message: say('keep.over') };
  switch (click.verb) {
    case 'keep-as-details':
      return addTo(context, click, text, Number(inputs['choice'] ?? 0));
    case 'keep-as-new':
      return asNew(context, click, text);
    default:
      await drop(turn.memory, text.nonce);
      if (text.fromIntake) await dropForm(context);
      return replaceWithWords(context, click, { text: say('keep.dropped'), tone: 'good' });
  }
}

async function addTo(
  context: CommandContext,
  click: Click,
  { text, ids, fromIntake }: KeptText,
  choice: number,
): Promise<ClickAnswer> {
  const id = ids[choice];
  if (id === undefined) return { message: context.say('click.bad') };
  const answer = await context.execute({ type: 'add-details', id, text });
  if (fromIntake) await dropForm(context);
  const words = await wordsFor(context, undefined, { kind: 'outcome', answer });
  return replaceWithWords(context, click, words);
}

async function asNew(context: CommandContext, click: Click, kept: KeptText): Promise<ClickAnswer> {
  if (kept.fromIntake) return sendAnyway(context, click);
  const { say } = context;
  await context.startIntake({ text: kept.text });
  return replaceWithWords(context, click, { text: say('intake.started'), tone: 'good' });
}
