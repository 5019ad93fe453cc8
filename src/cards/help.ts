import { frame, type Drawing, type Frame, type Say } from './drawing.js';
import { button, type Button } from './moves.js';
import { fact, plain, type Fact, type Line } from './sheet.js';
import type { CardVerb } from './verbs.js';

/** What the help card lists: the commands the reader may use where they are, already in their language. */
export interface HelpView {
  readonly groups: readonly { readonly title: string; readonly commands: readonly HelpCommand[] }[];
  /** Every command, not one example of each group. */
  readonly all: boolean;
  /** One command at length (`help restart`); the groups aren't shown then. */
  readonly one?: HelpCommand & {
    readonly details: readonly string[];
    readonly aliases: readonly string[];
  };
}

export interface HelpCommand {
  /** Such as `approve <id> [--mode view]`. */
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  /** Set when a button can do it without more input. */
  readonly verb?: CardVerb;
}

export interface HelpCard extends Frame {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly groups: readonly HelpGroup[];
  readonly buttons: readonly Button[];
}

interface HelpGroup {
  readonly title: string;
  readonly commands: readonly {
    readonly usage: string;
    readonly summary: string;
    readonly more: readonly Fact[];
  }[];
}

/** Most buttons that try a command at once. */
const TRY = 2;

/** What the reader can do where they are. `view` is already in the reader's language and for their role. */
export function helpCard(drawing: Drawing, view: HelpView): HelpCard {
  const { say } = drawing;
  const title = say('cards:help.title');
  const groups = view.one
    ? [oneCommand(drawing, view.one)]
    : view.groups.map((group) => listed(drawing, group));
  const intro = say(groups.length === 0 ? 'cards:help.none' : 'cards:help.intro');
  return {
    ...frame(drawing, title),
    title,
    lines: view.one ? [] : [plain(intro)],
    groups,
    buttons: buttons(drawing, view),
  };
}

function listed(drawing: Drawing, group: HelpView['groups'][number]): HelpGroup {
  return {
    title: group.title,
    commands: group.commands.map(({ usage, summary, example }) => ({
      usage,
      summary,
      more: example === usage ? [] : [fact(drawing.say('cards:help.example'), example)],
    })),
  };
}

function oneCommand({ say }: Drawing, one: NonNullable<HelpView['one']>): HelpGroup {
  return {
    title: '',
    commands: [
      {
        usage: one.usage,
        summary: one.summary,
        more: [
          fact(say('cards:help.example'), one.example),
          ...(one.aliases.length > 0
            ? [fact(say('cards:help.aliases'), one.aliases.join(', '))]
            : []),
          ...one.details.map((detail) => fact('•', detail)),
        ],
      },
    ],
  };
}

function buttons({ say }: Drawing, view: HelpView): Button[] {
  const commands = view.one ? [view.one] : view.groups.flatMap((group) => group.commands);
  const tries = commands.flatMap(({ verb, usage }) =>
    verb === undefined || verb === 'help' ? [] : [button(verb, titleOf(say, verb, usage), {})],
  );
  const more = view.one
    ? button('help', say('cards:help.back'), {})
    : button(
        'help',
        say(view.all ? 'cards:help.less' : 'cards:help.more'),
        view.all ? {} : { all: true },
      );
  return commands.length === 0 ? [] : [...tries.slice(0, TRY), more];
}

function titleOf(say: Say, verb: CardVerb, usage: string): string {
  const isNamed = verb === 'new' || verb === 'requests' || verb === 'queue' || verb === 'setup';
  return isNamed ? say(`cards:move.${verb}.title`) : usage;
}
