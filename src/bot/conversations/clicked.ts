import { forget, recall } from '../../dialogs/questions.js';
import type { Command } from '../commands/command.js';
import type { CommandContext, Services } from '../commands/context.js';
import { isGuest } from '../commands/may.js';
import { commandOf, commandOfButton } from '../commands/registry.js';
import { isPrivate } from '../commands/result.js';
import type { Click, ClickAnswer, Turn } from '../turn.js';
import { questionsOf } from '../commands/questions-of.js';
import { askedPerson } from './asking.js';
import { intakeClick } from './intake-clicks.js';
import { keptTextClick } from './kept-text.js';
import { heldUp, type Held } from './limits.js';
import { clickKey, draftKey, splitClick } from './op-keys.js';
import { answerWith, presentClick, replaceCard, replaceWithWords } from './present-click.js';
import { presentMessage, wordsCard } from './present-message.js';
import { runCommand, type Presentable } from './run-command.js';
import { contextFor } from './speaker.js';
import { sentenceOf, wordsFor } from './wording.js';

type Handler = (context: CommandContext, click: Click, opKey: string) => Promise<ClickAnswer>;

/** Buttons that are no command. */
const DIALOGS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['refresh', (context, click) => answerWith(context, click, undefined)],
  ['confirm', confirm],
  ['confirm-not', dropQuestion],
  ['intake-send', intakeClick],
  ['intake-cancel', intakeClick],
  ['intake-refresh', intakeClick],
  ['keep-as-details', keptTextClick],
  ['keep-as-new', keptTextClick],
  ['keep-drop', keptTextClick],
]);

/** A click: everything in it is a hint. Always answered; what was tampered with does nothing. */
export async function clicked(services: Services, turn: Turn, click: Click): Promise<ClickAnswer> {
  const opKey = keyFor(services, turn, click);
  const context = await contextFor(services, turn, { via: 'click', opKey });
  if (isGuest(context.standing)) {
    const refusal = { code: 'HD-201', reason: 'guest' } as const;
    await context.witness(click.verb, refusal);
    return {
      card: wordsCard(context, await wordsFor(context, undefined, { kind: 'refused', refusal })),
    };
  }
  if (!splitClick(click).sound) return bad(context, click);
  // Teams refreshes cards by itself: that must never act.
  if (click.automatic) return answerWith(context, click, undefined);
  const command = commandOfButton(click.verb);
  const held = await heldUp(context, command);
  if (held) return slowDown(context, click, held);
  const dialog = DIALOGS.get(click.verb);
  if (dialog) return dialog(context, click, opKey);
  if (!command) return answerWith(context, click, complaint(context.say('click.unknown')));
  return press(context, click, command, opKey);
}

/** A click is always answered; the trail has one entry of a flood. */
async function slowDown(
  context: CommandContext,
  click: Click,
  { refusal, first }: Held,
): Promise<ClickAnswer> {
  if (first) await context.witness(click.verb, refusal);
  const words = await wordsFor(context, undefined, { kind: 'refused', refusal });
  return { message: sentenceOf(words).text };
}

/** A form is one op, whichever of its buttons sends it in the end. */
function keyFor(services: Services, turn: Turn, click: Click): string {
  const { nonce } = splitClick(click);
  return click.verb === 'intake-send' && nonce !== undefined
    ? draftKey(services.hash, nonce)
    : clickKey(services.hash, turn, click);
}

/** The card's own inputs go through the command's schema, like typed ones; the card itself was the confirmation. */
async function press(
  context: CommandContext,
  click: Click,
  command: Command,
  opKey: string,
): Promise<ClickAnswer> {
  const { id, inputs } = splitClick(click);
  const given = { ...withoutEmpty(inputs), ...(id === undefined ? {} : { id }) };
  const confirmed = command.clickAsks !== true;
  const reply = await runCommand(context, { command, inputs: given, confirmed, opKey });
  return presentClick(context, click, command, reply);
}

/** A field that was left empty wasn't filled in. */
function withoutEmpty(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== ''));
}

/** An answer to a question of ours, by the one who was asked. */
async function confirm(context: CommandContext, click: Click, opKey: string): Promise<ClickAnswer> {
  const { services, say } = context;
  const { nonce = '', inputs } = splitClick(click);
  const others = await someoneElses(context, nonce);
  if (others) return others;
  const question = await recall(questionsOf(context), nonce, await services.requests.now());
  const choice = question?.choices[Number(inputs['choice'] ?? 0)];
  const command = choice && commandOf(choice.verb);
  if (!question || !choice || !command) {
    return replaceWithWords(context, click, { text: say('confirm.over'), tone: 'warning' });
  }
  const { confirms } = question;
  const run = { command, inputs: choice.inputs, confirmed: confirms, opKey };
  const typed: CommandContext = { ...context, via: 'typed' };
  const reply = await runCommand(typed, run);
  return presentAnswer(typed, click, command, reply);
}

/**
 * A question lies in the chat like any message: what came of it takes its place. Where others read it, that is only
 * that it was answered when the answer is for the one who was asked alone.
 */
async function presentAnswer(
  context: CommandContext,
  click: Click,
  command: Command,
  reply: Presentable,
): Promise<ClickAnswer> {
  const { say, turn } = context;
  if (turn.place !== 'personal' && !turn.targeted && isPrivate(reply)) {
    await presentMessage(context, command, reply);
    const text = say('confirm.answered', { name: context.who.name });
    return replaceWithWords(context, click, { text, tone: 'good' });
  }
  if (reply.kind === 'card') return replaceCard(context, click, reply.card, reply.summary);
  if (reply.kind === 'nothing') {
    return replaceWithWords(context, click, { text: say('intake.started'), tone: 'good' });
  }
  return replaceWithWords(context, click, await wordsFor(context, command, reply));
}

async function dropQuestion(context: CommandContext, click: Click): Promise<ClickAnswer> {
  const { nonce = '' } = splitClick(click);
  const others = await someoneElses(context, nonce);
  if (others) return others;
  const questions = questionsOf(context);
  await forget(questions, nonce);
  await questions.save();
  return replaceWithWords(context, click, { text: context.say('confirm.dropped'), tone: 'good' });
}

/** In the channel everybody sees the question; only the one who was asked can answer it. */
async function someoneElses(
  { services, who, aside }: CommandContext,
  nonce: string,
): Promise<ClickAnswer | undefined> {
  const asked = askedPerson(nonce);
  if (asked === undefined || asked === who.id) return undefined;
  const person = await services.people.get(asked);
  // Only they see this, so it is in their language, in the channel too.
  const { say } = aside;
  return { message: say('confirm.notYours', { name: person?.name ?? say('someone') }) };
}

function bad(context: CommandContext, click: Click): Promise<ClickAnswer> {
  return answerWith(context, click, complaint(context.say('click.bad')));
}

function complaint(text: string) {
  return { text, code: 'HD-102', tone: 'attention' } as const;
}
