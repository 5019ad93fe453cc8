import { alreadySeen } from '../../dialogs/seen.js';
import { fold } from '../../services/desk/input/fold.js';
import { parse, type Parsed } from '../../services/desk/input/parse.js';
import type { Command } from '../commands/command.js';
import type { CommandContext, Services } from '../commands/context.js';
import { help, wordsOf } from '../commands/help.js';
import { isGuest, mayUse } from '../commands/may.js';
import { commandOf, lexiconOf } from '../commands/registry.js';
import type { Turn } from '../turn.js';
import { remindOfConsent } from './consent-reminder.js';
import { heldUp, type Held } from './limits.js';
import { messageKey } from './op-keys.js';
import { presentMessage } from './present-message.js';
import { isGreeting, prose, welcome } from './prose.js';
import { runCommand } from './run-command.js';
import { contextFor } from './speaker.js';
import { requestOfThread } from './targets.js';
import { inputsFrom, readsLikeProse } from './typed-inputs.js';
import { unknownWord } from './unknown.js';
import { usageOf } from './wording.js';

/** Answers to the question for consent: whoever gives one isn't reminded of the question. */
const CONSENT: ReadonlySet<string> = new Set(['accept', 'decline', 'later', 'cancel']);

/** A message: a command, a word that looks like one, or text. */
export async function typed(services: Services, turn: Turn): Promise<void> {
  if (await alreadySeen(turn.memory, turn.activityId)) return;
  const opKey = messageKey(services.hash, turn);
  const context = await contextFor(services, turn, { via: 'typed', opKey });
  if (isGuest(context.standing)) {
    const refusal = { code: 'HD-201', reason: 'guest' } as const;
    await context.witness('message', refusal);
    return presentMessage(context, undefined, { kind: 'refused', refusal });
  }
  const thread = await requestOfThread(context);
  const lexicon = lexiconOf(context.catalogue, thread !== undefined);
  const parsed = asMeant(context, parse(turn.text, lexicon, thread));
  const held = await heldUp(
    context,
    parsed.kind === 'command' ? commandOf(parsed.verb) : undefined,
  );
  if (held) return slowDown(context, held);
  await answer(context, parsed, opKey);
  if (turn.place === 'personal' && !(parsed.kind === 'command' && CONSENT.has(parsed.verb))) {
    await remindOfConsent(context);
  }
}

/** Said once; the rest of a flood has no answer. */
async function slowDown(context: CommandContext, { refusal, first }: Held): Promise<void> {
  if (!first) return;
  await context.witness('message', refusal);
  await presentMessage(context, undefined, { kind: 'refused', refusal });
}

/**
 * `weigeren` and `refuser` turn a request down; they are also what the button under the question for consent says. In
 * the chat of somebody who turns nothing down they are the answer to that question.
 */
function asMeant({ turn, standing }: CommandContext, parsed: Parsed): Parsed {
  if (parsed.kind !== 'command' || parsed.verb !== 'deny' || turn.place !== 'personal')
    return parsed;
  const deny = commandOf(parsed.verb);
  return deny && mayUse(deny, standing) ? parsed : { ...parsed, verb: 'decline' };
}

async function answer(context: CommandContext, parsed: Parsed, opKey: string): Promise<void> {
  switch (parsed.kind) {
    case 'empty':
      return nothingSaid(context);
    case 'unknown':
      return noCommand(context, parsed, opKey);
    case 'error':
      return mistake(context, parsed);
    case 'command': {
      const command = commandOf(parsed.verb);
      if (!command) throw new Error(`no command ${parsed.verb}`);
      const { place } = context.turn;
      if (place === 'personal' && isProse(context, parsed, command))
        return noCommand(context, parsed, opKey);
      return give(context, { parsed, command, opKey });
    }
  }
}

/** `vergeten` is what somebody says of a password, unless they may make Deskside forget people. */
function isProse(
  { standing }: CommandContext,
  parsed: Extract<Parsed, { kind: 'command' }>,
  command: Command,
): boolean {
  if (command.everyday && !parsed.slash && !mayUse(command, standing)) return true;
  return readsLikeProse(parsed, command);
}

interface Given {
  readonly parsed: Extract<Parsed, { kind: 'command' }>;
  readonly command: Command;
  readonly opKey: string;
}

async function give(context: CommandContext, { parsed, command, opKey }: Given): Promise<void> {
  const { inputs, confirmed, extra } = inputsFrom(parsed, command);
  if (extra !== undefined) return tooMuch(context, command, extra);
  await context.turn.typing();
  const reply = await runCommand(context, { command, inputs, confirmed, opKey });
  // "help me" is no question about a command called "me".
  if (reply.kind === 'problem' && command.verb === 'help' && !parsed.slash) {
    const plain = await runCommand(context, { command, inputs: {}, confirmed, opKey });
    return presentMessage(context, command, plain);
  }
  return presentMessage(context, command, reply);
}

function noCommand(
  context: CommandContext,
  parsed: Extract<Parsed, { kind: 'unknown' | 'command' }>,
  opKey: string,
): Promise<void> {
  const { place } = context.turn;
  if (isCallForHelp(parsed.text)) return showHelp(context, opKey);
  if (place === 'elsewhere')
    return isGreeting(parsed.text) ? greetElsewhere(context) : elsewhere(context);
  if (isGreeting(parsed.text)) return welcome(context);
  return place === 'personal' && !parsed.slash
    ? prose(context, parsed, opKey)
    : unknownWord(context, parsed, opKey);
}

function mistake(
  context: CommandContext,
  parsed: Extract<Parsed, { kind: 'error' }>,
): Promise<void> {
  const { say } = context.aside;
  const command = commandOf(parsed.verb);
  if (!command) throw new Error(`no command ${parsed.verb}`);
  const { flag, verb } = parsed;
  const sentence =
    parsed.problem === 'unknown-flag'
      ? say('problem.flag', { command: verb, flag })
      : say('problem.value', { flag });
  const next = usageOf({ say }, command);
  return presentMessage(context, command, { kind: 'advice', sentence, next, code: 'HD-102' });
}

function tooMuch(context: CommandContext, command: Command, text: string): Promise<void> {
  const { say } = context.aside;
  const sentence = say('problem.extra', { text: text.slice(0, 60) });
  const next = usageOf({ say }, command);
  return presentMessage(context, command, { kind: 'advice', sentence, next, code: 'HD-102' });
}

/** The bot was only mentioned, or got a picture. */
function nothingSaid(context: CommandContext): Promise<void> {
  const { turn } = context;
  const { say } = context.aside;
  if (turn.place === 'elsewhere') return greetElsewhere(context);
  const personal = turn.place === 'personal';
  const sentence = say(personal ? 'unknown.noWords' : 'unknown.emptyChannel');
  const next = say(personal ? 'unknown.nextPersonal' : 'unknown.next');
  return presentMessage(context, undefined, { kind: 'advice', sentence, next, code: 'HD-101' });
}

function elsewhere(context: CommandContext): Promise<void> {
  const { say } = context.aside;
  const sentence = say('unknown.elsewhere');
  const next = say('unknown.elsewhereNext');
  return presentMessage(context, undefined, { kind: 'advice', sentence, next, code: 'HD-203' });
}

/** To a hello in a channel that isn't the help desk's: who this is, and where it can be written to. */
function greetElsewhere(context: CommandContext): Promise<void> {
  const { say } = context;
  const text = `${say('unknown.hello')} ${say('unknown.helloNext')}`;
  return presentMessage(context, undefined, { kind: 'said', text });
}

/** "Help!" isn't a mistyped command. */
function isCallForHelp(text: string): boolean {
  const word = fold(text.replace(/[\s!?.,…]+$/u, ''));
  return wordsOf(help).some((own) => fold(own) === word);
}

async function showHelp(context: CommandContext, opKey: string): Promise<void> {
  const run = { command: help, inputs: {}, confirmed: false, opKey };
  return presentMessage(context, help, await runCommand(context, run));
}
