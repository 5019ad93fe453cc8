import { distance } from 'fastest-levenshtein';
import type { ButtonWish } from '../../cards/said.js';
import { fold } from '../../services/desk/input/fold.js';
import { parse, type Parsed } from '../../services/desk/input/parse.js';
import type { Declared } from '../commands/declared.js';
import type { CommandContext } from '../commands/context.js';
import { wordsOf } from '../commands/help.js';
import { mayUse } from '../commands/may.js';
import { lexiconOf } from '../commands/registry.js';
import { offer } from './asking.js';
import { inAside, tell } from './present-message.js';
import { inputsFrom } from './typed-inputs.js';

const MOST = 3;
const FARTHEST = 2;

export interface Suggestion {
  /** The line as it should have been. */
  readonly line: string;
  readonly command: Declared;
}

/**
 * What somebody may have meant: commands they may use here whose words are at most two letters away, the nearest
 * first. What follows the word stays.
 */
export function suggestionsFor(
  text: string,
  commands: readonly Declared[],
  standing: CommandContext['standing'],
): Suggestion[] {
  const words = text.split(/\s+/);
  const offered = commands.filter((command) => mayUse(command, standing));
  const near = offered.flatMap((command) => {
    const best = nearest(words, command);
    return best === undefined ? [] : [{ ...best, command }];
  });
  near.sort((left, right) => left.away - right.away);
  return near.slice(0, MOST).map(({ command, word, rest }) => ({
    command,
    line: [word, ...rest].join(' '),
  }));
}

function nearest(words: readonly string[], command: Declared) {
  const all = wordsOf(command).map((word) => {
    const length = word.split(' ').length;
    const typed = fold(words.slice(0, length).join(' '));
    return { word, away: distance(typed, fold(word)), rest: words.slice(length) };
  });
  // Of a short word two letters are most of it: `note` isn't `vote` and `ok` isn't `no`.
  const close = all.filter(({ word, away }) => away <= FARTHEST && away * 2 < word.length);
  return close.sort((left, right) => left.away - right.away)[0];
}

/** Error card for a word that is no command, with what may have been meant as buttons. */
export async function unknownWord(
  context: CommandContext,
  parsed: Extract<Parsed, { text: string }>,
  opKey: string,
): Promise<void> {
  const { catalogue, standing, services, turn } = context;
  const { say, reader } = context.aside;
  const suggestions = suggestionsFor(parsed.text, catalogue, standing);
  const word = parsed.text.split(/\s+/, 1)[0]?.slice(0, 40) ?? '';
  const sentence = say(suggestions.length > 0 ? 'unknown.meant' : 'unknown.sentence', { word });
  const next = say(turn.place === 'personal' ? 'unknown.nextPersonal' : 'unknown.next');
  const meant = await meantButtons(context, suggestions, opKey);
  const buttons = meant.length > 0 ? meant : startButtons(inAside(context));
  const card = services.cards.error({ sentence, next, code: 'HD-101', buttons }, reader);
  await tell(context, { card, summary: sentence }, true);
}

async function meantButtons(
  context: CommandContext,
  suggestions: readonly Suggestion[],
  opKey: string,
): Promise<ButtonWish[]> {
  const lexicon = lexiconOf(context.catalogue, false);
  const commands = suggestions.flatMap(({ line, command }) => {
    const parsed = parse(line, lexicon);
    if (parsed.kind !== 'command') return [];
    const { inputs } = inputsFrom(parsed, command);
    return [{ title: line, verb: command.verb, inputs }];
  });
  return commands.length === 0 ? [] : offer(context, opKey, commands);
}

function startButtons({ say, turn }: CommandContext): ButtonWish[] {
  const help: ButtonWish = { title: say('unknown.helpButton'), verb: 'help', data: {} };
  if (turn.place !== 'personal') return [help];
  return [{ title: say('unknown.newButton'), verb: 'new', data: {} }, help];
}
