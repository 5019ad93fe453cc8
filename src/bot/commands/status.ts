import { z } from 'zod';
import type { RequestId } from '../../services/desk/ids.js';
import { fold } from '../../services/desk/input/fold.js';
import type { Request } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords, requestIdInput } from './inputs.js';
import { refusalOf, seesAtDesk } from './may.js';
import type { Reply } from './result.js';

const LAST: ReadonlySet<string> = new Set(['last', 'laatste', 'derniere', 'dernier']);
const input = z.object({ id: requestIdInput.optional(), which: optionalWords });

/** One request as it is now: one's own, or any that the help desk's rules let them see. */
export const status = defineCommand({
  verb: 'status',
  aliases: { en: ['status', 'show'], nl: ['stand'], fr: ['statut', 'état'] },
  help: 'status',
  group: 'ask',
  rights: ['status'],
  cardVerbs: ['show'],
  takesId: true,
  rest: 'which',
  flags: [],
  input,
  run,
});

async function run(context: CommandContext, { id, which }: z.infer<typeof input>): Promise<Reply> {
  const refusal = refusalOf('status', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  if (which !== undefined && !LAST.has(fold(which)))
    return { kind: 'problem', field: 'id', missing: false };
  const { requests } = context.services;
  const named = id ?? (which === undefined ? await ofThread(context) : undefined);
  const request =
    named === undefined ? (await requests.of(context.who.id, 1))[0] : await requests.get(named);
  if (request === undefined && named === undefined) {
    return { kind: 'said', text: context.say('requests.none') };
  }
  return (request && (await show(context, request))) ?? notFound(named ?? request?.id);
}

/** In the thread of a request, that one. */
async function ofThread({ turn, services }: CommandContext): Promise<RequestId | undefined> {
  const { root } = turn.conversation;
  return turn.place === 'help-desk' && root !== undefined
    ? services.places.requestOfThread(root)
    : undefined;
}

function notFound(id: RequestId | undefined): Reply {
  return id === undefined
    ? { kind: 'problem', field: 'id', missing: true }
    : { kind: 'refused', refusal: { code: 'HD-103', reason: 'not-found', id } };
}

/** In the requester's chat their own card; everywhere else, for the help desk, the channel's. */
async function show(context: CommandContext, request: Request): Promise<Reply | undefined> {
  const { who, standing, turn, services, reader, say } = context;
  const own = request.requester === who.id && turn.place === 'personal';
  if (!own && !seesAtDesk(standing, request)) return undefined;
  const address = { of: 'request', id: request.id, place: own ? 'user' : 'channel' } as const;
  const card = await services.kept.current(address, reader);
  if (card === undefined) return undefined;
  const summary = say('status.summary', { id: request.id });
  // A copy of the channel's card lies in another conversation than the card itself: it can't be kept true.
  return { kind: 'card', card, summary, ...(own ? { address } : {}) };
}
