import { z } from 'zod';
import { agendaMember } from '../../services/desk/agenda.js';
import { fold } from '../../services/desk/input/fold.js';
import { defineCommand } from './command.js';
import type { CommandContext } from './context.js';
import { YES } from './inputs.js';
import { languageNamed } from './language.js';
import { refusalOf } from './may.js';
import type { Consequence, Reply } from './result.js';
import { sayer } from './say.js';

const HERE: ReadonlySet<string> = new Set(['here', 'hier', 'ici']);

const input = z.object({
  /** There is only one place to choose: where it is said. */
  where: z
    .string()
    .default('here')
    .transform(fold)
    .refine((word) => HERE.has(word)),
  language: z.string().trim().max(40).optional(),
});
type Input = z.infer<typeof input>;

/** Makes this channel the help desk's, and chooses its language. */
export const setup = defineCommand({
  verb: 'setup',
  aliases: { en: ['setup'], nl: ['inrichten', 'instellen'], fr: ['configurer', 'installer'] },
  help: 'setup',
  group: 'manage',
  rights: ['setup'],
  cardVerbs: ['setup'],
  clickAsks: true,
  rest: 'where',
  flags: [{ name: 'language', words: ['taal', 'langue'], value: true }, YES],
  input,
  consequence,
  run,
});

async function consequence(
  context: CommandContext,
  asked: Input,
): Promise<Consequence | undefined> {
  if (refusalOf('setup', context.standing) || localeOf(context, asked) === undefined)
    return undefined;
  const { say } = context;
  return { sentence: say('confirm.setup'), yes: say('confirm.setupYes'), style: 'positive' };
}

async function run(context: CommandContext, asked: Input): Promise<Reply> {
  const { services, turn, standing } = context;
  const refusal = refusalOf('setup', standing);
  if (refusal) return { kind: 'refused', refusal };
  const locale = localeOf(context, asked);
  if (locale === undefined) return { kind: 'problem', field: 'language', missing: false };
  const { id, serviceUrl, tenantId } = turn.conversation;
  await services.places.setHelpDesk({ id, serviceUrl, tenantId }, locale);
  await context.witness('setup');
  await services.moveQueue();
  await moveCards(context);
  return { kind: 'said', text: sayer(services.t, locale)('setup.done') };
}

function localeOf({ locale }: CommandContext, { language }: Input) {
  if (language === undefined) return locale;
  const named = languageNamed(language);
  return named === 'auto' ? undefined : named;
}

/** Requests that are open get their card in the new channel. */
async function moveCards({ services }: CommandContext): Promise<void> {
  const open = await services.requests.open();
  await Promise.all(
    open.map(({ id }) => {
      const address = { of: 'request', id, place: 'channel' } as const;
      return services.agenda.add(agendaMember({ kind: 'card', address }), 0);
    }),
  );
}
