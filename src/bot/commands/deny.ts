import { z } from 'zod';
import { defineCommand } from './command.js';
import { move } from './context.js';
import { REASON, requestIdInput, wordsInput } from './inputs.js';

/** No, with a reason: the user reads it. */
export const deny = defineCommand({
  verb: 'deny',
  aliases: { en: ['deny'], nl: ['weigeren'], fr: ['refuser'] },
  help: 'deny',
  group: 'work',
  rights: ['deny'],
  cardVerbs: ['deny'],
  about: { role: 'helper', fits: (request) => request.state === 'pending' },
  rest: 'reason',
  flags: [REASON],
  input: z.object({ id: requestIdInput, reason: wordsInput }),
  run: (context, { id, reason }) => move(context, { type: 'deny', id, reason }),
});
