import type { Reader } from '../../cards/reader.js';
import { readerLocale } from '../../services/desk/people/person.js';
import type { CommandContext, Services, Voice } from '../commands/context.js';
import { COMMANDS } from '../commands/registry.js';
import { sayer } from '../commands/say.js';
import type { Turn } from '../turn.js';
import { startIntake } from './intake.js';
import { calledTooOften, notCalled } from './limits.js';

/** Everything a command needs to know about who says it, where, and under which op key. */
export async function contextFor(
  services: Services,
  turn: Turn,
  said: { readonly via: 'typed' | 'click'; readonly opKey: string },
): Promise<CommandContext> {
  const aside = ownVoice(services, turn);
  const [roles, voice] = await Promise.all([
    services.roles.current(),
    readByOthers(turn) ? sharedVoice(services, aside, turn.place) : aside,
  ]);
  const { who, place } = turn;
  const context: CommandContext = {
    ...voice,
    aside,
    turn,
    who,
    via: said.via,
    opKey: said.opKey,
    services,
    standing: { person: who.id, place, roles, policy: services.policy },
    catalogue: COMMANDS,
    async execute(command) {
      const refusal = await calledTooOften({ services, who }, command);
      if (refusal) {
        await context.witness(command.type, refusal);
        return notCalled(command, refusal);
      }
      return services.desk.execute({
        command,
        actor: { kind: 'person', id: who.id, place: { kind: place } },
        opKey: said.opKey,
      });
    },
    change: (command) =>
      services.desk.change({
        command,
        actor: { kind: 'person', id: who.id, place: { kind: place } },
        opKey: said.opKey,
      }),
    task: (command) =>
      services.desk.task({
        command,
        actor: { kind: 'person', id: who.id, place: { kind: place } },
        opKey: said.opKey,
      }),
    witness: (command, refusal, about) =>
      services.desk.witness({
        command,
        refusal,
        ...(about ? { about } : {}),
        actor: { kind: 'person', id: who.id, place: { kind: place } },
        opKey: said.opKey,
      }),
    startIntake: (wish) => startIntake(context, wish, said.opKey),
  };
  return context;
}

function readByOthers({ place, targeted }: Turn): boolean {
  return place !== 'personal' && !targeted;
}

/**
 * In their language and zone. What they alone see in a channel isn't their chat for all that: it carries no link to a
 * session, so it isn't drawn for a person.
 */
function ownVoice({ t }: Services, { place, who }: Turn): Voice {
  const locale = readerLocale(who);
  const reader: Reader = {
    locale,
    ...(place === 'personal' ? { person: who.id } : { alone: true }),
    ...(who.timeZone === undefined ? {} : { timeZone: who.timeZone }),
  };
  return { locale, reader, say: sayer(t, locale) };
}

/** Everybody in the help desk's channel reads its answers: they are in its language. */
async function sharedVoice(
  { places, t }: Services,
  { locale: own }: Voice,
  place: Turn['place'],
): Promise<Voice> {
  const locale = place === 'help-desk' ? ((await places.helpDesk())?.locale ?? own) : own;
  return { locale, reader: { locale }, say: sayer(t, locale) };
}
