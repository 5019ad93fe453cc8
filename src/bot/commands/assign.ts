import { z } from 'zod';
import { isOperator } from '../../services/desk/authorise.js';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import { move, type CommandContext } from './context.js';
import { requestIdInput } from './inputs.js';
import { refusalOf } from './may.js';
import { findPerson } from './people-search.js';
import type { Reply } from './result.js';

const input = z.object({ id: requestIdInput, to: z.string().trim().min(1).max(200) });

/** Gives a request to a colleague. */
export const assign = defineCommand({
  verb: 'assign',
  aliases: { en: ['assign'], nl: ['toewijzen'], fr: ['attribuer', 'assigner'] },
  help: 'assign',
  group: 'work',
  rights: ['assign'],
  cardVerbs: ['assign'],
  about: { role: 'helper', fits: (request) => OPEN_STATES.has(request.state) },
  rest: 'to',
  flags: [{ name: 'to', words: ['aan', 'à'], value: true }],
  input,
  run,
});

/** Somebody who may not assign learns nothing about who is in the directory: the desk refuses, and audits it. */
async function run(context: CommandContext, { id, to }: z.infer<typeof input>): Promise<Reply> {
  const { standing, who } = context;
  if (refusalOf('assign', standing)) return move(context, { type: 'assign', id, to: who.id });
  const prefer = (person: typeof who.id) => isOperator(person, standing);
  const search = await findPerson(context, { text: to, field: 'to', prefer });
  return search.kind === 'reply'
    ? search.reply
    : move(context, { type: 'assign', id, to: search.person.id });
}
