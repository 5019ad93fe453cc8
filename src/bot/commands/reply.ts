import { z } from 'zod';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import { move } from './context.js';
import { requestIdInput, wordsInput } from './inputs.js';
import { defineCommand } from './command.js';

/** To the user; what they type next comes back into the thread. */
export const reply = defineCommand({
  verb: 'reply',
  aliases: { en: ['reply'], nl: ['antwoorden', 'antwoord'], fr: ['répondre', 'réponse'] },
  help: 'reply',
  group: 'work',
  rights: ['reply'],
  cardVerbs: ['reply'],
  about: { role: 'helper', fits: (request) => OPEN_STATES.has(request.state) },
  rest: 'text',
  flags: [],
  input: z.object({ id: requestIdInput, text: wordsInput }),
  run: (context, { id, text }) => move(context, { type: 'reply', id, text }),
});
