import type { ButtonWish } from '../../cards/said.js';
import type { Welcomed } from '../../cards/welcome.js';
import { keep } from '../../dialogs/keep-text.js';
import { fold } from '../../services/desk/input/fold.js';
import type { Parsed } from '../../services/desk/input/parse.js';
import { OPEN_STATES, type Request } from '../../services/desk/requests/request.js';
import type { CommandContext } from '../commands/context.js';
import { mayDo } from '../commands/may.js';
import { nonceFrom } from './op-keys.js';
import { presentMessage, tell } from './present-message.js';
import { unknownWord } from './unknown.js';

/** Up to so many words may be a mistyped command; longer text is what somebody has to say. */
const FEW = 3;
/** Requests that a text is offered to be added to. */
const MOST = 4;

const GREETINGS: ReadonlySet<string> = new Set([
  ...['hi', 'hey', 'hello', 'hiya', 'good morning', 'good afternoon', 'good evening', 'start'],
  ...['hoi', 'hallo', 'dag', 'goedemorgen', 'goedemiddag', 'goedenavond', 'goeiemorgen', 'moin'],
  ...['bonjour', 'salut', 'coucou', 'bonsoir', 'allo'],
]);

type Text = Extract<Parsed, { kind: 'unknown' | 'command' }>;

/** Text in one's own chat that is no command and no greeting: an answer, more about a request, or a call for help. */
export async function prose(context: CommandContext, parsed: Text, opKey: string): Promise<void> {
  const { text, words } = parsed;
  const { services, who } = context;
  const own = await services.requests.of(who.id, 50);
  const open = own.filter(({ state }) => OPEN_STATES.has(state));
  const awaiting = open.filter(({ awaitingUser }) => awaitingUser);
  const [asked] = awaiting;
  if (asked && awaiting.length === 1) return addDetails(context, asked, text);
  if (awaiting.length > 1)
    return askWhere(context, { text, open: awaiting, opKey, asked: 'reply' });
  if (words <= FEW) return unknownWord(context, parsed, opKey);
  if (open.length > 0) return askWhere(context, { text, open, opKey, asked: 'ask' });
  return presentMessage(context, undefined, await context.startIntake({ text }));
}

export function isGreeting(text: string): boolean {
  const words = fold(text)
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .trim()
    .split(/\s+/);
  if (words.length > FEW) return false;
  return GREETINGS.has(words[0] ?? '') || GREETINGS.has(words.slice(0, 2).join(' '));
}

/** The welcome card, worded by what its reader may do. */
export async function welcome(context: CommandContext): Promise<void> {
  const { services, reader, say } = context;
  const card = services.cards.welcome(reader, welcomedAs(context));
  await tell(context, { card, summary: say('intake.summary') });
}

export function welcomedAs({ standing }: CommandContext): Welcomed {
  if (mayDo(standing, 'desk.setup')) return 'admin';
  return mayDo(standing, 'request.work') ? 'operator' : 'user';
}

/** The answer to what the help desk wrote. */
async function addDetails(context: CommandContext, { id }: Request, text: string): Promise<void> {
  const answer = await context.execute({ type: 'add-details', id, text });
  return answer.kind === 'done'
    ? presentMessage(context, undefined, {
        kind: 'said',
        text: context.say('keep.added', { id: answer.id }),
      })
    : presentMessage(context, undefined, { kind: 'outcome', answer });
}

interface Kept {
  readonly text: string;
  readonly open: readonly Request[];
  readonly opKey: string;
  readonly asked: 'reply' | 'ask';
}

/** "Add to REQ-12 / New request"; the text waits meanwhile. */
async function askWhere(
  context: CommandContext,
  { text, open, opKey, asked }: Kept,
): Promise<void> {
  const { services, turn, say, reader } = context;
  const ids = open.slice(0, MOST).map(({ id }) => id);
  const nonce = nonceFrom(services.hash, 'keep', opKey);
  await keep(turn.memory, { nonce, text, ids, fromIntake: false });
  const sentence = say(`keep.${asked}`);
  const card = services.cards.ask(
    { sentence, detail: text, buttons: keepButtons(context, nonce, ids, 'new') },
    reader,
  );
  await turn.send({ card, summary: sentence });
}

export function keepButtons(
  { say }: CommandContext,
  nonce: string,
  ids: readonly string[],
  fresh: 'new' | 'anyway',
): ButtonWish[] {
  return [
    ...ids.map((id, choice): ButtonWish => ({
      title: say('keep.add', { id }),
      verb: 'keep-as-details',
      data: { nonce, choice },
      ...(choice === 0 ? { style: 'positive' as const } : {}),
    })),
    { title: say(`keep.${fresh}`), verb: 'keep-as-new', data: { nonce } },
    { title: say('keep.drop'), verb: 'keep-drop', data: { nonce } },
  ];
}
