import { z } from 'zod';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import { move } from './context.js';
import { requestIdInput, wordsInput } from './inputs.js';
import { defineCommand } from './command.js';

/** More about a request of one's own; whoever helps is told. */
export const update = defineCommand({
  verb: 'update',
  aliases: { en: ['update', 'add'], nl: ['aanvullen'], fr: ['compléter', 'ajouter'] },
  help: 'update',
  group: 'ask',
  rights: ['add-details'],
  cardVerbs: ['add-details'],
  about: { role: 'requester', fits: (request) => OPEN_STATES.has(request.state) },
  rest: 'text',
  flags: [],
  input: z.object({ id: requestIdInput, text: wordsInput }),
  run: (context, { id, text }) => move(context, { type: 'add-details', id, text }),
});
