import { z } from 'zod';
import { fold } from '../../services/desk/input/fold.js';
import type { Request } from '../../services/desk/requests/request.js';
import { QUEUE_FILTERS, type QueueFilter } from '../../services/desk/views.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords } from './inputs.js';
import { refusalOf, seesAtDesk } from './may.js';
import type { Reply } from './result.js';

const WORDS: Readonly<Record<QueueFilter, readonly string[]>> = {
  open: ['ouvert', 'ouvertes'],
  mine: ['mijn', 'van mij', 'miennes'],
  urgent: ['dringend', 'urgentes'],
  expiring: ['bijna verlopen', 'verloopt', 'expirent'],
};

const input = z.object({
  filter: optionalWords,
  page: z.coerce.number().int().min(1).max(1_000).optional(),
  here: z.union([z.literal(true), z.literal('true')]).optional(),
});

/**
 * The queue. Asked for before everybody in the channel, its one live card moves to the end; a filter, a page, a slash
 * command or one's own chat give a view that isn't kept.
 */
export const queue = defineCommand({
  verb: 'queue',
  aliases: { en: ['queue'], nl: ['wachtrij'], fr: ['file'] },
  help: 'queue',
  group: 'work',
  rights: ['queue'],
  cardVerbs: ['queue'],
  helpVerb: 'queue',
  rest: 'filter',
  flags: [
    { name: 'page', words: ['pagina'], value: true },
    { name: 'here', words: ['hier', 'ici'], value: false },
  ],
  input,
  run,
});

async function run(
  context: CommandContext,
  { filter: word, page, here }: z.infer<typeof input>,
): Promise<Reply> {
  const { standing, services, turn, via, say } = context;
  const refusal = refusalOf('queue', standing);
  if (refusal) return { kind: 'refused', refusal };
  const filter = word === undefined ? undefined : filterNamed(word);
  if (word !== undefined && filter === undefined)
    return { kind: 'problem', field: 'filter', missing: false };
  const shared = turn.place === 'help-desk' && !turn.targeted;
  const plain = filter === undefined && page === undefined && here === undefined;
  if (plain && via === 'typed' && shared) {
    await services.moveQueue();
    return { kind: 'said', text: say('queue.moved') };
  }
  const wish = {
    filter: filter ?? 'open',
    page: page ?? 1,
    person: context.who.id,
    // What everybody in the channel reads is the same for all of them.
    ...(shared ? {} : { sees: (request: Request) => seesAtDesk(standing, request) }),
  };
  const { card } = await services.kept.queue(wish, context.reader);
  return { kind: 'card', card, summary: say('queue.summary') };
}

function filterNamed(word: string): QueueFilter | undefined {
  const wanted = fold(word);
  return QUEUE_FILTERS.find((filter) => filter === wanted || WORDS[filter].includes(wanted));
}
