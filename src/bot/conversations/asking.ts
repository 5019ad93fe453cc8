import type { CardJson } from '../../cards/render.js';
import type { ButtonWish } from '../../cards/said.js';
import { remember } from '../../dialogs/questions.js';
import { parsePersonId, type PersonId } from '../../services/desk/ids.js';
import { questionsOf } from '../commands/questions-of.js';
import type { CommandContext } from '../commands/context.js';
import type { Choice, Consequence, Reply } from '../commands/result.js';
import { nonceFrom } from './op-keys.js';

type Inputs = Readonly<Record<string, unknown>>;

/** A command as far as it is known when somebody is asked back. */
export interface Asked {
  readonly verb: string;
  readonly inputs: Inputs;
  /** Of the turn that asks: a redelivered message asks the same question. */
  readonly opKey: string;
}

/** "Are you sure?", for the one who gave the command. */
export async function askToConfirm(
  context: CommandContext,
  asked: Asked,
  { sentence, yes, style }: Consequence,
): Promise<Extract<Reply, { kind: 'card' }>> {
  const nonce = await put(context, asked, [{ verb: asked.verb, inputs: asked.inputs }], true);
  const buttons: ButtonWish[] = [
    { title: yes, verb: 'confirm', data: { nonce, choice: 0 }, style },
    { title: context.say('confirm.no'), verb: 'confirm-not', data: { nonce } },
  ];
  return { kind: 'card', card: askCard(context, sentence, buttons), summary: sentence };
}

/** "Which one?": each answer is the command again, with what was chosen. */
export async function askWhich(
  context: CommandContext,
  asked: Asked,
  { sentence, code, choices }: Choice,
): Promise<Extract<Reply, { kind: 'card' }>> {
  const answers = choices.map(({ inputs }) => ({
    verb: asked.verb,
    inputs: { ...asked.inputs, ...inputs },
  }));
  const nonce = await put(context, asked, answers, false);
  const buttons = choices.map(({ title }, choice): ButtonWish => ({
    title,
    verb: 'confirm',
    data: { nonce, choice },
  }));
  const text = code === undefined ? sentence : `${sentence} (${code})`;
  return { kind: 'card', card: askCard(context, text, buttons), summary: sentence };
}

/** "Did you mean?": each answer is another command. Gives the buttons. */
export async function offer(
  context: CommandContext,
  opKey: string,
  commands: readonly { readonly title: string; readonly verb: string; readonly inputs: Inputs }[],
): Promise<ButtonWish[]> {
  const nonce = await put(context, { verb: '', inputs: {}, opKey }, commands, false);
  return commands.map(({ title }, choice) => ({ title, verb: 'confirm', data: { nonce, choice } }));
}

async function put(
  context: CommandContext,
  asked: Asked,
  choices: readonly { readonly verb: string; readonly inputs: Inputs }[],
  confirms: boolean,
): Promise<string> {
  const { services, who } = context;
  const what = JSON.stringify(choices.map(({ verb, inputs }) => [verb, inputs]));
  const nonce = `${who.id}.${nonceFrom(services.hash, asked.opKey, what, String(confirms))}`;
  const plain = choices.map(({ verb, inputs }) => ({ verb, inputs: { ...inputs } }));
  const now = await services.requests.now();
  const questions = questionsOf(context);
  await remember(questions, { nonce, choices: plain, confirms }, now);
  await questions.save();
  return nonce;
}

/** Whom a question was put to. The nonce says so itself, because only they remember it. */
export function askedPerson(nonce: string): PersonId | undefined {
  return parsePersonId(nonce.split('.', 1)[0] ?? '');
}

function askCard(
  { services, reader }: CommandContext,
  sentence: string,
  buttons: readonly ButtonWish[],
): CardJson {
  return services.cards.ask({ sentence, buttons }, reader);
}
