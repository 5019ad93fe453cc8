import { z } from 'zod';
import { OPEN_STATES } from '../../services/desk/requests/request.js';
import { fold } from '../../services/desk/input/fold.js';
import type { RequestView } from '../../services/desk/views.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { optionalWords } from './inputs.js';
import { refusalOf } from './may.js';
import type { Reply } from './result.js';

/** A list of more is no overview. */
const MOST = 10;
const OPEN: ReadonlySet<string> = new Set(['open', 'ouvert', 'ouvertes', 'lopend']);
const ALL: ReadonlySet<string> = new Set(['all', 'alle', 'alles', 'tout', 'toutes']);

const input = z.object({ which: optionalWords });

/** A person's own requests, newest first. */
export const requests = defineCommand({
  verb: 'requests',
  aliases: { en: ['requests'], nl: ['aanvragen', 'verzoeken'], fr: ['demandes'] },
  help: 'requests',
  group: 'ask',
  rights: ['requests'],
  cardVerbs: ['requests'],
  helpVerb: 'requests',
  rest: 'which',
  flags: [],
  input,
  run,
});

async function run(context: CommandContext, { which }: z.infer<typeof input>): Promise<Reply> {
  const refusal = refusalOf('requests', context.standing);
  if (refusal) return { kind: 'refused', refusal };
  const word = which === undefined ? 'all' : fold(which);
  if (!OPEN.has(word) && !ALL.has(word)) return { kind: 'problem', field: 'which', missing: false };
  const card = context.services.cards.requests(
    await ownRequests(context, OPEN.has(word)),
    context.reader,
  );
  return { kind: 'card', card, summary: context.say('requests.summary') };
}

/** Views of a person's own requests, for the list. */
export async function ownRequests(
  { services, who }: Pick<CommandContext, 'services' | 'who'>,
  openOnly: boolean,
): Promise<readonly RequestView[]> {
  const own = await services.requests.of(who.id, openOnly ? 3 * MOST : MOST);
  const wanted = own.filter(({ state }) => !openOnly || OPEN_STATES.has(state)).slice(0, MOST);
  return services.kept.views.requests(wanted.map(({ id }) => id));
}
