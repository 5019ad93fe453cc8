import { z } from 'zod';
import { MODES } from '../../services/desk/requests/command.js';
import type { Request } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import { move, type CommandContext } from './context.js';
import { oneOf, requestIdInput, YES } from './inputs.js';
import { deskRefusal } from './may.js';
import type { Consequence, Reply } from './result.js';

const input = z.object({ id: requestIdInput, mode: z.string().max(40).optional() });
type Input = z.infer<typeof input>;

/** Asks the user for consent. Of a request that failed it is another try, with the same rights. */
export const approve = defineCommand({
  verb: 'approve',
  aliases: {
    en: ['approve', 'try again'],
    nl: ['goedkeuren', 'opnieuw proberen'],
    fr: ['approuver', 'réessayer'],
  },
  inThread: ['ok'],
  help: 'approve',
  group: 'work',
  rights: ['approve', 'try-again'],
  cardVerbs: ['approve', 'try-again'],
  about: { role: 'helper', fits: isApprovable },
  flags: [{ name: 'mode', words: ['modus'], value: true }, YES],
  input,
  consequence,
  run,
});

function isApprovable(request: Request): boolean {
  return request.state === 'pending' || request.state === 'failed';
}

/** Nothing is asked of somebody who will be refused anyway, so that nothing is told either. */
async function consequence(
  context: CommandContext,
  { id }: Input,
): Promise<Consequence | undefined> {
  const { services, standing, say } = context;
  const request = await services.requests.get(id);
  if (request === undefined || !isApprovable(request)) return undefined;
  if (deskRefusal(standing, { type: 'approve', id }, request)) return undefined;
  const person = await services.people.get(request.requester);
  const name = person?.name ?? say('someone');
  return {
    sentence: say('confirm.approve', { id, name }),
    yes: say('confirm.approveYes'),
    style: 'positive',
  };
}

async function run(context: CommandContext, { id, mode: text }: Input): Promise<Reply> {
  const { t } = context.services;
  const mode = oneOf(MODES, text ?? 'control', (code) => [
    t('en', `common:mode.${code}`),
    t('nl', `common:mode.${code}`),
    t('fr', `common:mode.${code}`),
  ]);
  if (mode === undefined) return { kind: 'problem', field: 'mode', missing: false };
  const request = await context.services.requests.get(id);
  return request?.state === 'failed'
    ? move(context, { type: 'try-again', id })
    : move(context, { type: 'approve', id, mode });
}
