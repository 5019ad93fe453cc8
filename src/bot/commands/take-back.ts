import { changeInput, changeMeant } from './change-target.js';
import { defineCommand } from './command.js';

/** One's own wish, before others agreed to it. Never held up by roles: whoever asked may. */
export const takeBack = defineCommand({
  verb: 'take back',
  aliases: { en: ['take back'], nl: ['terugnemen'], fr: ['renoncer'] },
  help: 'takeBack',
  group: 'manage',
  rights: ['take-back'],
  everyday: true,
  cardVerbs: ['take-back'],
  rest: 'change',
  flags: [],
  input: changeInput,
  async run(context, input) {
    const meant = await changeMeant(
      context,
      input,
      ({ state, requester }) => state === 'waiting' && requester === context.who.id,
    );
    if (meant.kind === 'reply') return meant.reply;
    const answer = await context.change({ type: 'take-back', change: meant.id });
    return { kind: 'change', answer };
  },
});
