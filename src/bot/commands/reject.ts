import { z } from 'zod';
import { changeInput, changeMeant, isForOthers } from './change-target.js';
import { defineCommand } from './command.js';
import { REASON } from './inputs.js';
import { refusalOf } from './may.js';
import { taskOrWords } from './task-id-input.js';
import { moveTask } from './task-moves.js';

/** Somebody else's no, with a reason: whoever asked reads it. */
export const reject = defineCommand({
  verb: 'reject',
  aliases: { en: ['reject'], nl: ['afwijzen', 'verwerpen'], fr: ['rejeter'] },
  help: 'reject',
  group: 'manage',
  rights: ['reject'],
  everyday: true,
  alsoTasks: true,
  cardVerbs: ['reject', 'reject-restart'],
  rest: 'change',
  flags: [REASON],
  input: z.union([taskOrWords, changeInput]),
  async run(context, input) {
    const refusal = refusalOf('reject', context.standing);
    if (refusal) return { kind: 'refused', refusal };
    if ('task' in input) {
      const { task, reason = '' } = input;
      return moveTask(context, { type: 'reject-restart', task, reason });
    }
    const meant = await changeMeant(
      context,
      input,
      (change) => change.state === 'waiting' && isForOthers(change, context),
    );
    if (meant.kind === 'reply') return meant.reply;
    const answer = await context.change({
      type: 'reject',
      change: meant.id,
      reason: meant.words ?? '',
    });
    return { kind: 'change', answer };
  },
});
