import { move } from './context.js';
import { idOnly } from './inputs.js';
import { defineCommand } from './command.js';

/** The user says that it works again. */
export const solved = defineCommand({
  verb: 'solved',
  aliases: { en: ['solved'], nl: ['opgelost'], fr: ['résolu'] },
  help: 'solved',
  group: 'ask',
  rights: ['confirm-solved'],
  cardVerbs: ['confirm-solved'],
  about: {
    role: 'requester',
    fits: (request) => request.state === 'ended' || request.state === 'closed',
  },
  flags: [],
  input: idOnly,
  run: (context, { id }) => move(context, { type: 'confirm-solved', id }),
});
