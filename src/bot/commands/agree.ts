import { z } from 'zod';
import { changeInput, changeMeant, isForOthers } from './change-target.js';
import { defineCommand } from './command.js';
import { refusalOf } from './may.js';
import { taskOrWords } from './task-id-input.js';
import { moveTask } from './task-moves.js';

/** Somebody else's yes to what takes two people. */
export const agree = defineCommand({
  verb: 'agree',
  aliases: { en: ['agree'], nl: ['instemmen', 'akkoord'], fr: ['accorder', "d'accord"] },
  help: 'agree',
  group: 'manage',
  rights: ['agree'],
  everyday: true,
  alsoTasks: true,
  cardVerbs: ['agree', 'agree-restart'],
  rest: 'change',
  flags: [],
  input: z.union([taskOrWords, changeInput]),
  async run(context, input) {
    const refusal = refusalOf('agree', context.standing);
    if (refusal) return { kind: 'refused', refusal };
    if ('task' in input) return moveTask(context, { type: 'agree-restart', task: input.task });
    const meant = await changeMeant(
      context,
      input,
      (change) => change.state === 'waiting' && isForOthers(change, context),
    );
    if (meant.kind === 'reply') return meant.reply;
    const answer = await context.change({ type: 'agree', change: meant.id });
    return { kind: 'change', answer };
  },
});
