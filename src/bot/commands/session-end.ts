import { z } from 'zod';
import type { RequestState } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import { move } from './context.js';
import { optionalWords, requestIdInput } from './inputs.js';

const IN_SESSION: ReadonlySet<RequestState> = new Set(['active', 'connecting']);

/** Either side ends it, at any time; nobody is asked whether they are sure. */
export const sessionEnd = defineCommand({
  verb: 'session end',
  aliases: {
    en: ['session end', 'end session'],
    nl: ['sessie beëindigen', 'sessie einde'],
    fr: ['fin de session', 'session fin', 'terminer la session'],
  },
  help: 'session-end',
  group: 'ask',
  rights: ['end-session'],
  cardVerbs: ['end-session'],
  about: { role: 'either', fits: (request) => IN_SESSION.has(request.state) },
  rest: 'text',
  flags: [{ name: 'note', words: ['notitie', 'remarque'], value: true }],
  input: z.object({ id: requestIdInput, note: optionalWords, text: optionalWords }),
  run: (context, { id, note, text }) => {
    const words = note ?? text;
    return move(context, { type: 'end-session', id, ...(words ? { note: words } : {}) });
  },
});
