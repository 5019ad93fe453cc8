import { move } from './context.js';
import { idOnly } from './inputs.js';
import { defineCommand } from './command.js';

/** Consent: only after it is a session made. */
export const accept = defineCommand({
  verb: 'accept',
  aliases: { en: ['accept'], nl: ['accepteren', 'aanvaarden'], fr: ['accepter'] },
  help: 'accept',
  group: 'ask',
  rights: ['accept'],
  cardVerbs: ['accept'],
  about: { role: 'requester', fits: (request) => request.state === 'approved' },
  flags: [],
  input: idOnly,
  run: (context, { id }) => move(context, { type: 'accept', id }),
});
