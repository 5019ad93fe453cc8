import { move } from './context.js';
import { idOnly } from './inputs.js';
import { defineCommand } from './command.js';

/** Asks the user for consent once more. */
export const askAgain = defineCommand({
  verb: 'ask again',
  aliases: { en: ['ask again'], nl: ['opnieuw vragen'], fr: ['redemander'] },
  help: 'ask-again',
  group: 'work',
  rights: ['ask-again'],
  cardVerbs: ['ask-again'],
  about: { role: 'helper', fits: (request) => request.state === 'approved' },
  flags: [],
  input: idOnly,
  run: (context, { id }) => move(context, { type: 'ask-again', id }),
});
