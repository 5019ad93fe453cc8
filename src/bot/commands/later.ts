import { move } from './context.js';
import { idOnly } from './inputs.js';
import { defineCommand } from './command.js';

/** Asks for consent again after a while, a few times. */
export const later = defineCommand({
  verb: 'later',
  aliases: { en: ['later'], nl: ['straks'], fr: ['plus tard'] },
  help: 'later',
  group: 'ask',
  rights: ['later'],
  cardVerbs: ['later'],
  about: { role: 'requester', fits: (request) => request.state === 'approved' },
  flags: [],
  input: idOnly,
  run: (context, { id }) => move(context, { type: 'later', id }),
});
