import { move } from './context.js';
import { idOnly } from './inputs.js';
import { defineCommand } from './command.js';

/** No consent. `/deny` is the help desk's own no. */
export const decline = defineCommand({
  verb: 'decline',
  aliases: { en: ['decline'], nl: ['afslaan'], fr: ['décliner'] },
  help: 'decline',
  group: 'ask',
  rights: ['decline'],
  cardVerbs: ['decline'],
  about: { role: 'requester', fits: (request) => request.state === 'approved' },
  flags: [],
  input: idOnly,
  run: (context, { id }) => move(context, { type: 'decline', id }),
});
