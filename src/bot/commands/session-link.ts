import { move } from './context.js';
import { idOnly } from './inputs.js';
import { defineCommand } from './command.js';

/** A new session in place of one whose links no longer work. */
export const sessionLink = defineCommand({
  verb: 'session link',
  aliases: { en: ['session link'], nl: ['sessie link'], fr: ['session lien'] },
  help: 'session-link',
  group: 'work',
  rights: ['new-link'],
  cardVerbs: ['new-link'],
  about: { role: 'helper', fits: (request) => request.state === 'active' },
  flags: [],
  input: idOnly,
  run: (context, { id }) => move(context, { type: 'new-link', id }),
});
