import { z } from 'zod';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import { move } from './context.js';
import { requestIdInput, wordsInput } from './inputs.js';
import { defineCommand } from './command.js';

/** For colleagues only: the user never sees it. */
export const note = defineCommand({
  verb: 'note',
  aliases: { en: ['note'], nl: ['notitie'], fr: ['noter'] },
  help: 'note',
  group: 'work',
  rights: ['note'],
  cardVerbs: ['note'],
  about: { role: 'helper', fits: (request) => OPEN_STATES.has(request.state) },
  rest: 'text',
  flags: [],
  input: z.object({ id: requestIdInput, text: wordsInput }),
  run: (context, { id, text }) => move(context, { type: 'note', id, text }),
});
