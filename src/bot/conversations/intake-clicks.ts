import { beneficiary, collect, filled, intakeInputs, type Draft } from '../../dialogs/intake.js';
import { keep } from '../../dialogs/keep-text.js';
import { agendaMember } from '../../services/desk/agenda.js';
import type { DeviceList } from '../../services/desk/ports.js';
import type { Answer } from '../../services/desk/refusal.js';
import type { Call, PersonCommand } from '../../services/desk/requests/command.js';
import type { CommandContext } from '../commands/context.js';
import type { Click, ClickAnswer } from '../turn.js';
import { devicesFor, intakeCard, openDraft } from './intake.js';
import { nonceFrom, splitClick } from './op-keys.js';
import { replaceCard } from './present-click.js';
import { keepButtons } from './prose.js';
import { sentenceOf, wordsFor, type Words } from './wording.js';

/** Buttons of the form. A form that was sent, dropped or replaced shows that, and does nothing more. */
export async function intakeClick(context: CommandContext, click: Click): Promise<ClickAnswer> {
  const { services, who, say } = context;
  const draft = await openDraft(services, who.id).read();
  const { nonce, inputs } = splitClick(click);
  if (!draft || draft.nonce !== nonce) {
    return { message: `${say('intake.gone')} ${say('intake.goneNext')}` };
  }
  const open = { draft, list: await listFor(context, draft) };
  if (draft.state !== 'open' && draft.state !== 'asking') return drawn(context, click, open);
  if (click.verb === 'intake-cancel') {
    return settled(context, click, { ...open, draft: { ...draft, state: 'cancelled' } });
  }
  const given = intakeInputs.safeParse(inputs);
  if (!given.success) return drawn(context, click, open, complaint(say('intake.bad')));
  const now = { ...open, draft: filled(draft, given.data) };
  return click.verb === 'intake-refresh' ? refresh(context, click, now) : send(context, click, now);
}

interface OpenForm {
  readonly draft: Draft;
  readonly list: DeviceList;
}

async function listFor({ services, who }: CommandContext, draft: Draft): Promise<DeviceList> {
  return (await services.deviceLists.get(beneficiary(draft, who.id))) ?? { kind: 'looking' };
}

function complaint(text: string): Words {
  return { text, code: 'HD-102', tone: 'attention' };
}

async function send(context: CommandContext, click: Click, form: OpenForm): Promise<ClickAnswer> {
  const collected = collect(form.draft, form.list);
  if (!collected.ok) {
    return settled(context, click, form, complaint(context.say(`intake.${collected.field}`)));
  }
  const answer = await ask(context, form.draft, collected.call, false);
  if (answer.kind === 'refused' && answer.refusal.reason === 'same-device') {
    return askAboutSamePc(context, click, {
      ...form,
      id: answer.refusal.id,
      text: collected.call.text,
    });
  }
  return sent(context, click, form, answer);
}

/** The request that the form comes to: one's own, or on somebody's behalf. */
async function ask(
  context: CommandContext,
  { requester }: Draft,
  call: Call,
  anyway: boolean,
): Promise<Answer> {
  const command: PersonCommand = requester
    ? { type: 'open-for', requester: requester.id, ...call }
    : { type: 'open', ...call, ...(anyway ? { anyway } : {}) };
  return context.execute(command);
}

async function sent(
  context: CommandContext,
  click: Click,
  form: OpenForm,
  answer: Answer,
): Promise<ClickAnswer> {
  const words = await wordsFor(context, undefined, { kind: 'outcome', answer });
  const state = answer.kind === 'done' ? 'sent' : 'open';
  return settled(context, click, { ...form, draft: { ...form.draft, state } }, words);
}

/** From "new request anyway": the form that waited behind the question. */
export async function sendAnyway(context: CommandContext, click: Click): Promise<ClickAnswer> {
  const { services, who, say } = context;
  const draft = await openDraft(services, who.id).read();
  // Another form may have been begun since: that one was not what was asked about.
  const isAsked = draft && splitClick(click).nonce === sameNonce(context, draft);
  if (!isAsked) return { message: say('keep.over') };
  const form = { draft, list: await listFor(context, draft) };
  if (draft.state === 'sent') return drawn(context, click, form);
  const collected = collect(draft, form.list);
  if (!collected.ok)
    return settled(context, click, form, complaint(say(`intake.${collected.field}`)));
  return sent(context, click, form, await ask(context, draft, collected.call, true));
}

/** The question stood in the form's place, and was answered otherwise. */
export async function dropForm({ services, who }: CommandContext): Promise<void> {
  const kept = openDraft(services, who.id);
  const draft = await kept.read();
  // Still `asking`: nothing draws the form over the answer.
  if (draft?.state === 'asking') await kept.write({ ...draft, version: draft.version + 1 });
}

/** Names the question about a form for a PC that has a request already. */
function sameNonce({ services }: CommandContext, draft: Draft): string {
  return nonceFrom(services.hash, 'same', draft.nonce);
}

async function askAboutSamePc(
  context: CommandContext,
  click: Click,
  about: OpenForm & {
    readonly id: Parameters<typeof keep>[1]['ids'][number];
    readonly text: string;
  },
): Promise<ClickAnswer> {
  const { services, turn, who, say, reader } = context;
  const { draft, id, text } = about;
  const nonce = sameNonce(context, draft);
  await keep(turn.memory, { nonce, text, ids: [id], fromIntake: true });
  await openDraft(services, who.id).write({
    ...draft,
    state: 'asking',
    version: draft.version + 1,
  });
  const sentence = say('keep.sameDevice', { id });
  const buttons = keepButtons(context, nonce, [id], 'anyway');
  const card = services.cards.ask({ sentence, detail: text, buttons }, reader);
  return replaceCard(context, click, card, sentence);
}

async function refresh(
  context: CommandContext,
  click: Click,
  form: OpenForm,
): Promise<ClickAnswer> {
  const { services, who } = context;
  const person = beneficiary(form.draft, who.id);
  const { list, look } = await devicesFor(services, person);
  const answer = await settled(context, click, { ...form, list });
  if (look) await services.agenda.add(agendaMember({ kind: 'devices', person }), 0);
  return answer;
}

/** Remembers the form as it is now, and shows it. */
async function settled(
  context: CommandContext,
  click: Click,
  form: OpenForm,
  words?: Words,
): Promise<ClickAnswer> {
  const draft = { ...form.draft, version: form.draft.version + 1 };
  await openDraft(context.services, context.who.id).write(draft);
  const card = await cardWith(context, { ...form, draft }, words);
  return replaceCard(context, click, card, context.say('intake.summary'));
}

async function drawn(
  context: CommandContext,
  _click: Click,
  form: OpenForm,
  words?: Words,
): Promise<ClickAnswer> {
  return { card: await cardWith(context, form, words) };
}

function cardWith(context: CommandContext, { draft, list }: OpenForm, words: Words | undefined) {
  const { reader } = context;
  const spoken = words ? { ...reader, sentence: sentenceOf(words) } : reader;
  return intakeCard({ ...context, reader: spoken }, draft, list);
}
