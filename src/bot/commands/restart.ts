import { z } from 'zod';
import { parseRequestId, parseTaskId, type RequestId } from '../../services/desk/ids.js';
import type { Request } from '../../services/desk/requests/request.js';
import type { Wish } from '../../services/desk/tasks/task.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords, REASON, YES } from './inputs.js';
import { refusalOf, seesAtDesk } from './may.js';
import { AT, BATCH, DRY_RUN, FORCE, formOf, howIn, howShape, PART } from './restart-flags.js';
import { targetsIn, type TargetsMeant } from './restart-targets.js';
import type { Reply } from './result.js';
import { momentIn } from './when.js';

const input = z.object({
  targets: optionalWords,
  reason: optionalWords,
  at: optionalWords,
  ...howShape,
  part: z
    .string()
    .regex(/^\d{1,3}\/\d{1,3}$/)
    .optional(),
  /** Of a request's card, or of the task that has too many PCs. */
  id: z.string().max(40).optional(),
});
type Input = z.infer<typeof input>;

/** Checks PCs, and restarts them once its asker confirmed and others agreed. */
export const restart = defineCommand({
  verb: 'restart',
  aliases: {
    en: ['restart', 'reboot'],
    nl: ['herstart', 'herstarten'],
    fr: ['redémarrer', 'redémarrage'],
  },
  help: 'restart',
  group: 'work',
  rights: ['restart'],
  everyday: true,
  cardVerbs: ['restart'],
  rest: 'targets',
  flags: [REASON, AT, FORCE, DRY_RUN, BATCH, PART, YES],
  input,
  run,
});

async function run(context: CommandContext, given: Input): Promise<Reply> {
  const refusal = refusalOf('restart', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  const repeated = given.part === undefined ? undefined : await partOfTask(context, given);
  if (repeated) return repeated;
  const request = await requestMeant(context, given);
  if (request === 'not-found') return { kind: 'problem', field: 'id', missing: false };
  const meant = await targetsOf(context, given, request);
  if (meant.kind === 'reply') return meant.reply;
  const { targets } = meant;
  const { reason } = given;
  if (targets.length === 0 || reason === undefined) return askFor(context, given);
  const at = given.at === undefined ? undefined : await momentIn(context, given.at);
  if (at === 'unclear') return { kind: 'problem', field: 'at', missing: false };
  const { part } = given;
  const [k, of] = part?.split('/').map(Number) ?? [];
  const wish: Wish = {
    targets,
    ...howIn(given),
    ...(at === undefined ? {} : { at }),
    ...(k === undefined || of === undefined || k < 1 || k > of ? {} : { part: { k, of } }),
    ...(request === undefined ? {} : { request: request.id }),
  };
  return { kind: 'task', answer: await context.task({ type: 'restart', wish, reason }) };
}

/** Of a request's card, or of its thread when nothing else was named. */
async function requestMeant(
  context: CommandContext,
  { id, targets }: Input,
): Promise<Request | 'not-found' | undefined> {
  const { services, standing } = context;
  const named = id === undefined ? undefined : parseRequestId(id);
  const meant = named ?? (targets === undefined ? await requestOfThread(context) : undefined);
  if (meant === undefined) return undefined;
  const request = await services.requests.get(meant);
  return request && seesAtDesk(standing, request) ? request : 'not-found';
}

async function requestOfThread({ turn, services }: CommandContext): Promise<RequestId | undefined> {
  const { root } = turn.conversation;
  return turn.place === 'help-desk' && root !== undefined
    ? services.places.requestOfThread(root)
    : undefined;
}

async function targetsOf(
  context: CommandContext,
  { targets }: Input,
  request: Request | undefined,
): Promise<TargetsMeant> {
  if (targets !== undefined) return targetsIn(context, targets);
  if (request?.device.kind !== 'managed') return { kind: 'targets', targets: [] };
  const { id, name } = request.device;
  return { kind: 'targets', targets: [{ kind: 'device', id, name }] };
}

/** What is missing is asked for with what is known filled in. */
function askFor({ services, reader, opKey }: CommandContext, given: Input): Reply {
  const { targets = '', reason = '', at = '' } = given;
  const nonce = `restart.${opKey.slice(-40)}`;
  const view = { nonce, targets, reason, at, ...formOf(given) };
  const card = services.cards.restartForm(view, reader);
  const summary = services.t(reader.locale, 'tasks:form.title');
  return { kind: 'card', card, summary };
}

/** One part of what was too much at once: the same wish, smaller. */
async function partOfTask(
  context: CommandContext,
  { id, part = '' }: Input,
): Promise<Reply | undefined> {
  const task = id === undefined ? undefined : parseTaskId(id);
  const found = task && (await context.services.tasks.get(task));
  if (!found || found.requester !== context.who.id) return undefined;
  const [k = 0, of = 0] = part.split('/').map(Number);
  const words = await context.services.tasks.words(found.id);
  const reason = words.get(found.reason)?.text ?? '';
  // Of a plan's turn it is a restart of its own.
  const { plan: _turn, ...rest } = found.wish;
  const wish: Wish = { ...rest, part: { k, of } };
  return { kind: 'task', answer: await context.task({ type: 'restart', wish, reason }) };
}
