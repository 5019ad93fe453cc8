import type { CardJson } from '../../cards/render.js';
import { beneficiary, draftSlot, intakeView, type Draft } from '../../dialogs/intake.js';
import { ConnectorFailure } from '../../services/desk/failures.js';
import { agendaMember } from '../../services/desk/agenda.js';
import { MINUTE, SECOND, type PersonId } from '../../services/desk/ids.js';
import type { DeviceList } from '../../services/desk/ports.js';
import {
  errorVoice,
  type CommandContext,
  type IntakeWish,
  type Services,
  type Whereto,
} from '../commands/context.js';
import type { Reply } from '../commands/result.js';
import { nonceFrom } from './op-keys.js';

/** A list younger than this is shown as it is. */
const FRESH = 5 * MINUTE;
/** A form for somebody else isn't told when that person's PCs are known: it looks for itself. */
const LOOK_AGAIN = 3 * SECOND;

/** The one form of a person. It lies outside the turn's memory, because the devices come in between turns. */
export function openDraft(services: Services, person: PersonId) {
  const memory = services.memoryOf('intake', person);
  const kept = draftSlot(memory);
  return {
    read: () => kept.read(),
    async write(draft: Draft): Promise<void> {
      await kept.write(draft);
      await memory.save();
    },
  };
}

/** Shows a new form; one that was open before says that it was replaced. */
export async function startIntake(
  context: CommandContext,
  wish: IntakeWish,
  opKey: string,
): Promise<Exclude<Reply, { kind: 'choice' }>> {
  const { services, who, turn } = context;
  const draft = openDraft(services, who.id);
  const previous = await draft.read();
  if (previous?.from === opKey && previous.state === 'open') return shown(context);
  const version = (previous?.version ?? 0) + 1;
  const whose = wish.requester?.id ?? who.id;
  const { list, look } = await devicesFor(services, whose);
  const fresh: Draft = {
    ...wish,
    from: opKey,
    // The version, because one button can be pressed again when its form was sent.
    nonce: nonceFrom(services.hash, 'intake', opKey, String(version)),
    version,
    conversation: whereto(turn.conversation),
    state: 'open',
  };
  const sent = await show(context, fresh, list);
  if (!sent) return unreachable(context);
  await draft.write({ ...fresh, ...sent });
  if (look) await services.agenda.add(agendaMember({ kind: 'devices', person: whose }), 0);
  if (look && wish.requester) await lookAgain(services, who.id);
  if (previous?.state === 'open') await replace(context, previous);
  return shown(context);
}

function shown({ turn, via, say }: CommandContext): Exclude<Reply, { kind: 'choice' }> {
  if (turn.place !== 'personal') return { kind: 'said', text: say('intake.inChat') };
  return via === 'click' ? { kind: 'said', text: say('intake.below') } : { kind: 'nothing' };
}

function unreachable(context: CommandContext): Extract<Reply, { kind: 'advice' }> {
  const { say } = errorVoice(context);
  const next = say('intake.unreachableNext');
  return { kind: 'advice', sentence: say('intake.unreachable'), next, code: 'HD-203' };
}

async function lookAgain({ agenda }: Services, person: PersonId): Promise<void> {
  const address = { of: 'intake', person } as const;
  await agenda.add(agendaMember({ kind: 'card', address }), LOOK_AGAIN);
}

/** What is known of somebody's PCs, and whether Graph is to be asked (again). */
export async function devicesFor(
  { deviceLists, requests }: Services,
  person: PersonId,
): Promise<{ readonly list: DeviceList; readonly look: boolean }> {
  const [known, now] = await Promise.all([deviceLists.get(person), requests.now()]);
  if (known?.kind === 'known' && now - known.at < FRESH) return { list: known, look: false };
  const looking: DeviceList = { kind: 'looking' };
  await deviceLists.set(person, looking);
  return { list: looking, look: true };
}

type Sent = { readonly conversation: Whereto; readonly activityId?: string };

/** In one's own chat, wherever it was asked for: what is wrong with somebody's PC is nobody else's business. */
async function show(
  context: CommandContext,
  draft: Draft,
  list: DeviceList,
): Promise<Sent | undefined> {
  const { turn, services, who, say } = context;
  const card = await intakeCard(context, draft, list);
  const message = { card, summary: say('intake.summary') };
  if (turn.place !== 'personal') return services.chat(who.id, message);
  const activityId = await turn.send(message);
  return {
    conversation: whereto(turn.conversation),
    ...(activityId === undefined ? {} : { activityId }),
  };
}

function whereto({ id, serviceUrl, tenantId }: Whereto): Whereto {
  return { id, serviceUrl, tenantId };
}

/** The form as its author reads it. In the channel the context speaks the channel's language: the form doesn't. */
export async function intakeCard(
  { services, who, reader }: CommandContext,
  draft: Draft,
  list: DeviceList,
): Promise<CardJson> {
  const now = await services.requests.now();
  const view = intakeView(draft, list, services.calendar.opens(now));
  const locale = who.chosenLocale ?? who.locale;
  return services.cards.intake(view, { ...reader, locale, person: who.id });
}

/** The old form says so. It may be gone, or lie elsewhere: that stops nobody. */
async function replace(context: CommandContext, previous: Draft): Promise<void> {
  const { turn, services, who, say } = context;
  const here = previous.conversation.id === turn.conversation.id;
  if (!here || previous.activityId === undefined) return;
  const list = (await services.deviceLists.get(beneficiary(previous, who.id))) ?? {
    kind: 'looking',
  };
  const card = await intakeCard(context, { ...previous, state: 'replaced' }, list);
  try {
    await turn.update(previous.activityId, { card, summary: say('intake.summary') });
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
  }
}
