import { z } from 'zod';
import {
  parseChangeId,
  parseRequestId,
  parseTaskId,
  type ChangeId,
  type PersonId,
  type RequestId,
  type TaskId,
} from '../../services/desk/ids.js';
import type { Refusal } from '../../services/desk/refusal.js';
import type { Explained } from '../../services/desk/why.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords } from './inputs.js';
import { refusalOf } from './may.js';
import type { Reply } from './result.js';
import { peopleIn, whyWords } from './why-words.js';

const input = z.object({ id: z.string().max(40).optional(), what: optionalWords });

/** Which rule allowed, denied or holds a request or a change, in words. For the one who asks alone. */
export const why = defineCommand({
  verb: 'why',
  aliases: { en: ['why'], nl: ['waarom'], fr: ['pourquoi'] },
  help: 'why',
  group: 'ask',
  rights: ['why'],
  cardVerbs: [],
  takesId: true,
  rest: 'what',
  flags: [],
  input,
  run,
});

async function run(context: CommandContext, { id, what }: z.infer<typeof input>): Promise<Reply> {
  const { standing, services, who } = context;
  const refusal = refusalOf('why', standing);
  if (refusal) return { kind: 'refused', refusal };
  const named = id ?? what;
  const about = named === undefined ? await unnamed(context) : parsed(named);
  if (about === undefined) return { kind: 'problem', field: 'id', missing: named === undefined };
  const explained = await services.why.of(about, who.id);
  return explained ? told(context, explained) : { kind: 'refused', refusal: notFound(about) };
}

function parsed(text: string): RequestId | ChangeId | TaskId | undefined {
  return parseChangeId(text) ?? parseTaskId(text) ?? parseRequestId(text);
}

/** The request whose thread it is asked in, else one's own newest. */
async function unnamed({ turn, services, who }: CommandContext): Promise<RequestId | undefined> {
  const { root } = turn.conversation;
  if (turn.place === 'help-desk' && root !== undefined) {
    return services.places.requestOfThread(root);
  }
  const [newest] = await services.requests.of(who.id, 1);
  return newest?.id;
}

function notFound(id: RequestId | ChangeId | TaskId): Refusal {
  if (isTask(id)) return { code: 'HD-103', reason: 'task-not-found', task: id };
  return isChange(id)
    ? { code: 'HD-103', reason: 'change-not-found', change: id }
    : { code: 'HD-103', reason: 'not-found', id };
}

function isTask(id: RequestId | ChangeId | TaskId): id is TaskId {
  return id.startsWith('TASK-');
}

function isChange(id: RequestId | ChangeId): id is ChangeId {
  return id.startsWith('CHG-');
}

async function told(context: CommandContext, explained: Explained): Promise<Reply> {
  const { services, aside } = context;
  const ids: readonly PersonId[] = peopleIn(explained);
  const people = await services.people.many(ids);
  const { text, lines } = whyWords(
    { t: services.t, locale: aside.locale, timeZone: aside.reader.timeZone, people },
    explained,
  );
  return { kind: 'said', text, detail: lines.join('\n'), private: true };
}
