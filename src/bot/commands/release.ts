import { move } from './context.js';
import { idOnly } from './inputs.js';
import { defineCommand } from './command.js';

/** Back to the queue. */
export const release = defineCommand({
  verb: 'release',
  aliases: { en: ['release'], nl: ['teruggeven', 'vrijgeven'], fr: ['rendre', 'libérer'] },
  help: 'release',
  group: 'work',
  rights: ['release'],
  cardVerbs: ['release'],
  about: { role: 'helper', fits: (request) => request.assignee !== undefined },
  flags: [],
  input: idOnly,
  run: (context, { id }) => move(context, { type: 'release', id }),
});
