import { z } from 'zod';
import { agendaMember } from '../../services/desk/agenda.js';
import { fold } from '../../services/desk/input/fold.js';
import type { Locale } from '../../services/desk/people/person.js';
import type { Conversation } from '../../services/desk/ports.js';
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
  const { say, services, turn } = context;
  const [desk, open] = await Promise.all([services.places.helpDesk(), services.requests.open()]);
  const locale = localeOf(asked, desk?.locale ?? context.locale);
  if (refusalOf('setup', context.standing) || locale === undefined) return undefined;
  const style = 'positive';
  if (desk === undefined)
    return { sentence: say('confirm.setup'), yes: say('confirm.setupYes'), style };
  if (desk.id === turn.conversation.id)
    return { sentence: say('confirm.setupAgain'), yes: say('confirm.setupAgainYes'), style };
  const from =
    desk.name === undefined
      ? say('confirm.setupMoveUnnamed')
      : say('confirm.setupMove', { channel: desk.name });
  const along = say('confirm.setupMoveCards', { count: open.length });
  return { sentence: `${from} ${along}`, yes: say('confirm.setupMoveYes'), style };
}

async function run(context: CommandContext, asked: Input): Promise<Reply> {
  const { services, turn, standing } = context;
  const refusal = refusalOf('setup', standing);
  if (refusal) return { kind: 'refused', refusal };
  const before = await services.places.helpDesk();
  const locale = localeOf(asked, before?.locale ?? context.locale);
  if (locale === undefined) return { kind: 'problem', field: 'language', missing: false };
  const facts = await services.channelFacts(turn.conversation);
  const { id, serviceUrl, tenantId, team, teamGroup } = turn.conversation;
  const known = before?.id === id ? before : undefined;
  await services.places.setHelpDesk(
    present({
      ...{ id, serviceUrl, tenantId },
      team: team ?? known?.team,
      teamGroup: teamGroup ?? facts.teamGroup ?? known?.teamGroup,
      name: facts.name ?? known?.name,
    }),
    locale,
  );
  // Somebody speaks here, so it can be written to, whatever was found before.
  await services.places.revive(id);
  await context.witness('setup');
  await services.moveQueue();
  const count = await redrawCards(context);
  const say = sayer(services.t, locale);
  if (before === undefined) return { kind: 'said', text: say('setup.done') };
  const text = known ? say('setup.again') : say('setup.moved', { count });
  return { kind: 'said', text };
}

type Undefinable<T> = { [K in keyof T]: T[K] | undefined };

/** Without what isn't known. */
function present({ team, teamGroup, name, ...rest }: Place): Conversation {
  return {
    ...rest,
    ...(team === undefined ? {} : { team }),
    ...(teamGroup === undefined ? {} : { teamGroup }),
    ...(name === undefined ? {} : { name }),
  };
}

type Place = Pick<Conversation, 'id' | 'serviceUrl' | 'tenantId'> &
  Undefinable<Required<Pick<Conversation, 'team' | 'teamGroup' | 'name'>>>;

/** Neither moving nor a slash command changes the desk's language; the first time it is that of whoever sets it up. */
function localeOf({ language }: Input, otherwise: Locale): Locale | undefined {
  if (language === undefined) return otherwise;
  const named = languageNamed(language);
  return named === 'auto' ? undefined : named;
}

/**
 * Requests that are open get their card here, in this language; the agenda does it at the pace that Teams allows, and
 * leaves a signpost in place of each old one. Gives how many they are.
 */
async function redrawCards({ services }: CommandContext): Promise<number> {
  const open = await services.requests.open();
  await Promise.all(
    open.map(({ id }) => {
      const address = { of: 'request', id, place: 'channel' } as const;
      return services.agenda.add(agendaMember({ kind: 'card', address }), 0);
    }),
  );
  return open.length;
}
