import { z } from 'zod';
import { defineCommand } from './command.js';
import { move } from './context.js';
import { durationInput, requestIdInput } from './inputs.js';

/** Moves the deadline and its warnings. */
export const extend = defineCommand({
  verb: 'extend',
  aliases: { en: ['extend'], nl: ['verlengen'], fr: ['prolonger'] },
  help: 'extend',
  group: 'work',
  rights: ['extend'],
  cardVerbs: ['extend'],
  about: { role: 'helper', fits: (request) => request.state === 'pending' },
  rest: 'by',
  flags: [{ name: 'by', words: ['met', 'de'], value: true }],
  input: z.object({ id: requestIdInput, by: durationInput }),
  run: (context, { id, by }) =>
    move(context, { type: 'extend', id, ...(by === undefined ? {} : { by }) }),
});
