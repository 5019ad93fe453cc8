import { changeInput, changeMeant } from './change-target.js';
import { defineCommand } from './command.js';
import { refusalOf } from './may.js';

/** Somebody else looked at what one person did alone. */
export const review = defineCommand({
  verb: 'review',
  aliases: { en: ['review'], nl: ['nakijken'], fr: ['examiner'] },
  help: 'review',
  group: 'manage',
  rights: ['review'],
  everyday: true,
  cardVerbs: ['review'],
  rest: 'change',
  flags: [],
  input: changeInput,
  async run(context, input) {
    const refusal = refusalOf('review', context.standing);
    if (refusal) return { kind: 'refused', refusal };
    const meant = await changeMeant(
      context,
      input,
      ({ breakGlass, requester }) =>
        breakGlass !== undefined && !breakGlass.reviewed && requester !== context.who.id,
    );
    if (meant.kind === 'reply') return meant.reply;
    const answer = await context.change({ type: 'review', change: meant.id });
    return { kind: 'change', answer };
  },
});
