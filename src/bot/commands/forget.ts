import { z } from 'zod';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import { defineCommand } from './command.js';
import { errorVoice, type CommandContext } from './context.js';
import { optionalWords, REASON, wordsInput } from './inputs.js';
import { refusalOf } from './may.js';
import { findPerson } from './people-search.js';
import { ALONE, JUSTIFICATION, propose } from './propose.js';
import type { Reply } from './result.js';

const input = z.object({
  whom: wordsInput,
  reason: optionalWords,
  justification: optionalWords,
  alone: z.boolean().optional(),
});
type Input = z.infer<typeof input>;

/** Somebody's requests that are looked at; more aren't open at once. */
const MOST = 100;

/** Removes everything kept of a person: takes two people, and nothing of theirs may be open. */
export const forget = defineCommand({
  verb: 'forget',
  aliases: { en: ['forget'], nl: ['vergeten'], fr: ['oublier'] },
  help: 'forget',
  group: 'manage',
  rights: ['forget'],
  everyday: true,
  cardVerbs: [],
  rest: 'whom',
  flags: [REASON, ALONE, JUSTIFICATION],
  input,
  run,
});

async function run(context: CommandContext, asked: Input): Promise<Reply> {
  const refusal = refusalOf('forget', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  const { services } = context;
  const search = await findPerson(context, {
    ...{ text: asked.whom, field: 'whom', prefer: () => false },
  });
  if (search.kind === 'reply') return search.reply;
  const { person } = search;
  const { say, locale } = errorVoice(context);
  const requests = await services.requests.of(person.id, MOST);
  const tasks = await services.tasks.open();
  const open = [
    ...requests.filter(({ state }) => OPEN_STATES.has(state)),
    ...tasks.filter(({ requester }) => requester === person.id),
  ].map(({ id }) => id);
  if (open.length > 0) {
    const ids = new Intl.ListFormat(locale, { type: 'conjunction' }).format(open);
    return advice(say('forget.open', { ids }), say('forget.openNext'));
  }
  const waiting = (await services.changes.open()).find(
    ({ subject }) => subject.kind === 'forget' && subject.person === person.id,
  );
  if (waiting && !asked.alone)
    return advice(say('forget.asked', { id: waiting.id }), say('forget.askedNext'));
  return propose(context, { kind: 'forget', person: person.id }, asked);
}

function advice(sentence: string, next: string): Reply {
  return { kind: 'advice', sentence, next, code: 'HD-302' };
}
