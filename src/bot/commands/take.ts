import { move } from './context.js';
import { idOnly } from './inputs.js';
import { defineCommand } from './command.js';

/** Takes a request out of the queue; two who try get one winner. */
export const take = defineCommand({
  verb: 'take',
  aliases: { en: ['take'], nl: ['nemen', 'pakken'], fr: ['prendre'] },
  help: 'take',
  group: 'work',
  rights: ['take'],
  cardVerbs: ['take'],
  about: { role: 'helper', fits: (request) => request.state === 'pending' },
  flags: [],
  input: idOnly,
  run: (context, { id }) => move(context, { type: 'take', id }),
});
