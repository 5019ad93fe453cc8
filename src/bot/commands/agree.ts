import { changeInput, changeMeant, isForOthers } from './change-target.js';
import { defineCommand } from './command.js';
import { refusalOf } from './may.js';

/** Somebody else's yes to what takes two people. */
export const agree = defineCommand({
  verb: 'agree',
  aliases: { en: ['agree'], nl: ['instemmen', 'akkoord'], fr: ['accorder', "d'accord"] },
  help: 'agree',
  group: 'manage',
  rights: ['agree'],
  everyday: true,
  cardVerbs: ['agree'],
  rest: 'change',
  flags: [],
  input: changeInput,
  async run(context, input) {
    const refusal = refusalOf('agree', context.standing);
    if (refusal) return { kind: 'refused', refusal };
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
