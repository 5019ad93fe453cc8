import type { RequestId } from '../../services/desk/ids.js';
import { currentSession } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import { move, type CommandContext } from './context.js';
import { idOnly } from './inputs.js';
import type { Reply } from './result.js';

/** Gives the helper, and nobody else, the link to the session. */
export const sessionConnect = defineCommand({
  verb: 'session connect',
  aliases: {
    en: ['session connect', 'connect'],
    nl: ['sessie verbinden', 'verbinden'],
    fr: ['session connecter', 'connecter'],
  },
  help: 'session-connect',
  group: 'work',
  rights: ['connect'],
  cardVerbs: ['connect'],
  about: { role: 'helper', fits: (request) => request.state === 'active' },
  flags: [],
  input: idOnly,
  run,
});

/** A typed one is answered with the card that a click would have been answered on. */
async function run(context: CommandContext, { id }: { id: RequestId }): Promise<Reply> {
  const reply = await move(context, { type: 'connect', id });
  if (context.via === 'click' || reply.kind !== 'outcome' || reply.answer.kind !== 'done')
    return reply;
  const { requests, kept } = context.services;
  const request = await requests.get(id);
  const session = request && currentSession(request);
  if (!session) return reply;
  const address = { of: 'request', id, place: `session-${session.n}` } as const;
  const card = await kept.current(address, context.reader);
  return card
    ? { kind: 'card', card, summary: context.say('connect.summary', { id }), address }
    : reply;
}
