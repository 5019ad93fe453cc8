import type { Reader } from '../../cards/reader.js';
import { readerLocale, type Locale } from '../../services/desk/people/person.js';
import type { CommandContext, Services } from '../commands/context.js';
import { COMMANDS } from '../commands/registry.js';
import { sayer } from '../commands/say.js';
import type { Turn } from '../turn.js';
import { startIntake } from './intake.js';

/** Everything a command needs to know about who says it, where, and under which op key. */
export async function contextFor(
  services: Services,
  turn: Turn,
  said: { readonly via: 'typed' | 'click'; readonly opKey: string },
): Promise<CommandContext> {
  const [roles, locale] = await Promise.all([services.roles.current(), localeHere(services, turn)]);
  const { who, place } = turn;
  const context: CommandContext = {
    turn,
    who,
    via: said.via,
    locale,
    services,
    reader: readerHere(turn, locale),
    standing: { person: who.id, place, roles, policy: services.policy },
    catalogue: COMMANDS,
    say: sayer(services.t, locale),
    execute: (command) =>
      services.desk.execute({
        command,
        actor: { kind: 'person', id: who.id, place: { kind: place } },
        opKey: said.opKey,
      }),
    witness: (command, refusal) =>
      services.desk.witness({
        command,
        refusal,
        actor: { kind: 'person', id: who.id, place: { kind: place } },
        opKey: said.opKey,
      }),
    startIntake: (wish) => startIntake(context, wish, said.opKey),
  };
  return context;
}

/** Everybody in the channel reads its answers: they are in its language. */
async function localeHere({ places }: Services, { place, who }: Turn): Promise<Locale> {
  const own = readerLocale(who);
  return place === 'help-desk' ? ((await places.helpDesk())?.locale ?? own) : own;
}

function readerHere({ place, who }: Turn, locale: Locale): Reader {
  return {
    locale,
    ...(place === 'personal' ? { person: who.id } : {}),
    ...(place === 'personal' && who.timeZone !== undefined ? { timeZone: who.timeZone } : {}),
  };
}
