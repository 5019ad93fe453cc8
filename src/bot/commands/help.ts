import { z } from 'zod';
import type { HelpCommand, HelpView } from '../../cards/help.js';
import { fold } from '../../services/desk/input/fold.js';
import { defineCommand } from './command.js';
import type { Declared } from './declared.js';
import type { CommandContext } from './context.js';
import { optionalWords } from './inputs.js';
import { mayUse } from './may.js';
import type { Reply } from './result.js';

const GROUPS = ['ask', 'work', 'manage'] as const;

const input = z.object({
  topic: optionalWords,
  all: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
    .optional(),
});

/** What the reader may say here; with a command, that one at length. */
export const help = defineCommand({
  verb: 'help',
  aliases: { en: ['help', '?'], nl: ['hulp'], fr: ['aide'] },
  help: 'help',
  group: 'manage',
  rights: ['help'],
  cardVerbs: ['help'],
  helpVerb: 'help',
  rest: 'topic',
  flags: [{ name: 'all', words: ['alles', 'tout'], value: false }],
  input,
  run,
});

async function run(context: CommandContext, { topic, all }: z.infer<typeof input>): Promise<Reply> {
  const { services, reader, say } = context;
  const one = topic === undefined ? undefined : commandNamed(context, topic);
  if (topic !== undefined && one === undefined)
    return { kind: 'problem', field: 'topic', missing: false };
  const view = one ? helpOnOne(context, one) : helpOnAll(context, all === true);
  return { kind: 'card', card: services.cards.help(view, reader), summary: say('helpSummary') };
}

/** Only one that the reader may use here: help on the others would say what there is. */
function commandNamed(
  { catalogue, standing }: CommandContext,
  topic: string,
): Declared | undefined {
  const wanted = fold(topic.replace(/^\//, ''));
  return catalogue.find(
    (command) =>
      mayUse(command, standing) && wordsOf(command).some((word) => fold(word) === wanted),
  );
}

export function wordsOf({ verb, aliases }: Pick<Declared, 'verb' | 'aliases'>): string[] {
  return [...new Set([verb, ...aliases.en, ...aliases.nl, ...aliases.fr])];
}

/** In short: one example of each group, so that it stays under 12 lines. */
function helpOnAll(context: CommandContext, all: boolean): HelpView {
  const { catalogue, standing, say } = context;
  const groups = GROUPS.map((group) => ({
    title: say(`groups.${group}`),
    commands: catalogue.filter((command) => command.group === group && mayUse(command, standing)),
  })).filter(({ commands }) => commands.length > 0);
  return {
    all,
    groups: groups.map(({ title, commands }) => ({
      title,
      commands: all
        ? commands.map((command) => describe(context, command))
        : commands.slice(0, 1).map((command) => inShort(describe(context, command))),
    })),
  };
}

/** An example says it in fewer lines than the usage. */
function inShort(command: HelpCommand): HelpCommand {
  return { ...command, usage: command.example };
}

function helpOnOne(context: CommandContext, command: Declared): HelpView {
  const { say } = context;
  const aliases = wordsOf(command).filter((word) => word !== command.verb);
  const details = [say(`help.${command.help}.good`)];
  return { groups: [], all: false, one: { ...describe(context, command), details, aliases } };
}

function describe({ say }: CommandContext, { help: key, helpVerb }: Declared): HelpCommand {
  return {
    usage: say(`help.${key}.usage`),
    summary: say(`help.${key}.summary`),
    example: say(`help.${key}.example`),
    ...(helpVerb === undefined ? {} : { verb: helpVerb }),
  };
}
