import { z } from 'zod';
import { OPEN_STATES, type Request } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import { errorVoice, move, type CommandContext } from './context.js';
import { optionalWords, REASON, requestIdInput, YES } from './inputs.js';
import { deskRefusal, refusalOf, seesAtDesk } from './may.js';
import type { Consequence, Reply } from './result.js';
import { taskOrWords } from './task-id-input.js';
import { moveTask } from './task-moves.js';

const ofRequest = z.object({ id: requestIdInput, reason: optionalWords, text: optionalWords });
const input = z.union([taskOrWords, ofRequest]);
type Input = z.infer<typeof input>;

/** Of one's own request: withdraws it. Of somebody else's, by the help desk: takes the approval back. */
export const cancel = defineCommand({
  verb: 'cancel',
  aliases: {
    en: ['cancel', 'withdraw'],
    nl: ['annuleren', 'intrekken'],
    fr: ['annuler', 'retirer'],
  },
  help: 'cancel',
  group: 'ask',
  rights: ['withdraw', 'cancel-approval', 'cancel-restart'],
  alsoTasks: true,
  cardVerbs: ['withdraw', 'cancel-approval', 'cancel-restart'],
  about: { role: 'requester', fits: (request) => OPEN_STATES.has(request.state) },
  rest: 'reason',
  flags: [REASON, YES],
  input,
  consequence,
  run,
});

async function consequence(
  context: CommandContext,
  asked: Input,
): Promise<Consequence | undefined> {
  if ('task' in asked) return undefined;
  const { id } = asked;
  const request = await context.services.requests.get(id);
  if (request === undefined) return undefined;
  const { say, who } = context;
  if (request.requester === who.id) {
    const open = OPEN_STATES.has(request.state);
    return open
      ? {
          sentence: say('confirm.withdraw', { id }),
          yes: say('confirm.withdrawYes'),
          style: 'destructive',
        }
      : undefined;
  }
  const mayCancel = !deskRefusal(context.standing, { type: 'cancel-approval', id }, request);
  return request.state === 'approved' && mayCancel
    ? {
        sentence: say('confirm.cancelApproval', { id }),
        yes: say('confirm.cancelApprovalYes'),
        style: 'destructive',
      }
    : undefined;
}

async function run(context: CommandContext, asked: Input): Promise<Reply> {
  if ('task' in asked) return moveTask(context, { type: 'cancel-restart', task: asked.task });
  const { id, reason, text } = asked;
  const request = await context.services.requests.get(id);
  const why = reason ?? text;
  // One that they can't see is answered like one that isn't there.
  if (request === undefined || !isOthers(context, request))
    return move(context, { type: 'withdraw', id, ...(why ? { reason: why } : {}) });
  if (request.state === 'pending' && !refusalOf('cancel-approval', context.standing)) {
    const { say } = errorVoice(context);
    const params = { id };
    const next = say('cancel.denyInstead', params);
    return { kind: 'advice', sentence: say('cancel.notYours', params), next, code: 'HD-302' };
  }
  return move(context, { type: 'cancel-approval', id });
}

/** Somebody else's, for the desk to take the approval back. */
function isOthers({ standing, who }: CommandContext, request: Request): boolean {
  return request.requester !== who.id && seesAtDesk(standing, request);
}
